import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { paintMark } from './drawing/overlay.ts'
import type { Brush } from './drawing/stage.ts'
import { FRAMES_PER_SECOND, viewAt, type CameraWork, type Moment } from './motion.ts'
import type { Size } from './size.ts'
import type { Storyboard } from './storyboard.ts'

/** Something that can be filmed: it paints itself as the camera sees it at a moment. */
export interface Footage extends Size {
  paint(brush: Brush, work: CameraWork, moment: Moment): void
}

/** The sheets of a storyboard move by their depth, the weather falls, what is written stays in place. */
export function filmStoryboard({ stage, planes, weatherAfter, weather, overlay }: Storyboard): Footage {
  const { width, height, bleed } = stage
  return {
    width,
    height,
    paint(brush, work, moment) {
      const now = work.begins + moment.part * moment.seconds
      for (const [index, plane] of planes.entries()) {
        if (index === weatherAfter) weather(brush, now)
        throughCamera(brush, { width, height, work, moment, depth: plane.depth }, () => {
          brush.drawImage(plane.canvas, -bleed, -bleed)
        })
      }
      if (weatherAfter >= planes.length) weather(brush, now)
      brush.drawImage(overlay, 0, 0)
    },
  }
}

/** Any other picture moves as a whole, under a mark that does not. */
export async function filmPicture(picture: Canvas, { width, height }: Size): Promise<Footage> {
  const mark = createCanvas(width, height)
  await paintMark(mark.getContext('2d'), { width, height })
  return {
    width,
    height,
    paint(brush, work, moment) {
      throughCamera(brush, { width, height, work, moment, depth: 1 }, () => {
        brush.drawImage(picture, (width - picture.width) / 2, (height - picture.height) / 2)
      })
      brush.drawImage(mark, 0, 0)
    },
  }
}

/** One buffer of RGBA for each frame; the event loop gets a turn after each. */
export async function* shoot(
  footage: Footage,
  take: { work: CameraWork; seconds: number; signal: AbortSignal; onFrame: (fraction: number) => void },
): AsyncGenerator<Buffer> {
  const brush = createCanvas(footage.width, footage.height).getContext('2d')
  brush.imageSmoothingQuality = 'high'
  const frames = Math.round(take.seconds * FRAMES_PER_SECOND)
  for (let frame = 0; frame < frames && !take.signal.aborted; frame++) {
    footage.paint(brush, take.work, { part: frame / Math.max(frames - 1, 1), seconds: take.seconds })
    yield brush.canvas.data()
    take.onFrame((frame + 1) / frames)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function throughCamera(
  brush: Brush,
  shot: Size & { work: CameraWork; moment: Moment; depth: number },
  paint: () => void,
): void {
  const { width, height, work, moment, depth } = shot
  const { scale, x, y } = viewAt(work, moment, depth)
  const left = work.focus.x * (1 - scale) + x
  const top = work.focus.y * (1 - scale) + y
  brush.setTransform(scale, 0, 0, scale, left * width, top * height)
  paint()
  brush.resetTransform()
}
