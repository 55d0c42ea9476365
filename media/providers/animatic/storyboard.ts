import { createCanvas, type Canvas } from '@napi-rs/canvas'
import type { ImageRequest } from '../../../nodes/models.ts'
import { compose, type Composition } from './drawing/compose.ts'
import { paintOverlay } from './drawing/overlay.ts'
import type { Stage } from './drawing/stage.ts'
import { createWeather, type PaintWeather } from './drawing/weather.ts'
import { mixPalette } from './palette.ts'
import { createRandom } from './random.ts'
import { readScene } from './reading/scene.ts'
import { pixelSize } from './size.ts'

export interface Storyboard extends Composition {
  readonly stage: Stage
  readonly overlay: Canvas
  readonly weather: PaintWeather
}

export async function drawStoryboard(request: Omit<ImageRequest, 'model'>): Promise<Storyboard> {
  const random = createRandom(`${request.prompt}\n${request.seed}\n${request.variation}`)
  const scene = readScene(request.prompt, {
    random: random.fork('scene'),
    cast: createRandom(`players ${request.seed}`),
  })
  const size = pixelSize(request.aspect)
  const stage: Stage = {
    ...size,
    scene,
    random: random.fork('stage'),
    palette: mixPalette(scene, random.fork('palette')),
    bleed: Math.round(Math.max(size.width, size.height) * 0.08),
    unit: Math.min(size.width, size.height) / 100,
    eye: {
      x: size.width * random.fork('eye').between(0.4, 0.6),
      y: size.height * random.fork('horizon').between(0.44, 0.49),
    },
    lightSide: random.fork('light').chance(0.5) ? 1 : -1,
  }
  const composition = await compose(stage)
  const overlay = await paintOverlay(size, {
    caption: request.prompt,
    framing: scene.framing,
    shot: request.shot,
    shade: stage.palette.shade,
  })
  return { stage, ...composition, overlay, weather: createWeather(stage) }
}

export function flatten({ stage, planes, weatherAfter, overlay, weather }: Storyboard): Canvas {
  const canvas = createCanvas(stage.width, stage.height)
  const brush = canvas.getContext('2d')
  for (const [index, plane] of planes.entries()) {
    if (index === weatherAfter) weather(brush, 0)
    brush.drawImage(plane.canvas, -stage.bleed, -stage.bleed)
  }
  if (weatherAfter >= planes.length) weather(brush, 0)
  brush.drawImage(overlay, 0, 0)
  return canvas
}
