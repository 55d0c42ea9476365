import { alpha, darker, lighter, mix, type Colour } from '../colour.ts'
import { fill, shape } from '../drawing/paths.ts'
import type { Passage } from '../drawing/perspective.ts'
import type { Brush, Stage } from '../drawing/stage.ts'
import { asLight, downward, ellipse, glow, stamp } from '../drawing/strokes.ts'

const red: Colour = '#d8402e'

/** A car at the kerb, from behind; its tail lamps are on after dark. */
export function paintCar(
  stage: Stage,
  brush: Brush,
  place: { passage: Passage; side: -1 | 1; away: number },
): void {
  const { palette, scene } = stage
  const { passage, side, away } = place
  const [x, y] = passage.at(side * 0.44, 0, away)
  const paintwork = mix('#3d4650', palette.middle, 0.35)
  const lit = scene.hour !== 'day'
  stamp(brush, { x, y, size: passage.tall(away) / 100 }, () => {
    ellipse(brush, [0, 2, 62, 7], alpha(palette.shade, 0.6))
    brush.fillStyle = palette.shade
    for (const wheel of [-38, 38]) brush.fillRect(wheel - 8, -22, 16, 24)
    const body = shape(
      'M-52-12C-55-30-54-46-48-54L-36-78C-32-85 32-85 36-78L48-54C54-46 55-30 52-12C40-8-40-8-52-12Z',
    )
    brush.fillStyle = downward(brush, [-84, -8], [lighter(paintwork, 0.1), paintwork, darker(paintwork, 0.1)])
    brush.fill(body)
    const glass = shape('M-40-55L-31-76C-28-79 28-79 31-76L40-55C26-51-26-51-40-55Z')
    fill(brush, glass, mix(palette.shade, palette.low, 0.35))
    for (const lamp of [-42, 42]) {
      brush.fillStyle = lit ? '#e0483a' : '#8a2f2a'
      brush.beginPath()
      brush.roundRect(lamp - 8, -44, 16, 8, 3)
      brush.fill()
    }
    brush.fillStyle = mix('#d8d6cc', palette.middle, 0.3)
    brush.fillRect(-12, -30, 24, 8)
    if (!lit) return
    asLight(brush, () => {
      for (const lamp of [-42, 42]) {
        glow(brush, { x: lamp, y: -40, radius: 46 }, { colour: red, strength: 0.7 })
        glow(brush, { x: lamp, y: 6, radius: 44 }, { colour: red, strength: 0.3, flat: 0.3 })
      }
    })
  })
}
