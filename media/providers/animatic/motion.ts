import type { Random } from './random.ts'
import type { Move } from './reading/camera.ts'

export const FRAMES_PER_SECOND = 24

/** One take of a move. */
export interface CameraWork {
  readonly move: Move
  /** What the camera goes towards, in parts of the frame. */
  readonly focus: { readonly x: number; readonly y: number }
  /** How much nearer it stands all along. */
  readonly closer: number
  /** Where in the weather the take begins, in seconds. */
  readonly begins: number
}

/** Where a sheet lies at one moment: grown by `scale` around the focus, moved by parts of the frame. */
export interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface Moment {
  /** 0 at the first frame, 1 at the last. */
  readonly part: number
  /** Length of the clip. */
  readonly seconds: number
}

/** The first take looks a little above the middle, where faces are; each further take stands elsewhere. */
export function planCamera(move: Move, variation: number, random: Random): CameraWork {
  if (variation === 0) return { move, focus: { x: 0.5, y: 0.42 }, closer: 0, begins: 0 }
  return {
    move,
    focus: { x: random.between(0.36, 0.64), y: random.between(0.3, 0.55) },
    closer: random.between(0.02, 0.08),
    begins: random.between(1, 60),
  }
}

/**
 * How a sheet moves under the camera. A sheet twice as near moves twice as far: that is what makes depth.
 * The picture at rest is the first frame of a push and the last of a pull.
 */
export function viewAt({ move, closer }: CameraWork, { part, seconds }: Moment, depth: number): View {
  const reach = reachOf(seconds) * depth
  const along = ease(part)
  const across = (along * 2 - 1) * reach
  const scale = 1 + closer * depth
  switch (move) {
    case 'static':
      return { scale, x: 0, y: 0 }
    case 'push':
      return { scale: scale + 0.11 * reach * along, x: 0, y: 0 }
    case 'pull':
      return { scale: scale + 0.11 * reach * (1 - along), x: 0, y: 0 }
    // The camera looks left, so the picture goes right.
    case 'pan-left':
      return { scale, x: 0.037 * across, y: 0 }
    case 'pan-right':
      return { scale, x: -0.037 * across, y: 0 }
    case 'tilt-up':
      return { scale, x: 0, y: 0.03 * across }
    case 'tilt-down':
      return { scale, x: 0, y: -0.03 * across }
  }
}

/** How far beyond each edge of the frame a picture must reach so that its own edge never shows. */
export function travelOf(work: CameraWork, seconds: number): { x: number; y: number } {
  const end = viewAt(work, { part: 1, seconds }, 1)
  return { x: Math.abs(end.x), y: Math.abs(end.y) }
}

/** A longer clip has time to go further, up to what the painted edges allow. */
function reachOf(seconds: number): number {
  return Math.min(Math.max(0.55 + seconds / 9, 0.66), 1.25)
}

/** Starts and ends gently, yet never quite stands still, so that a cut in the middle of a move feels right. */
function ease(part: number): number {
  const smooth = part * part * part * (part * (part * 6 - 15) + 10)
  return 0.3 * part + 0.7 * smooth
}
