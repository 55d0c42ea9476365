import { alpha, lighter, mix } from '../colour.ts'
import type { Random } from '../random.ts'
import type { Brush, Stage } from './stage.ts'
import { glow } from './strokes.ts'

interface Particle {
  /** Where it begins, as parts of the frame; a little more than 0 to 1. */
  readonly x: number
  readonly y: number
  /** 0 far to 1 near. */
  readonly near: number
  readonly phase: number
}

/** Draws what falls or floats at that moment; the same second looks the same in every clip of the picture. */
export type PaintWeather = (brush: Brush, seconds: number) => void

const amounts = { clear: 0, rain: 260, snow: 170, fog: 14, embers: 70, petals: 46, dust: 44 } as const

export function createWeather(stage: Stage): PaintWeather {
  const random = stage.random.fork('weather')
  const particles = Array.from({ length: amounts[stage.scene.weather] }, () => createParticle(random))
  const paint = painters[stage.scene.weather]
  return (brush, seconds) => {
    brush.save()
    brush.lineCap = 'round'
    paint(stage, brush, { particles, seconds })
    brush.restore()
  }
}

function createParticle(random: Random): Particle {
  return {
    x: random.between(-0.1, 1.1),
    y: random.next(),
    near: random.next() ** 1.6,
    phase: random.next(),
  }
}

type Painter = (
  stage: Stage,
  brush: Brush,
  moment: { particles: readonly Particle[]; seconds: number },
) => void

const painters: Readonly<Record<keyof typeof amounts, Painter>> = {
  clear: () => {},

  rain(stage, brush, { particles, seconds }) {
    const { width, height, unit, palette } = stage
    const slant = -0.1 * stage.lightSide
    // Three depths, each one path: a stroke for each drop would be slow.
    for (const depth of [0, 1, 2]) {
      brush.beginPath()
      for (const { x, y, near, phase } of particles) {
        if (Math.min(Math.floor(near * 3), 2) !== depth) continue
        const length = unit * (3 + near * 11) * (0.7 + phase * 0.6)
        const fall = (y + seconds * (1.1 + near * 1.5)) % 1
        const top = fall * (height + length * 2) - length * 2
        const left = x * width + slant * top * 0.5
        brush.moveTo(left, top)
        brush.lineTo(left + slant * length, top + length)
      }
      brush.lineWidth = unit * (0.1 + depth * 0.1)
      brush.strokeStyle = alpha(mix(palette.rim, palette.light, 0.3), [0.2, 0.26, 0.24][depth]!)
      brush.stroke()
    }
    if (!stage.scene.inside) paintSplashes(stage, brush, { particles, seconds })
  },

  snow(stage, brush, { particles, seconds }) {
    const { width, height, unit, palette } = stage
    for (const { x, y, near, phase } of particles) {
      const fall = (y + seconds * (0.05 + near * 0.09)) % 1
      const sway = Math.sin(seconds * 0.9 + phase * 6.28) * 0.012
      brush.fillStyle = alpha(lighter(palette.rim, 0.1), 0.35 + near * 0.5)
      brush.beginPath()
      brush.arc(
        (x + sway) * width,
        fall * height * 1.06 - height * 0.03,
        unit * (0.22 + near * 0.75),
        0,
        Math.PI * 2,
      )
      brush.fill()
    }
  },

  fog(stage, brush, { particles, seconds }) {
    const { width, height, unit, palette } = stage
    for (const { x, y, near, phase } of particles) {
      // A bank leaves on one side well before it comes in on the other.
      const drift = ((x + 0.8 + seconds * (0.012 + near * 0.02)) % 2.6) - 0.8
      const bank = { x: drift * width, y: height * (0.3 + y * 0.45), radius: width * (0.45 + phase * 0.35) }
      const flat = (unit * (20 + near * 18)) / bank.radius
      glow(brush, bank, { colour: palette.low, strength: 0.2, flat })
    }
  },

  embers(stage, brush, { particles, seconds }) {
    const { width, height, unit, palette } = stage
    brush.globalCompositeOperation = 'screen'
    for (const { x, y, near, phase } of particles) {
      const rise = 1 - ((y + seconds * (0.06 + near * 0.12)) % 1)
      const sway = Math.sin(seconds * 1.7 + phase * 6.28) * 0.02
      brush.fillStyle = alpha(palette.light, (0.3 + near * 0.6) * Math.min(rise * 2.5, 1))
      brush.beginPath()
      brush.arc((x + sway) * width, rise * height, unit * (0.15 + near * 0.4), 0, Math.PI * 2)
      brush.fill()
    }
  },

  petals(stage, brush, { particles, seconds }) {
    const { width, height, unit, palette } = stage
    for (const { x, y, near, phase } of particles) {
      const fall = (y + seconds * (0.06 + near * 0.06)) % 1
      const sway = Math.sin(seconds * 1.2 + phase * 6.28) * 0.03
      const size = unit * (0.5 + near * 1.1)
      brush.fillStyle = alpha(mix('#e7a9b4', palette.rim, 0.25), 0.5 + near * 0.4)
      brush.beginPath()
      brush.ellipse(
        (x + sway - fall * 0.08) * width,
        fall * height * 1.05,
        size,
        size * 0.5,
        phase * 6.28 + seconds * 1.4,
        0,
        Math.PI * 2,
      )
      brush.fill()
    }
  },

  dust(stage, brush, { particles, seconds }) {
    const { width, height, unit, palette } = stage
    brush.globalCompositeOperation = 'screen'
    for (const { x, y, near, phase } of particles) {
      const rise = (y - seconds * 0.008 * (0.4 + near) + 1) % 1
      const sway = Math.sin(seconds * 0.5 + phase * 6.28) * 0.012
      brush.fillStyle = alpha(palette.light, 0.08 + near * 0.22)
      brush.beginPath()
      brush.arc((x + sway) * width, rise * height * 0.85, unit * (0.12 + near * 0.3), 0, Math.PI * 2)
      brush.fill()
    }
  },
}

function paintSplashes(
  stage: Stage,
  brush: Brush,
  { particles, seconds }: { particles: readonly Particle[]; seconds: number },
): void {
  const { width, height, unit, palette, eye } = stage
  const floor = eye.y + height * 0.12
  brush.strokeStyle = alpha(palette.rim, 0.3)
  brush.lineWidth = unit * 0.16
  brush.beginPath()
  for (const { x, y, near, phase } of particles.slice(0, 60)) {
    const age = (phase + seconds * 1.9) % 1
    const down = floor + (height - floor) * y
    const size = unit * (0.3 + age * 1.5) * (0.5 + y)
    const left = ((x + near) % 1) * width
    brush.moveTo(left + size, down)
    brush.ellipse(left, down, size, size * 0.28, 0, 0, Math.PI * 2)
  }
  brush.stroke()
}
