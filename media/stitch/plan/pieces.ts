import { clipFrameAt, type Layout } from '../../../nodes/cut/layout.ts'
import { copyRange } from '../../mp4/copy-range.ts'
import type { Piece } from '../film.ts'
import { type ChangedStretch, unchangedStretches } from './changed.ts'
import type { MovingShot } from './shots.ts'

export type CopyPiece = Extract<Piece, { kind: 'copy' }>

/** A stretch that could be copied, and whether it is. */
export interface CopyRun {
  /** The number of its shot. */
  readonly shot: number
  readonly piece: CopyPiece
  readonly taken: boolean
}

export interface LaidPieces {
  readonly pieces: readonly Piece[]
  readonly runs: readonly CopyRun[]
  readonly encodedFrames: number
}

/** Starting the encoder once more costs about as much as encoding so many large frames. */
const RESTART_FRAMES = 8

/**
 * Cuts the picture of a film into what is copied and what is encoded. Of each shot that fits, everything that was
 * not changed and can be reached from a whole picture is copied; neighbouring encoded stretches are one piece.
 */
export function layPieces(
  layout: Layout,
  fitting: readonly MovingShot[],
  changed: readonly (readonly ChangedStretch[])[],
): LaidPieces {
  const found = fitting.flatMap((shot) => copiesOf(shot, changed[shot.number - 1]!, layout))
  // A run between two encoded stretches saves its frames and costs a restart.
  const runs = found.map((run, index): CopyRun => {
    const { at, frames } = run.piece
    const before = found[index - 1]?.piece
    const isAlone =
      at > (before ? before.at + before.frames : 0) &&
      at + frames < (found[index + 1]?.piece.at ?? layout.frames)
    return { ...run, taken: !isAlone || frames >= RESTART_FRAMES }
  })
  const pieces = fillGaps(
    runs.flatMap(({ taken, piece }) => (taken ? piece : [])),
    layout.frames,
  )
  return { pieces, runs, encodedFrames: countEncoded(pieces) }
}

/** Whether keeping the copies is clearly less work than encoding the whole film in one go. */
export function isWorthCopying({ pieces, encodedFrames }: LaidPieces, frames: number): boolean {
  const restarts = pieces.filter(({ kind }) => kind === 'render').length
  return restarts === 0 || encodedFrames + restarts * RESTART_FRAMES < frames
}

export function renderAll(frames: number): Piece[] {
  return [{ kind: 'render', at: 0, frames }]
}

function copiesOf(
  { number, laid, place, moving }: MovingShot,
  changed: readonly ChangedStretch[],
  { fps }: Layout,
): Omit<CopyRun, 'taken'>[] {
  const { joinable, starts } = moving.clip
  const video = joinable?.video
  if (!video || !starts) return []
  return unchangedStretches(laid, changed).flatMap((stretch) => {
    const from = clipFrameAt(laid, stretch.from, fps)!
    const range = copyRange(video, starts, { from, to: from + stretch.to - stretch.from })
    if (!range) return []
    const { first, samples } = range
    const at = stretch.from + range.from - from
    return {
      shot: number,
      piece: { kind: 'copy', at, frames: range.to - range.from, clip: place, first, samples },
    }
  })
}

function fillGaps(copies: readonly CopyPiece[], frames: number): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const copy of copies) {
    if (copy.at > end) pieces.push({ kind: 'render', at: end, frames: copy.at - end })
    pieces.push(copy)
    end = copy.at + copy.frames
  }
  if (end < frames) pieces.push({ kind: 'render', at: end, frames: frames - end })
  return pieces
}

function countEncoded(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { kind, frames }) => sum + (kind === 'render' ? frames : 0), 0)
}
