import { filmCues } from '../../../nodes/captions/film-cues.ts'
import type { Cue } from '../../../nodes/captions/cue.ts'
import type { BoundCut } from '../../../nodes/cut/cut.ts'
import type { LaidShot, Layout } from '../../../nodes/cut/layout.ts'
import type { ReasonCode } from '../../../nodes/cut/reasons.ts'

/** Frames of the film, from the first to the one behind the last. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

export interface ChangedStretch extends Stretch {
  readonly why: Extract<ReasonCode, 'speed' | 'transition' | 'fades' | 'words'>
}

/** The captions that are drawn into the picture, in the time of the film. */
export function drawnCues(cut: BoundCut, layout: Layout): Cue[] {
  return cut.captions?.show === 'burn' ? filmCues(cut, layout) : []
}

/** The frames of each shot that are not the clip's own any more, because of what was asked of them. */
export function changedStretches({ fps, shots }: Layout, cues: readonly Cue[]): ChangedStretch[][] {
  const frameOf = (seconds: number) => (seconds * fps.num) / fps.den
  // However a moment is rounded to a frame, the frame is among these.
  const words = cues.map(({ start, end }) => ({
    why: 'words' as const,
    from: Math.floor(frameOf(start)),
    to: Math.ceil(frameOf(end)),
  }))
  return shots.map((laid, index) => {
    const { shot, start, frames, overlap } = laid
    const end = start + frames
    const before = shots[index - 1]?.overlap ?? 0
    const asked: ChangedStretch[] = [
      { why: 'speed', from: start, to: (shot.speed ?? 1) === 1 ? start : end },
      { why: 'transition', from: start, to: start + before },
      { why: 'transition', from: end - overlap, to: end },
      { why: 'fades', from: start, to: start + Math.ceil(frameOf(shot.fadeIn ?? 0)) },
      { why: 'fades', from: end - Math.ceil(frameOf(shot.fadeOut ?? 0)), to: end },
      ...words.filter(({ from, to }) => from < end && to > start),
    ]
    return asked.map((stretch) => within(stretch, laid)).filter(({ from, to }) => to > from)
  })
}

function within<S extends Stretch>(stretch: S, { start, frames }: LaidShot): S {
  return { ...stretch, from: Math.max(stretch.from, start), to: Math.min(stretch.to, start + frames) }
}

/** What is left of a shot between its changed stretches. */
export function unchangedStretches({ start, frames }: LaidShot, changed: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = []
  let at = start
  for (const { from, to } of changed.toSorted((a, b) => a.from - b.from)) {
    if (from > at) left.push({ from: at, to: from })
    at = Math.max(at, to)
  }
  if (start + frames > at) left.push({ from: at, to: start + frames })
  return left
}
