import type { Move } from './reading/camera.ts'

/** Where a sheet lies at one moment: grown by `scale` around the point looked at, moved by parts of the frame. */
export interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export const FRAMES_PER_SECOND = 24

/**
 * How a sheet moves under the camera. A sheet twice as near moves twice as far: that is what makes depth.
 * The picture at rest is the first frame of a push and the last of a pull.
 */
export function viewAt(move: Move, moment: { part: number; seconds: number; depth: number }): View {
  const { part, seconds, depth } = moment
  const reach = reachOf(seconds) * depth
  const along = ease(part)
  const across = (along * 2 - 1) * reach
  switch (move) {
    case 'static':
      return { scale: 1, x: 0, y: 0 }
    case 'push':
      return { scale: 1 + 0.11 * reach * along, x: 0, y: 0 }
    case 'pull':
      return { scale: 1 + 0.11 * reach * (1 - along), x: 0, y: 0 }
    // The camera looks left, so the picture goes right.
    case 'pan-left':
      return { scale: 1, x: 0.042 * across, y: 0 }
    case 'pan-right':
      return { scale: 1, x: -0.042 * across, y: 0 }
    case 'tilt-up':
      return { scale: 1, x: 0, y: 0.03 * across }
    case 'tilt-down':
      return { scale: 1, x: 0, y: -0.03 * across }
  }
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
