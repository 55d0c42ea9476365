import { alpha, darker, lighter, mix, type Colour } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { fill, line, shape } from '../drawing/paths.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import {
  asLight,
  band,
  downward,
  ellipse,
  glow,
  sideways,
  stamp,
  strokeLines,
  type Spot,
} from '../drawing/strokes.ts'
import { paintSnow, standing } from './ground.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'

/** A palace court: a hall with upturned eaves behind its steps, red columns, paper lanterns. */
export const courtyard: Setting = (stage, { back, set, front }) => {
  const { width, height, unit, eye, scene } = stage
  paintSky(stage, back, { sun: scene.hour !== 'day' })
  const ground = eye.y + height * 0.1
  const hall = { x: eye.x, ground, half: Math.min(width * 0.46, height * 0.42), tall: height * 0.2 }
  paintCourt(stage, set, ground)
  paintRoof(stage, back, { x: hall.x, y: ground - hall.tall - unit * 15, half: hall.half * 0.62 })
  paintHall(stage, set, hall)
  paintRoof(stage, set, { x: hall.x, y: ground - hall.tall, half: hall.half })
  paintSnow(stage, set, ground + unit * 2)
  const lamps = [-0.82, -0.36, 0.36, 0.82].map((part) =>
    paintLantern(stage, set, { x: hall.x + part * hall.half, y: ground - hall.tall + unit * 6 }),
  )
  paintPorch(stage, front)
  const strength = scene.weather === 'rain' ? 0.34 : 0.08
  return { lamps, ...standing(stage, ground + unit * 5), mirror: { from: ground + unit * 4, strength } }
}

interface Hall {
  readonly x: number
  readonly ground: number
  readonly half: number
  readonly tall: number
}

function paintCourt(stage: Stage, brush: Brush, from: number): void {
  const { palette, unit, eye } = stage
  const { left, right, bottom } = sheet(stage)
  const stone = [mix(palette.ground, palette.low, 0.34), palette.ground, palette.near]
  band(brush, stage, { from, to: bottom, colours: stone })
  const along = Array.from({ length: 23 }, (_, index) => {
    const joint = (index - 11) * unit
    return [
      [eye.x + joint * 7, from],
      [eye.x + joint * 42, bottom],
    ] as const
  })
  const across = Array.from({ length: 9 }, (_, row) => {
    const y = from + (bottom - from) * (row / 9) ** 2
    return [
      [left, y],
      [right, y],
    ] as const
  })
  strokeLines(brush, { colour: alpha(palette.shade, 0.26), width: unit * 0.24 }, [...along, ...across])
}

function paintHall(stage: Stage, brush: Brush, hall: Hall): void {
  const { palette, unit } = stage
  const { x, ground, half, tall } = hall
  const red = mix('#6e2620', palette.middle, 0.42)
  const top = ground - tall
  brush.fillStyle = downward(
    brush,
    [top, ground],
    [darker(palette.near, 0.02), mix(palette.near, palette.light, 0.2)],
  )
  brush.fillRect(x - half * 0.86, top, half * 1.72, tall)
  for (let door = -3; door <= 3; door++) {
    const left = x + door * half * 0.235 - half * 0.1
    paintLattice(stage, brush, { left, top: top + tall * 0.26, wide: half * 0.2, tall: tall * 0.66, red })
  }
  for (let column = -3; column < 3; column++) {
    const middle = x + (column + 0.5) * half * 0.235
    const round = [darker(red, 0.08), lighter(red, 0.05), darker(red, 0.1)]
    brush.fillStyle = sideways(brush, [middle - unit * 1.5, middle + unit * 1.5], round)
    brush.fillRect(middle - unit * 1.4, top, unit * 2.8, tall)
  }
  for (const step of [0, 1, 2]) {
    brush.fillStyle = mix(palette.ground, palette.low, 0.36 - step * 0.08)
    brush.fillRect(
      x - half * (0.5 + step * 0.08),
      ground - unit * 1.2 + step * unit * 2,
      half * (1 + step * 0.16),
      unit * 2,
    )
  }
}

/** A door of paper in a wooden grid, with light behind it. */
function paintLattice(
  stage: Stage,
  brush: Brush,
  door: { left: number; top: number; wide: number; tall: number; red: Colour },
): void {
  const { palette, unit, scene } = stage
  const { left, top, wide, tall, red } = door
  const lit = scene.hour !== 'day'
  const upper = alpha(lit ? mix(palette.light, red, 0.25) : palette.low, 0.86)
  const lower = alpha(lit ? mix(palette.light, red, 0.5) : palette.far, 0.8)
  brush.fillStyle = downward(brush, [top, top + tall], [upper, lower])
  brush.fillRect(left, top, wide, tall)
  const bars = [0, 1, 2, 3].flatMap((bar) => {
    const x = left + (wide * bar) / 3
    const y = top + tall * bar * 0.2
    return [
      [
        [x, top],
        [x, top + tall],
      ],
      [
        [left, y],
        [left + wide, y],
      ],
    ] as const
  })
  strokeLines(brush, { colour: alpha(darker(red, 0.14), 0.9), width: unit * 0.35 }, bars)
}

/** The sweep of the eaves is what makes it a palace. Drawn 200 units wide, standing on 0. */
const tiles = shape('M-56-36Q-68-6-112-10Q-92 3-50 3L50 3Q92 3 112-10Q68-6 56-36Z')
const edges = 'M-57-36Q-68-6-112-10.4M57-36Q68-6 112-10.4'
const top = shape('M-60-40L60-40L57-35L-57-35Z')

function paintRoof(stage: Stage, brush: Brush, roof: { x: number; y: number; half: number }): void {
  const { palette, scene } = stage
  const crest =
    scene.weather === 'snow' ? mix(palette.rim, palette.low, 0.25) : mix(palette.middle, palette.rim, 0.22)
  const ribs = Array.from({ length: 19 }, (_, index) => {
    const rib = (index - 9) / 9
    return `M${rib * 52}-33Q${rib * 60}-11 ${rib * 88} 2`
  })
  stamp(brush, { x: roof.x, y: roof.y, size: roof.half / 100 }, () => {
    brush.fillStyle = downward(brush, [-36, 4], [mix(palette.near, palette.middle, 0.55), palette.near])
    brush.fill(tiles)
    line(brush, { colour: alpha(palette.rim, 0.12), width: 0.7 }, ribs.join(''))
    fill(brush, top, crest)
    line(brush, { colour: crest, width: 1.9 }, edges)
  })
}

function paintLantern(stage: Stage, brush: Brush, { x, y }: { x: number; y: number }): Spot {
  const { palette, unit, scene } = stage
  const paper = mix('#b5382b', palette.light, 0.34)
  const lit = scene.hour !== 'day'
  strokeLines(brush, { colour: palette.shade, width: unit * 0.3 }, [
    [
      [x, y - unit * 6],
      [x, y + unit * 7],
    ],
  ])
  if (lit) {
    const air = { colour: mix(paper, palette.light, 0.5), strength: 0.7 }
    asLight(brush, () => glow(brush, { x, y, radius: unit * 30 }, air))
  }
  stamp(brush, { x, y, size: unit }, () => {
    ellipse(brush, [0, 0, 2.9, 3.3], lit ? paper : darker(paper, 0.06))
    ellipse(brush, [0, 0.3, 1.3, 2], alpha(mix(palette.light, '#ffffff', 0.3), lit ? 0.6 : 0.1))
    fill(brush, shape('M-1.4-3.7h2.8v.8h-2.8ZM-1.4 2.9h2.8v.8h-2.8Z'), palette.shade)
  })
  return { x, y, radius: lit ? unit * 3 : 0 }
}

/** We look out from under another roof. */
function paintPorch(stage: Stage, brush: Brush): void {
  const { palette, unit, width, lightSide, bleed } = stage
  const { tall, wide } = sheet(stage)
  const x = lightSide === 1 ? 0 : width
  const paint = (own: Brush) => {
    stamp(own, { x, y: -bleed, size: unit, turned: lightSide === -1 }, () => {
      fill(own, shape(`M-1.4 0L7.4 0L7.4 ${tall / unit}L-1.4 ${tall / unit}Z`), palette.shade)
      line(own, { colour: alpha(palette.rim, 0.16), width: 0.7 }, `M7 0L7 ${tall / unit}`)
    })
    stamp(own, { x: -bleed, y: -bleed, size: 1 }, () => {
      const low = bleed + unit * 4
      fill(own, shape(`M0 0L${wide} 0L${wide} ${low}Q${wide / 2} ${low - unit * 4} 0 ${low}Z`), palette.shade)
    })
  }
  softly(stage, brush, { blur: unit * 0.6, paint })
}
