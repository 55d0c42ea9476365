import { alpha, darker, lighter, mix, type Colour } from '../colour.ts'
import { mixPalette } from '../palette.ts'
import { softly } from '../drawing/focus.ts'
import { fill, shape } from '../drawing/paths.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { asLight, ellipse, glow, stamp } from '../drawing/strokes.ts'
import { paintSky } from './sky.ts'

export interface Window {
  readonly left: number
  readonly top: number
  readonly wide: number
  readonly tall: number
  readonly columns: number
  readonly rows: number
}

/** What is seen through a window: the sky and the roofs of a town, in the light of outdoors. */
export function paintOutside(stage: Stage, brush: Brush, storeys: 'low' | 'high' = 'low'): void {
  const scene = { ...stage.scene, inside: false }
  const palette = mixPalette(scene, stage.random.fork('outside'))
  const outside = { ...stage, scene, palette, eye: { x: stage.eye.x, y: stage.height * 0.5 } }
  paintSky(outside, brush)
  paintTown(outside, brush, 'first row')
  if (storeys === 'high') {
    paintTown({ ...outside, eye: { x: stage.eye.x, y: stage.height * 0.56 } }, brush, 'second row')
  }
}

function paintTown(stage: Stage, brush: Brush, row: string): void {
  const { palette, width, height, unit, eye, scene } = stage
  const random = stage.random.fork(row)
  for (const [layer, colour] of [mix(palette.far, palette.low, 0.4), palette.middle].entries()) {
    for (let x = -unit * 10; x < width + unit * 10; x += unit * random.between(7, 15)) {
      const wide = unit * random.between(8, 17)
      const top = eye.y - unit * (random.between(4, 20) - layer * 9)
      brush.fillStyle = colour
      brush.fillRect(x, top, wide, height)
      for (let floor = 0; floor < 4 && scene.hour !== 'day'; floor++) {
        if (!random.chance(0.45)) continue
        brush.fillStyle = alpha(palette.light, random.between(0.35, 0.8))
        brush.fillRect(
          x + random.between(0.1, 0.75) * wide,
          top + unit * (2 + floor * 3.2),
          unit * 1.1,
          unit * 1.5,
        )
      }
    }
  }
  asLight(brush, () => glow(brush, { ...eye, radius: unit * 55 }, { colour: palette.low, strength: 0.5 }))
}

/** Cuts the panes out of the wall and frames them; drops cling to the glass when it rains. */
export function paintWindow(stage: Stage, brush: Brush, window: Window): void {
  const { palette, unit, scene } = stage
  const { left, top, wide, tall, columns, rows } = window
  const frame = lighter(palette.middle, 0.035)
  const bar = unit * 1.1
  brush.fillStyle = frame
  brush.fillRect(left - unit * 2.2, top - unit * 2.2, wide + unit * 4.4, tall + unit * 4.4)
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const x = left + (column * wide) / columns + bar / 2
      const y = top + (row * tall) / rows + bar / 2
      brush.clearRect(x, y, wide / columns - bar, tall / rows - bar)
    }
  }
  brush.save()
  brush.beginPath()
  brush.rect(left, top, wide, tall)
  brush.clip()
  // The room mirrors faintly in the glass.
  const shine = brush.createLinearGradient(left, top, left + wide, top + tall)
  shine.addColorStop(0, alpha(palette.rim, 0.2))
  shine.addColorStop(0.35, alpha(palette.rim, 0.03))
  shine.addColorStop(1, alpha(palette.light, 0.12))
  brush.fillStyle = shine
  brush.fillRect(left, top, wide, tall)
  if (scene.weather === 'rain') paintDrops(stage, brush, window)
  brush.restore()
  brush.fillStyle = lighter(frame, 0.05)
  brush.fillRect(left - unit * 4, top + tall + unit * 1.6, wide + unit * 8, unit * 2)
  brush.fillStyle = darker(frame, 0.08)
  brush.fillRect(left - unit * 4, top + tall + unit * 3.6, wide + unit * 8, unit * 0.7)
}

function paintDrops(stage: Stage, brush: Brush, { left, top, wide, tall }: Window): void {
  const { palette, unit } = stage
  const random = stage.random.fork('drops')
  for (let drop = 0; drop < 60; drop++) {
    const x = left + random.next() * wide
    const y = top + random.next() * tall
    const size = unit * random.between(0.12, 0.34)
    ellipse(brush, [x, y, size, size * 1.35], alpha(palette.rim, random.between(0.25, 0.6)))
    if (!random.chance(0.28)) continue
    brush.strokeStyle = alpha(palette.rim, 0.16)
    brush.lineWidth = size * 1.1
    brush.beginPath()
    brush.moveTo(x, y)
    const bend = x + random.between(-1, 1) * unit
    brush.quadraticCurveTo(
      bend,
      y - unit * 4,
      x + random.between(-0.6, 0.6) * unit,
      y - unit * random.between(6, 16),
    )
    brush.stroke()
  }
}

/** Three folds of a curtain at the edge of the picture, out of focus. */
export function paintCurtain(stage: Stage, brush: Brush, [folds, depth]: readonly [Colour, Colour]): void {
  const { width, unit, lightSide, bleed } = stage
  const tall = sheet(stage).tall / unit
  const paint = (own: Brush) => {
    stamp(own, { x: lightSide === 1 ? width : 0, y: -bleed, size: unit, turned: lightSide === 1 }, () => {
      fill(own, shape(`M-30 0L8.4 0L9.6 ${tall}L-30 ${tall}Z`), folds)
      fill(own, shape(`M-30 0L5.2 0L6 ${tall}L-30 ${tall}Z`), mix(folds, depth, 0.5))
      fill(own, shape(`M-30 0L2.2 0L2.6 ${tall}L-30 ${tall}Z`), depth)
    })
  }
  softly(stage, brush, { blur: unit * 0.8, paint })
}
