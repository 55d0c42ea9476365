import { alpha, darker, lighter, mix } from '../colour.ts'
import { mixPalette } from '../palette.ts'
import type { Brush, Stage } from '../drawing/stage.ts'
import { glow } from '../drawing/strokes.ts'

export interface Pane {
  readonly left: number
  readonly top: number
  readonly wide: number
  readonly tall: number
}

/** The same stage under the open sky, for what is seen through a window. */
export function outsideOf(stage: Stage): Stage {
  const scene = { ...stage.scene, inside: false }
  return {
    ...stage,
    scene,
    palette: mixPalette(scene, stage.random.fork('outside')),
    eye: { x: stage.eye.x, y: stage.height * 0.5 },
  }
}

/** Roofs and a few lit windows, far away. */
export function paintTownOutside(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, eye, scene } = stage
  const random = stage.random.fork('town')
  for (const [layer, colour] of [mix(palette.far, palette.low, 0.4), palette.middle].entries()) {
    for (let x = -unit * 10; x < width + unit * 10; x += unit * random.between(7, 15)) {
      const wide = unit * random.between(8, 17)
      const top = eye.y - unit * (random.between(4, 20) - layer * 9)
      brush.fillStyle = colour
      brush.fillRect(x, top, wide, height)
      for (let row = 0; row < 4 && scene.hour !== 'day'; row++) {
        if (!random.chance(0.45)) continue
        brush.fillStyle = alpha(palette.light, random.between(0.35, 0.8))
        brush.fillRect(
          x + random.between(0.1, 0.75) * wide,
          top + unit * (2 + row * 3.2),
          unit * 1.1,
          unit * 1.5,
        )
      }
    }
  }
  brush.save()
  brush.globalCompositeOperation = 'screen'
  glow(brush, { x: eye.x, y: eye.y, radius: unit * 55 }, { colour: palette.low, strength: 0.5 })
  brush.restore()
}

/** Cuts the panes out of the wall and frames them; drops cling to the glass when it rains. */
export function paintWindow(
  stage: Stage,
  brush: Brush,
  pane: Pane,
  bars: readonly [across: number, down: number] = [2, 3],
): void {
  const { palette, unit, scene } = stage
  const { left, top, wide, tall } = pane
  const frame = lighter(palette.middle, 0.035)
  brush.fillStyle = frame
  brush.fillRect(left - unit * 2.2, top - unit * 2.2, wide + unit * 4.4, tall + unit * 4.4)
  const [across, down] = bars
  const bar = unit * 1.1
  for (let column = 0; column < across; column++) {
    for (let row = 0; row < down; row++) {
      const x = left + (column * wide) / across + bar / 2
      const y = top + (row * tall) / down + bar / 2
      brush.clearRect(x, y, wide / across - bar, tall / down - bar)
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
  if (scene.weather === 'rain') paintDrops(stage, brush, pane)
  brush.restore()
  brush.fillStyle = lighter(frame, 0.05)
  brush.fillRect(left - unit * 4, top + tall + unit * 1.6, wide + unit * 8, unit * 2)
  brush.fillStyle = darker(frame, 0.08)
  brush.fillRect(left - unit * 4, top + tall + unit * 3.6, wide + unit * 8, unit * 0.7)
}

function paintDrops(stage: Stage, brush: Brush, { left, top, wide, tall }: Pane): void {
  const { palette, unit } = stage
  const random = stage.random.fork('drops')
  brush.lineCap = 'round'
  for (let drop = 0; drop < 60; drop++) {
    const x = left + random.next() * wide
    const y = top + random.next() * tall
    const size = unit * random.between(0.12, 0.34)
    brush.fillStyle = alpha(palette.rim, random.between(0.25, 0.6))
    brush.beginPath()
    brush.ellipse(x, y, size, size * 1.35, 0, 0, Math.PI * 2)
    brush.fill()
    if (!random.chance(0.28)) continue
    brush.strokeStyle = alpha(palette.rim, 0.16)
    brush.lineWidth = size * 1.1
    brush.beginPath()
    brush.moveTo(x, y)
    brush.quadraticCurveTo(
      x + random.between(-1, 1) * unit,
      y - unit * 4,
      x + random.between(-0.6, 0.6) * unit,
      y - unit * random.between(6, 16),
    )
    brush.stroke()
  }
}
