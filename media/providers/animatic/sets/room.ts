import { adjust, alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { fill, shape } from '../drawing/paths.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { asLight, band, downward, ellipse, glow, stamp, strokeLines, type Spot } from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'
import { paintCurtain, paintOutside, paintWindow } from './window.ts'

/** A room with a tall window, a lamp and a table; what is outside is painted on the sheet behind. */
export const room: Setting = (stage, { back, set, front }) => {
  const { width, height, lightSide, unit, scene } = stage
  paintOutside(stage, back)
  const floor = height * 0.68
  const windowX = width * (0.5 + lightSide * 0.2)
  const tableX = width * (0.5 - lightSide * 0.27)
  const wide = Math.min(width * 0.46, height * 0.36)
  const tall = Math.min(height * 0.4, wide * 1.35)
  const pane = { left: windowX - wide / 2, top: height * 0.16, wide, tall }

  paintWall(stage, set, { floor, lampX: tableX })
  paintFloor(stage, set, floor)
  paintWindow(stage, set, { ...pane, columns: 2, rows: 3 })
  paintLightOnFloor(stage, set, { x: windowX, wide, floor })
  paintPictures(stage, set, { x: tableX, y: height * 0.26 })
  const lamp = paintTable(stage, set, { x: tableX, floor })
  paintCurtain(stage, front, [darker(stage.palette.near, 0.02), stage.palette.shade])

  const person = height * 0.4
  return {
    lamps: [lamp, { x: windowX, y: pane.top + tall * 0.4, radius: scene.hour === 'night' ? 0 : unit * 3 }],
    mark: { x: windowX - lightSide * wide * 0.22, feet: height * 0.755, tall: person },
    beside: { x: windowX - lightSide * wide * 0.95, feet: height * 0.755 + unit * 2, tall: person },
    view: [windowX, pane.top + tall * 0.45],
    mirror: { from: floor, strength: 0.07 },
  }
}

function paintWall(stage: Stage, brush: Brush, { floor, lampX }: { floor: number; lampX: number }): void {
  const { palette, unit, eye, scene } = stage
  const { high, far, low, light, shade } = palette
  const { left, top, right, wide } = sheet(stage)
  band(brush, stage, { from: top, to: floor, colours: [high, mix(far, high, 0.35), far] })
  if (scene.hour !== 'day') {
    glow(
      brush,
      { x: lampX, y: floor - unit * 40, radius: unit * 95 },
      { colour: mix(low, light, 0.3), strength: 0.6 },
    )
  }
  // Panels, so that the wall is a wall.
  brush.strokeStyle = alpha(shade, 0.25)
  brush.lineWidth = unit * 0.3
  for (let x = eye.x - unit * 180; x < right; x += unit * 26) {
    brush.strokeRect(x + unit * 2, floor - unit * 27, unit * 22, unit * 22)
  }
  brush.fillStyle = alpha(shade, 0.22)
  brush.fillRect(left, floor - unit * 29.5, wide, unit * 0.8)
}

function paintFloor(stage: Stage, brush: Brush, floor: number): void {
  const { palette, unit, eye } = stage
  const { left, wide, bottom } = sheet(stage)
  band(brush, stage, {
    from: floor,
    to: bottom,
    colours: [lighter(palette.ground, 0.035), palette.ground, palette.near],
  })
  brush.fillStyle = darker(palette.middle, 0.03)
  brush.fillRect(left, floor - unit * 2.6, wide, unit * 2.6)
  const boards = Array.from({ length: 29 }, (_, index) => {
    const board = (index - 14) * unit
    return [
      [eye.x + board * 9, floor],
      [eye.x + board * 30, bottom],
    ] as const
  })
  strokeLines(brush, { colour: alpha(palette.shade, 0.3), width: unit * 0.22 }, boards)
}

function paintLightOnFloor(
  stage: Stage,
  brush: Brush,
  pane: { x: number; wide: number; floor: number },
): void {
  const { palette, unit, lightSide, scene } = stage
  const colour = alpha(palette.rim, scene.hour === 'night' ? 0.2 : 0.34)
  const half = pane.wide / unit / 2
  const paint = (own: Brush) => {
    stamp(own, { x: pane.x, y: pane.floor, size: unit, turned: lightSide === 1 }, () => {
      fill(own, shape(`M${4 - half} 3L4 3L${15} 19L${16 - half} 19Z`), colour)
      fill(own, shape(`M5 3L${4 + half} 3L${15 + half} 19L16 19Z`), colour)
    })
  }
  asLight(brush, () => softly(stage, brush, { blur: unit * 0.9, paint }))
}

function paintPictures(stage: Stage, brush: Brush, { x, y }: { x: number; y: number }): void {
  const { palette, unit } = stage
  const random = stage.random.fork('pictures')
  const hung = random.pick(['0 0 15 20', '-9 0 12 15/8 3 13 10', '-10 2 10 13/3 -3 11 15/15 4 8 10'])
  for (const picture of hung.split('/')) {
    const [dx = 0, top = 0, wide = 0, tall = 0] = picture.split(' ').map(Number)
    const left = dx - wide / 2
    stamp(brush, { x, y, size: unit }, () => {
      brush.fillStyle = alpha(palette.shade, 0.4)
      brush.fillRect(left + 0.6, top + 0.8, wide, tall)
      brush.fillStyle = darker(palette.middle, 0.02)
      brush.fillRect(left, top, wide, tall)
      const sky = adjust(palette.low, { hue: random.between(-60, 60), lightness: 0.03 })
      const land = adjust(palette.far, { hue: random.between(-60, 60), lightness: -0.03 })
      brush.fillStyle = downward(brush, [top, top + tall], [sky, land])
      brush.fillRect(left + 1, top + 1, wide - 2, tall - 2)
    })
  }
}

function paintTable(stage: Stage, brush: Brush, { x, floor }: { x: number; floor: number }): Spot {
  const { palette, unit, scene } = stage
  const wood = mix(palette.near, palette.light, 0.08)
  const shadow = (own: Brush) =>
    ellipse(own, [x, floor + unit * 7.6, unit * 18, unit * 1.6], alpha(palette.shade, 0.7))
  softly(stage, brush, { blur: unit * 0.8, paint: shadow })
  const top = floor - unit * 13
  stamp(brush, { x, y: top, size: unit }, () => {
    const legs = shape('M-16.2 0L-14.4 0L-14 20.6L-15.2 20.6ZM14.4 0L16.2 0L15.2 20.6L14 20.6Z')
    fill(brush, legs, darker(wood, 0.05))
    fill(brush, shape('M-17 0L17 0L17 4.4L-17 4.4Z'), wood)
    fill(brush, shape('M-17 0L17 0L17 .7L-17 .7Z'), lighter(wood, 0.1))
    // A cup, and a book under another.
    fill(brush, shape('M7.3-3L10.7-3L10.4-.8C10.2 0 7.8 0 7.6-.8Z'), mix(palette.low, palette.light, 0.25))
    fill(brush, shape('M12.6-1.3L16.4-1.3L16.4 0L12.6 0Z'), darker(palette.far, 0.06))
    fill(brush, shape('M12.9-2.3L16-2.3L16-1.3L12.9-1.3Z'), lighter(palette.far, 0.05))
  })
  return paintLamp(stage, brush, { x: x - unit * 5, y: top, lit: scene.hour !== 'day' })
}

function paintLamp(stage: Stage, brush: Brush, { x, y, lit }: { x: number; y: number; lit: boolean }): Spot {
  const { palette, unit } = stage
  const { light, far, low, near } = palette
  const foot = shape('M-.5-13L.5-13L.5-.8C3.6-.8 3.6.8 0 .8C-3.6.8-3.6-.8-.5-.8Z')
  stamp(brush, { x, y, size: unit }, () => fill(brush, foot, darker(near, 0.01)))
  if (lit) {
    asLight(brush, () => {
      glow(brush, { x, y: y - unit * 13, radius: unit * 62 }, { colour: light, strength: 0.62 })
      glow(brush, { x, y, radius: unit * 24 }, { colour: light, strength: 0.6, flat: 0.14 })
    })
  }
  stamp(brush, { x, y, size: unit }, () => {
    const paper = lit ? [mix(light, low, 0.35), mix(light, '#ffffff', 0.45)] : [far, lighter(far, 0.05)]
    brush.fillStyle = downward(brush, [-21, -11], paper)
    brush.fill(shape('M-3.6-21L3.6-21L6.4-11L-6.4-11Z'))
  })
  return { x, y: y - unit * 15, radius: lit ? unit * 4 : 0 }
}
