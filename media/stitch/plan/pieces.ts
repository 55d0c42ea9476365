import { clipFrameAt, type LaidShot, type Layout } from '../../../nodes/cut/layout.ts'
import { copyRange } from '../../mp4/copy-range.ts'
import type { Piece } from '../film.ts'
import { type ChangedStretch, type Stretch, unchangedStretches } from './changed.ts'
import type { MovingClip, MovingShot } from './shots.ts'

export type CopyPiece = Extract<Piece, { kind: 'copy' }>

/** A stretch that could be copied, and whether it is. It may run over the cuts between shots. */
export interface CopyRun {
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
  const unchanged = fitting.flatMap((shot) => unchangedOf(shot, changed[shot.number - 1]!, layout))
  const found = throughCuts(unchanged).flatMap((stretch) => copyOf(stretch) ?? [])
  // A run between two encoded stretches saves its frames and costs a restart.
  const runs = found.map((piece, index): CopyRun => {
    const { at, frames } = piece
    const before = found[index - 1]
    const isAlone =
      at > (before ? before.at + before.frames : 0) && at + frames < (found[index + 1]?.at ?? layout.frames)
    return { piece, taken: !isAlone || frames >= RESTART_FRAMES }
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

interface ClipStretch extends Stretch {
  readonly place: number
  readonly moving: MovingClip
  /** The frame of the clip that it begins with. */
  readonly shows: number
}

function unchangedOf(
  { laid, place, moving }: MovingShot,
  changed: readonly ChangedStretch[],
  { fps }: Layout,
): ClipStretch[] {
  return unchangedStretches(laid, changed).map((stretch) => ({
    ...stretch,
    place,
    moving,
    shows: clipFrameAt(laid, stretch.from, fps)!,
  }))
}

/** A clip that was only split goes on as if it had not been. */
function throughCuts(stretches: readonly ClipStretch[]): ClipStretch[] {
  const joined: ClipStretch[] = []
  for (const stretch of stretches) {
    const last = joined.at(-1)
    const goesOn =
      last?.place === stretch.place &&
      last.to === stretch.from &&
      last.shows + last.to - last.from === stretch.shows
    if (goesOn) joined[joined.length - 1] = { ...last, to: stretch.to }
    else joined.push(stretch)
  }
  return joined
}

function copyOf({ from, to, place, moving, shows }: ClipStretch): CopyPiece | undefined {
  const { joinable, starts } = moving.clip
  if (!joinable?.video || !starts) return undefined
  const range = copyRange(joinable.video, starts, { from: shows, to: shows + to - from })
  if (!range) return undefined
  const { first, samples } = range
  const [at, frames] = [from + range.from - shows, range.to - range.from]
  return { kind: 'copy', at, frames, clip: place, first, samples }
}

/** How many frames of a run belong to a shot. */
export function framesWithin({ piece: { at, frames } }: CopyRun, shot: LaidShot): number {
  return Math.max(0, Math.min(at + frames, shot.start + shot.frames) - Math.max(at, shot.start))
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
