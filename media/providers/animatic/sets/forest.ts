import { alpha, darker, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, polygon, type Point } from '../drawing/strokes.ts'
import { openGround } from './ground.ts'
import type { Setting } from './setting.ts'

/** Trunks behind trunks in mist, with light falling through. */
export const forest: Setting = (stage, { back, set, front }) => {
  const { palette, height, unit, eye, width, lightSide } = stage
  const { top, bottom } = sheet(stage)
  band(back, stage, {
    from: top,
    to: bottom,
    colours: [mix(palette.high, palette.middle, 0.4), mix(palette.low, palette.far, 0.25), palette.far],
  })
  glow(
    back,
    { x: width * (0.5 + lightSide * 0.14), y: eye.y - height * 0.12, radius: unit * 85 },
    { colour: mix(palette.low, palette.rim, 0.6), strength: 0.75 },
  )
  paintTrunks(stage, back, { count: 15, near: 0.12, foot: eye.y + height * 0.06 })
  paintTrunks(stage, back, { count: 10, near: 0.36, foot: eye.y + height * 0.11 })
  const ground = openGround(stage, set, { from: eye.y + height * 0.12, roughness: 0.02 })
  paintTrunks(stage, set, { count: 6, near: 0.7, foot: eye.y + height * 0.2 })
  paintShafts(stage, set)
  paintLeaves(stage, set)
  paintTrunks(stage, front, { count: 2, near: 1, foot: height * 1.1 })
  return { lamps: [], ...ground }
}

function paintTrunks(stage: Stage, brush: Brush, row: { count: number; near: number; foot: number }): void {
  const { palette, unit, width, height } = stage
  const { left, wide, top } = sheet(stage)
  const random = stage.random.fork(`trunks ${row.near}`)
  const colour =
    row.near === 1 ? palette.shade : mix(mix(palette.low, palette.far, 0.6), palette.near, row.near)
  for (let tree = 0; tree < row.count; tree++) {
    let x = left + ((tree + random.between(0.15, 0.85)) / row.count) * wide
    if (row.near >= 0.7) {
      // The middle stays open for whoever stands there.
      const side = tree % 2 ? 1 : -1
      x = width * (0.5 + side * random.between(row.near === 1 ? 0.5 : 0.28, row.near === 1 ? 0.54 : 0.56))
    }
    const thick = unit * (1 + row.near * 6.4) * random.between(0.7, 1.3)
    const foot = row.foot + unit * random.between(-2, 3)
    const lean = unit * random.between(-5, 5)
    const bark = brush.createLinearGradient(x - thick, 0, x + thick, 0)
    bark.addColorStop(stage.lightSide === 1 ? 1 : 0, mix(colour, palette.rim, row.near === 1 ? 0.05 : 0.2))
    bark.addColorStop(0.5, colour)
    bark.addColorStop(stage.lightSide === 1 ? 0 : 1, darker(colour, 0.04))
    polygon(
      brush,
      [
        [x + lean - thick * 0.36, top],
        [x + lean + thick * 0.36, top],
        [x + thick * 0.5, foot - unit * 3],
        [x + thick * 0.9, foot],
        [x - thick * 0.9, foot],
        [x - thick * 0.5, foot - unit * 3],
      ],
      bark,
    )
    if (row.near < 1 && random.chance(0.7))
      paintBranch(brush, {
        from: [x + lean * 0.5, height * random.between(0.12, 0.34)],
        reach: unit * random.between(6, 15) * (random.chance(0.5) ? 1 : -1),
        thick: thick * 0.2,
        colour,
      })
  }
}

function paintBranch(
  brush: Brush,
  branch: { from: Point; reach: number; thick: number; colour: string },
): void {
  const {
    from: [x, y],
    reach,
  } = branch
  brush.strokeStyle = branch.colour
  brush.lineWidth = branch.thick
  brush.beginPath()
  brush.moveTo(x, y)
  brush.quadraticCurveTo(x + reach * 0.5, y - Math.abs(reach) * 0.1, x + reach, y - Math.abs(reach) * 0.55)
  brush.stroke()
}

function paintShafts(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const { top } = sheet(stage)
  const random = stage.random.fork('shafts')
  brush.save()
  brush.globalCompositeOperation = 'screen'
  softly(stage, brush, {
    blur: unit * 1.6,
    paint(own) {
      for (let shaft = 0; shaft < 5; shaft++) {
        const x = width * (0.5 + lightSide * random.between(-0.1, 0.5))
        const across = unit * random.between(3, 9)
        const fall = -lightSide * width * random.between(0.24, 0.4)
        const fill = own.createLinearGradient(0, top, 0, height * 0.75)
        fill.addColorStop(0, alpha(palette.rim, random.between(0.12, 0.26)))
        fill.addColorStop(1, alpha(palette.rim, 0))
        polygon(
          own,
          [
            [x, top],
            [x + across, top],
            [x + fall + across * 2.4, height * 0.75],
            [x + fall, height * 0.75],
          ],
          fill,
        )
      }
    },
  })
  brush.restore()
}

function paintLeaves(stage: Stage, brush: Brush): void {
  const { palette, unit } = stage
  const { left, wide, top } = sheet(stage)
  const random = stage.random.fork('leaves')
  for (let leaf = 0; leaf < 190; leaf++) {
    const x = left + random.next() * wide
    const y = top + random.next() ** 2 * stage.height * 0.34
    const size = unit * random.between(0.6, 2)
    brush.fillStyle = alpha(
      random.chance(0.3) ? mix(palette.middle, palette.rim, 0.35) : palette.near,
      random.between(0.4, 0.85),
    )
    brush.beginPath()
    brush.ellipse(x, y, size, size * 0.42, random.between(0, 3.1), 0, Math.PI * 2)
    brush.fill()
  }
}
