import type { JoinKind } from '../../../nodes/cut/cut.ts'
import type { LaidShot, Layout } from '../../../nodes/cut/layout.ts'
import type { Stretch } from './job.ts'

/** Frames of the film that show one shot, or two of which the second takes over from the first. */
export interface Segment extends Stretch {
  /** Places of shots in the layout. */
  readonly shots: readonly [number] | readonly [number, number]
  readonly join?: Mix | undefined
}

export type MixKind = Exclude<JoinKind, 'cut' | 'fade-black' | 'fade-white'>

/** A whole transition, of which a segment may hold only a part. */
export interface Mix extends Stretch {
  readonly kind: MixKind
}

/** A change of brightness: none of the picture at frame `from`, all of it `frames` later, or the other way round. */
export interface Fade {
  readonly way: 'in' | 'out'
  readonly from: number
  readonly frames: number
  readonly through: 'black' | 'white'
}

/** Which shots each frame of a stretch shows, in order and without a gap. */
export function segmentsOf({ at, frames }: Stretch, layout: Layout): Segment[] {
  const end = at + frames
  const segments: Segment[] = []
  for (const index of layout.shots.keys()) {
    for (const segment of [aloneAt(index, layout), mixAfter(index, layout)]) {
      if (!segment) continue
      const from = Math.max(at, segment.at)
      const to = Math.min(end, segment.at + segment.frames)
      if (to > from) segments.push({ ...segment, at: from, frames: to - from })
    }
  }
  return segments
}

function aloneAt(index: number, layout: Layout): Segment {
  const shot = layout.shots[index]!
  const before = layout.shots[index - 1]
  const from = shot.start + (before ? before.overlap - shared(before).second : 0)
  const to = shot.start + shot.frames - shot.overlap + shared(shot).first
  return { at: from, frames: to - from, shots: [index] }
}

function mixAfter(index: number, { shots }: Layout): Segment | undefined {
  const shot = shots[index]!
  const { overlap, joinKind } = shot
  if (overlap === 0 || joinKind === 'cut' || joinKind === 'fade-black' || joinKind === 'fade-white') {
    return undefined
  }
  const mix = { at: shot.start + shot.frames - overlap, frames: overlap, kind: joinKind }
  return { ...mix, shots: [index, index + 1], join: mix }
}

/** Of the frames a shot shares with the next: fades through a colour show one shot, then the other, never both. */
function shared({ overlap, joinKind }: LaidShot): { first: number; second: number } {
  if (joinKind !== 'fade-black' && joinKind !== 'fade-white') return { first: 0, second: 0 }
  const first = Math.ceil(overlap / 2)
  return { first, second: overlap - first }
}

/** Everything that darkens or brightens a shot: its own fades, and those of its joins. */
export function fadesOf(index: number, layout: Layout): Fade[] {
  const { shots, fps } = layout
  const { shot, start, frames } = shots[index]!
  const lasts = (seconds: number) => Math.min(frames - 1, Math.round((seconds * fps.num) / fps.den))
  const [opens, closes] = [lasts(shot.fadeIn ?? 0), lasts(shot.fadeOut ?? 0)]
  const fades: Fade[] = [
    { way: 'in', from: start, frames: opens, through: 'black' },
    { way: 'out', from: start + frames - 1 - closes, frames: closes, through: 'black' },
    ...fadesOfJoin(index - 1, layout).filter(({ way }) => way === 'in'),
    ...fadesOfJoin(index, layout).filter(({ way }) => way === 'out'),
  ]
  return fades.filter((fade) => fade.frames > 0)
}

function fadesOfJoin(index: number, { shots }: Layout): Fade[] {
  const shot = shots[index]
  if (!shot) return []
  const { first, second } = shared(shot)
  const through = shot.joinKind === 'fade-white' ? 'white' : 'black'
  const begins = shot.start + shot.frames - shot.overlap
  // One frame of nothing but the colour, in the middle.
  return [
    { way: 'out', from: begins - 1, frames: first, through },
    { way: 'in', from: begins + first - 1, frames: second, through },
  ]
}
