import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { paintMark } from './drawing/overlay.ts'
import type { Brush } from './drawing/stage.ts'
import { FRAMES_PER_SECOND, viewAt, type View } from './motion.ts'
import type { Move } from './reading/camera.ts'
import type { Size } from './size.ts'
import type { Storyboard } from './storyboard.ts'

/** Something that can be filmed: it paints itself as the camera sees it at a moment. */
export interface Footage extends Size {
  paint(brush: Brush, moment: Moment): void
}

export interface Moment {
  readonly move: Move
  /** 0 at the first frame, 1 at the last. */
  readonly part: number
  readonly at: number
  readonly seconds: number
}

/** The sheets of a storyboard move by their depth, the weather falls, what is written stays in place. */
export function filmStoryboard({ stage, planes, weatherAfter, weather, overlay }: Storyboard): Footage {
  const { width, height, bleed } = stage
  return {
    width,
    height,
    paint(brush, moment) {
      for (const [index, plane] of planes.entries()) {
        if (index === weatherAfter) weather(brush, moment.at)
        look(brush, { width, height }, viewAt(moment.move, { ...moment, depth: plane.depth }))
        brush.drawImage(plane.canvas, -bleed, -bleed)
        brush.resetTransform()
      }
      if (weatherAfter >= planes.length) weather(brush, moment.at)
      brush.drawImage(overlay, 0, 0)
    },
  }
}

/** Any other picture moves as a whole, under a mark that does not. */
export async function filmPicture(picture: Canvas, size: Size): Promise<Footage> {
  const mark = createCanvas(size.width, size.height)
  await paintMark(mark.getContext('2d'), size)
  const { width, height } = size
  return {
    width,
    height,
    paint(brush, moment) {
      const view = viewAt(moment.move, { ...moment, depth: 1 })
      look(brush, size, view)
      // The picture reaches beyond the frame by what the camera travels, see `coverFrame`.
      brush.drawImage(picture, (width - picture.width) / 2, (height - picture.height) / 2)
      brush.resetTransform()
      brush.drawImage(mark, 0, 0)
    },
  }
}

/** How large a picture must be so that this move never shows its edge. */
export function travelOf(move: Move, seconds: number): { x: number; y: number } {
  const end = viewAt(move, { part: 1, seconds, depth: 1 })
  return { x: Math.abs(end.x), y: Math.abs(end.y) }
}

/** One buffer of RGBA for each frame; the event loop gets a turn after each. */
export async function* shoot(
  footage: Footage,
  take: { move: Move; seconds: number; signal: AbortSignal; onFrame: (fraction: number) => void },
): AsyncGenerator<Buffer> {
  const canvas = createCanvas(footage.width, footage.height)
  const brush = canvas.getContext('2d')
  brush.imageSmoothingQuality = 'high'
  const frames = Math.round(take.seconds * FRAMES_PER_SECOND)
  for (let frame = 0; frame < frames && !take.signal.aborted; frame++) {
    footage.paint(brush, {
      move: take.move,
      part: frames > 1 ? frame / (frames - 1) : 0,
      at: frame / FRAMES_PER_SECOND,
      seconds: take.seconds,
    })
    yield canvas.data()
    take.onFrame((frame + 1) / frames)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Everything grows around a point a little above the middle: there are the faces. */
function look(brush: Brush, { width, height }: Size, view: View): void {
  const x = width * 0.5
  const y = height * 0.42
  brush.setTransform(
    view.scale,
    0,
    0,
    view.scale,
    x - x * view.scale + view.x * width,
    y - y * view.scale + view.y * height,
  )
}
