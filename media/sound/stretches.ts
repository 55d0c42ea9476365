import type { BoundShot } from '../../nodes/cut/cut.ts'
import type { Layout, LaidShot } from '../../nodes/cut/layout.ts'
import type { FilmClip } from '../stitch/film.ts'
import { RATE, soundAt } from './pcm.ts'

/**
 * Shots that go on in the same clip without a break: they are decoded in one go, so that nothing is heard where
 * they meet. All counts are frames of sound, from the start of the film.
 */
export interface Stretch {
  readonly start: number
  readonly end: number
  /** Absent where there is nothing to hear. */
  readonly source?: StretchSource | undefined
  readonly shots: readonly HeardShot[]
}

export interface StretchSource {
  /** The place of the clip among those of the film. */
  readonly clip: number
  /** Where in the clip's own sound it begins, after its picture's first frame. */
  readonly from: number
  readonly speed: number
}

export interface HeardShot {
  readonly shot: BoundShot
  readonly start: number
  readonly end: number
  /** What it shares with the shot before and the one behind. */
  readonly overlapBefore: number
  readonly overlapAfter: number
  readonly joinsBefore: boolean
  readonly joinsAfter: boolean
}

/** Roundings at other frame rates may move a shot that little against its neighbour, and nobody can tell. */
const UNHEARD = RATE / 1000

/** Which sound is wanted when, for a whole film. */
export function layStretches(layout: Layout, clips: readonly FilmClip[]): Stretch[] {
  const stretches: (Stretch & { shots: HeardShot[] })[] = []
  for (const [index, laid] of layout.shots.entries()) {
    const start = soundAt(laid.start, layout.fps)
    const end = soundAt(laid.start + laid.frames, layout.fps)
    const before = layout.shots[index - 1]
    const source = sourceOf(laid, clips)
    const last = stretches.at(-1)
    const joins = last !== undefined && before?.overlap === 0 && goesOn(last, source, start)
    const shot: HeardShot = {
      shot: laid.shot,
      start,
      end,
      overlapBefore: before?.overlap ? soundAt(before.start + before.frames, layout.fps) - start : 0,
      overlapAfter: laid.overlap ? end - soundAt(laid.start + laid.frames - laid.overlap, layout.fps) : 0,
      joinsBefore: joins,
      joinsAfter: false,
    }
    if (joins) {
      const shots = [...last.shots.slice(0, -1), { ...last.shots.at(-1)!, joinsAfter: true }, shot]
      stretches[stretches.length - 1] = { ...last, end, shots }
    } else {
      stretches.push({ start, end, source, shots: [shot] })
    }
  }
  return stretches
}

function sourceOf({ shot, source }: LaidShot, clips: readonly FilmClip[]): StretchSource | undefined {
  const clip = shot.clip === undefined ? undefined : clips[shot.clip]
  if (!source || !clip?.clip?.probe.audio || shot.muted || shot.volume === 0) return undefined
  return { clip: shot.clip!, from: soundAt(source.from, source.fps), speed: shot.speed ?? 1 }
}

function goesOn(last: Stretch, next: StretchSource | undefined, start: number): boolean {
  const { source } = last
  if (!source || !next) return source === next
  if (source.clip !== next.clip || source.speed !== next.speed) return false
  return Math.abs(source.from + (start - last.start) * source.speed - next.from) <= UNHEARD
}
