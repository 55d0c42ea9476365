import { alpha, lighter, mix } from '../colour.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { softly } from '../drawing/focus.ts'
import { band, glow } from '../drawing/strokes.ts'

/** The sky from the top of the sheet to the horizon, with what the hour puts into it. */
export function paintSky(stage: Stage, brush: Brush, options: { readonly sun?: boolean } = {}): void {
  const { palette, scene, eye } = stage
  const { top, bottom } = sheet(stage)
  band(brush, stage, {
    from: top,
    to: eye.y,
    colours: [palette.high, mix(palette.high, palette.low, 0.42), palette.low],
  })
  band(brush, stage, { from: eye.y, to: bottom, colours: [palette.low, palette.far] })
  if (scene.hour === 'night' && scene.weather === 'clear') paintStars(stage, brush)
  paintClouds(stage, brush)
  if (options.sun ?? scene.extras.has('moon')) paintSun(stage, brush)
}

/** The moon by night, else the sun, on the side the light comes from. Answers where. */
export function paintSun(stage: Stage, brush: Brush): { x: number; y: number } {
  const { palette, scene, width, height, eye, unit, lightSide } = stage
  const random = stage.random.fork('sun')
  const night = scene.hour === 'night'
  const low = scene.hour === 'dusk' || scene.hour === 'dawn'
  const x = width * (0.5 + lightSide * random.between(0.12, 0.3))
  const y = low ? eye.y - unit * random.between(7, 14) : eye.y - height * random.between(0.24, 0.32)
  const radius = unit * (night ? 6 : 7.5)
  const colour = night ? lighter(palette.rim, 0.08) : mix(palette.light, '#ffffff', 0.3)
  brush.save()
  brush.globalCompositeOperation = 'screen'
  glow(brush, { x, y, radius: unit * 62 }, { colour, strength: night ? 0.42 : 0.6 })
  brush.restore()
  brush.fillStyle = alpha(colour, night ? 0.95 : 0.9)
  brush.beginPath()
  brush.arc(x, y, radius, 0, Math.PI * 2)
  brush.fill()
  if (night) {
    brush.fillStyle = alpha(palette.low, 0.22)
    for (const [dx, dy, size] of [
      [-0.3, -0.2, 0.26],
      [0.25, 0.3, 0.18],
      [0.1, -0.45, 0.12],
    ] as const) {
      brush.beginPath()
      brush.arc(x + dx * radius, y + dy * radius, size * radius, 0, Math.PI * 2)
      brush.fill()
    }
  }
  return { x, y }
}

function paintStars(stage: Stage, brush: Brush): void {
  const random = stage.random.fork('stars')
  const { left, top, wide } = sheet(stage)
  for (let star = 0; star < 90; star++) {
    brush.fillStyle = alpha(stage.palette.rim, random.between(0.15, 0.75))
    brush.beginPath()
    brush.arc(
      left + random.next() * wide,
      top + random.next() ** 1.5 * (stage.eye.y - top),
      stage.unit * random.between(0.08, 0.22),
      0,
      Math.PI * 2,
    )
    brush.fill()
  }
}

/** Long, flat banks of cloud, lit from below by the horizon. */
function paintClouds(stage: Stage, brush: Brush): void {
  const { palette, scene, eye, unit } = stage
  const random = stage.random.fork('clouds')
  const { left, top, wide } = sheet(stage)
  const heavy = scene.weather === 'rain' || scene.weather === 'snow'
  const paint = (own: Brush) => {
    for (let cloud = 0; cloud < (heavy ? 12 : 6); cloud++) {
      const height = random.between(0.05, 0.9)
      const x = left + random.next() * wide
      const y = top + (eye.y - top) * height
      const across = unit * random.between(22, 60)
      own.fillStyle = alpha(
        mix(palette.high, palette.low, height * 0.8 + (heavy ? 0 : 0.2)),
        random.between(0.25, 0.6),
      )
      for (let puff = 0; puff < 5; puff++) {
        own.beginPath()
        own.ellipse(
          x + (puff - 2) * across * 0.26,
          y + random.between(-1, 1) * unit * 1.4,
          across * random.between(0.2, 0.36),
          unit * random.between(1.4, 4.4),
          0,
          0,
          Math.PI * 2,
        )
        own.fill()
      }
    }
  }
  softly(stage, brush, { blur: unit * 1.6, paint })
}
