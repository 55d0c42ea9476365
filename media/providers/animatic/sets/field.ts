import { alpha, lighter, mix } from '../colour.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { polygon, ridge } from '../drawing/strokes.ts'
import { openGround, paintSnow } from './ground.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'

/** A path through tall grass under a big sky, one tree, poles that lead away. */
export const field: Setting = (stage, { back, set, front }) => {
  const { palette, height, eye } = stage
  paintSky(stage, back, { sun: true })
  const random = stage.random.fork('field')
  polygon(
    back,
    ridge(stage, { base: eye.y + height * 0.015, rise: height * 0.06, steps: 6, random }),
    mix(palette.far, palette.low, 0.4),
  )
  polygon(
    set,
    ridge(stage, { base: eye.y + height * 0.03, rise: height * 0.035, steps: 4, random }),
    mix(palette.far, palette.middle, 0.5),
  )
  const ground = openGround(stage, set, { from: eye.y + height * 0.05, roughness: 0.015 })
  paintPath(stage, set)
  paintSnow(stage, set, eye.y + height * 0.05)
  paintPoles(stage, set)
  paintTree(stage, set)
  paintGrass(stage, front)
  return { lamps: [], ...ground }
}

function paintPath(stage: Stage, brush: Brush): void {
  const { palette, width, height, eye, unit, lightSide } = stage
  const bottom = sheet(stage).bottom
  const top = eye.y + height * 0.045
  const fill = brush.createLinearGradient(0, top, 0, bottom)
  fill.addColorStop(0, mix(palette.ground, palette.low, 0.55))
  fill.addColorStop(0.6, lighter(palette.ground, 0.05))
  fill.addColorStop(1, palette.near)
  brush.fillStyle = fill
  brush.beginPath()
  const end = eye.x + lightSide * width * 0.1
  const middle = width * (0.5 - lightSide * 0.12)
  brush.moveTo(end - unit * 0.5, top)
  brush.bezierCurveTo(
    end - unit * 8,
    top + height * 0.08,
    middle + unit * 3,
    top + height * 0.12,
    middle - unit * 12,
    bottom,
  )
  brush.lineTo(middle + unit * 34, bottom)
  brush.bezierCurveTo(
    middle + unit * 22,
    top + height * 0.14,
    end - unit * 2,
    top + height * 0.08,
    end + unit * 0.5,
    top,
  )
  brush.fill()
}

function paintPoles(stage: Stage, brush: Brush): void {
  const { palette, width, eye, unit, height, lightSide } = stage
  brush.strokeStyle = mix(palette.near, palette.far, 0.25)
  let last: readonly [number, number] | undefined
  for (const away of [1.2, 1.75, 2.6, 4, 6.4]) {
    const x = eye.x - (lightSide * width * 0.62) / away
    const foot = eye.y + height * 0.03 + (height * 0.14) / away
    const top = eye.y - (height * 0.36) / away
    brush.lineWidth = (unit * 1.2) / away
    brush.beginPath()
    brush.moveTo(x, foot)
    brush.lineTo(x, top)
    brush.moveTo(x - (unit * 5) / away, top + (unit * 3) / away)
    brush.lineTo(x + (unit * 5) / away, top + (unit * 3) / away)
    brush.stroke()
    if (last) {
      brush.lineWidth = (unit * 0.28) / away
      brush.beginPath()
      brush.moveTo(...last)
      brush.quadraticCurveTo(
        (last[0] + x) / 2,
        (last[1] + top) / 2 + (unit * 9) / away,
        x,
        top + (unit * 3) / away,
      )
      brush.stroke()
    }
    last = [x, top + (unit * 3) / away]
  }
}

function paintTree(stage: Stage, brush: Brush): void {
  const { palette, width, height, eye, unit, lightSide } = stage
  const random = stage.random.fork('tree')
  const x = width * (0.5 + lightSide * random.between(0.26, 0.34))
  const foot = eye.y + height * 0.075
  const tall = height * random.between(0.17, 0.23)
  const trunk = mix(palette.near, palette.middle, 0.2)
  polygon(
    brush,
    [
      [x - unit, foot],
      [x - unit * 0.5, foot - tall * 0.6],
      [x + unit * 0.5, foot - tall * 0.6],
      [x + unit * 1.2, foot],
    ],
    trunk,
  )
  const blossom = stage.scene.mood === 'spring' || stage.scene.weather === 'petals'
  const crown = blossom ? mix('#d99aa6', palette.middle, 0.3) : trunk
  // Dark leaves first, then the ones the light reaches.
  for (const pass of [0, 1, 2]) {
    for (let puff = 0; puff < 26; puff++) {
      const angle = random.between(0, Math.PI * 2)
      const reach = random.next() ** 0.5
      const shift = pass * tall * 0.035
      const px = x + Math.cos(angle) * reach * tall * (0.42 - pass * 0.07) + lightSide * shift
      const py = foot - tall * 0.8 + Math.sin(angle) * reach * tall * (0.3 - pass * 0.05) - shift
      brush.fillStyle = alpha(mix(crown, palette.rim, pass * 0.13), pass === 0 ? 1 : 0.55)
      brush.beginPath()
      brush.ellipse(
        px,
        py,
        tall * random.between(0.06, 0.13) * (1 - pass * 0.2),
        tall * random.between(0.05, 0.09) * (1 - pass * 0.2),
        0,
        0,
        Math.PI * 2,
      )
      brush.fill()
    }
  }
}

function paintGrass(stage: Stage, brush: Brush): void {
  const { palette, height, unit } = stage
  const { left, wide, bottom } = sheet(stage)
  const random = stage.random.fork('grass')
  for (let blade = 0; blade < 150; blade++) {
    const x = left + random.next() * wide
    const tall = height * random.between(0.1, 0.25)
    const lean = unit * random.between(-7, 9)
    brush.strokeStyle = alpha(random.chance(0.2) ? mix(palette.near, palette.rim, 0.3) : palette.near, 0.9)
    brush.lineWidth = unit * random.between(0.25, 0.6)
    brush.beginPath()
    brush.moveTo(x, bottom)
    brush.quadraticCurveTo(x, bottom - tall * 0.7, x + lean, bottom - tall)
    brush.stroke()
  }
}
