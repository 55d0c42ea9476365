import type { BoundCut, Line } from '../cut/cut.ts'
import { framesToSeconds, type LaidShot, type Layout } from '../cut/layout.ts'
import { append, type Cue, oneAtATime, tidyCues } from './cue.ts'

/** What a cut's schema holds. */
const MOST_LINES = 500
const MOST_LETTERS = 1_000
/** A piece of a caption that would only flash by at a cut. */
const SHORTEST_PIECE = 0.25

/**
 * The captions of a film, in its own time. Lines count from the first frame of their clip, so trims cut them off
 * and speed stretches them; where two shots share frames, the words of the one that comes in take over.
 */
export function filmCues(cut: BoundCut, layout: Layout): Cue[] {
  const shown = layout.shots.flatMap((laid, index) => {
    const lines = cut.shots[index]?.lines ?? []
    const cues = tidyCues(lines.map((line) => inFilm(line, laid, layout)))
    return [oneAtATime(cues)]
  })
  const cues: Cue[] = []
  for (const [index, own] of shown.entries()) {
    const next = shown.slice(index + 1).find((following) => following.length > 0)?.[0]?.start
    for (const cue of own) {
      const end = Math.min(cue.end, next ?? cue.end)
      if (end > cue.start) append(cues, { ...cue, end })
    }
  }
  return cues
}

function inFilm({ start, end, text }: Line, laid: LaidShot, { fps }: Layout): Cue {
  const [opens, closes] = [laid.start, laid.start + laid.frames].map((frame) => framesToSeconds(frame, fps))
  const place = (seconds: number) =>
    Math.min(closes!, Math.max(opens!, opens! + (seconds - trimmed(laid)) / speedOf(laid)))
  return { start: place(start), end: place(end), text }
}

/**
 * Gives each cue of the whole film to the shots it is seen over, as lines that count from the first frame of
 * their clip. One that runs over a cut is cut there too, and whole again in `filmCues`.
 */
export function assignCues(cues: readonly Cue[], layout: Layout): Line[][] {
  const lines: Line[][] = layout.shots.map(() => [])
  for (const cue of tidyCues(cues)) {
    const pieces = layout.shots.flatMap((laid, index) => {
      const until = layout.shots[index + 1]?.start ?? layout.frames
      const start = Math.max(cue.start, framesToSeconds(laid.start, layout.fps))
      const end = Math.min(cue.end, framesToSeconds(until, layout.fps))
      return end > start ? [{ laid, index, start, end }] : []
    })
    const longest = Math.max(...pieces.map(({ start, end }) => end - start))
    for (const { laid, index, start, end } of pieces) {
      if (end - start < Math.min(SHORTEST_PIECE, longest)) continue
      if (lines[index]!.length >= MOST_LINES) continue
      const place = (seconds: number) => inClip(seconds, laid, layout)
      lines[index]!.push({ start: place(start), end: place(end), text: cue.text.slice(0, MOST_LETTERS) })
    }
  }
  return lines
}

/** To the microsecond: finer is noise of the arithmetic, coarser would move a caption over a cut. */
function inClip(seconds: number, laid: LaidShot, { fps }: Layout): number {
  const passed = seconds - framesToSeconds(laid.start, fps)
  return Math.max(0, Math.round((trimmed(laid) + passed * speedOf(laid)) * 1e6) / 1e6)
}

/** Seconds of the clip before its first shown frame. */
function trimmed({ source }: LaidShot): number {
  return source ? framesToSeconds(source.from, source.fps) : 0
}

/** Pictures and cards stand still at any speed. */
function speedOf({ source, shot }: LaidShot): number {
  return source ? (shot.speed ?? 1) : 1
}
