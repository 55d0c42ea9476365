import { alpha, darker, lighter, mix, type Colour } from '../colour.ts'
import type { ObjectId } from '../reading/scene.ts'
import type { Palette } from '../palette.ts'
import { line, shape } from './paths.ts'
import type { Brush } from './stage.ts'

/** Draws a thing around 0, 0, about 100 units tall, as it is held or lies on a table. */
export function paintObject(brush: Brush, id: ObjectId, palette: Palette): void {
  objects[id](brush, palette)
}

const objects: Readonly<Record<ObjectId, (brush: Brush, palette: Palette) => void>> = {
  letter(brush, palette) {
    const paper = mix('#efe7d3', palette.light, 0.2)
    fill(brush, 'M-38-44C-12-50 14-40 39-47C41-16 36 14 40 46C14 50-14 42-39 48C-36 16-41-14-38-44Z', paper)
    fill(brush, 'M-38-44C-12-50 14-40 39-47L39-6C14-1-14-9-39-3Z', lighter(paper, 0.03))
    brush.strokeStyle = alpha('#3d4458', 0.6)
    brush.lineWidth = 1.7
    for (let row = 0; row < 9; row++) {
      const y = -34 + row * 8.6
      const end = row === 8 ? -2 : row % 3 === 2 ? 20 : 29
      brush.stroke(shape(`M-29 ${y}C-16 ${y - 1.6}-4 ${y + 1.8} ${end} ${y - 0.6}`))
    }
    // Drops have blurred the ink.
    for (const [x, y, radius] of [
      [14, 4, 9],
      [-18, 24, 6],
      [22, -24, 5],
    ] as const) {
      brush.fillStyle = alpha(mix(paper, '#5b6478', 0.4), 0.5)
      brush.beginPath()
      brush.ellipse(x, y, radius, radius * 0.8, 0.4, 0, Math.PI * 2)
      brush.fill()
    }
    line(brush, { colour: alpha(darker(paper, 0.16), 0.8), width: 1.2 }, 'M-39-3C-14-9 14-1 38-5')
  },

  phone(brush, palette) {
    brush.fillStyle = '#101216'
    roundRect(brush, [-27, -50, 54, 100], 9)
    const screen = brush.createLinearGradient(0, -46, 0, 46)
    screen.addColorStop(0, mix('#cfe2f2', palette.rim, 0.4))
    screen.addColorStop(1, mix('#7f9fbd', palette.rim, 0.3))
    brush.fillStyle = screen
    roundRect(brush, [-23.5, -46, 47, 92], 6)
    brush.fillStyle = alpha('#ffffff', 0.92)
    roundRect(brush, [-19, -18, 30, 15], 5)
    roundRect(brush, [-19, 2, 22, 11], 5)
    brush.fillStyle = alpha('#2c5a86', 0.75)
    roundRect(brush, [-7, 18, 26, 11], 5)
    brush.fillStyle = alpha('#23374a', 0.7)
    brush.fillRect(-15, -13.4, 21, 1.8)
    brush.fillRect(-15, -9, 14, 1.8)
    brush.fillRect(-15, 6.6, 13, 1.8)
  },

  photo(brush, palette) {
    brush.fillStyle = mix('#efe9dc', palette.light, 0.15)
    brush.fillRect(-42, -48, 84, 96)
    const sky = brush.createLinearGradient(0, -41, 0, 26)
    sky.addColorStop(0, '#8c9a98')
    sky.addColorStop(1, '#d2b794')
    brush.fillStyle = sky
    brush.fillRect(-35, -41, 70, 67)
    fill(brush, 'M-35 26L-35 8C-12-2 12 10 35 2L35 26Z', '#6d6a57')
    for (const [x, tall] of [
      [-9, 34],
      [9, 29],
    ] as const) {
      brush.fillStyle = '#3b3634'
      brush.beginPath()
      brush.arc(x, 20 - tall, 4.6, 0, Math.PI * 2)
      brush.fill()
      fill(
        brush,
        `M${x - 8} 26C${x - 9} ${26 - tall * 0.7} ${x + 9} ${26 - tall * 0.7} ${x + 8} 26Z`,
        '#3b3634',
      )
    }
  },

  cup(brush, palette) {
    const clay: Colour = mix('#c9c2b2', palette.light, 0.12)
    fill(brush, 'M-48 42C-48 52 48 52 48 42C40 36-40 36-48 42Z', darker(clay, 0.12))
    line(brush, { colour: darker(clay, 0.06), width: 7 }, 'M32-8C56-12 56 24 26 22')
    fill(brush, 'M-36-22C-36 18-26 42 0 42C26 42 36 18 36-22Z', clay)
    ellipse(brush, [0, -22, 36, 9], darker(clay, 0.05))
    ellipse(brush, [0, -20, 31, 6.5], '#4a2f20')
    for (const [x, bend] of [
      [-10, 1],
      [8, -1],
    ] as const) {
      line(
        brush,
        { colour: alpha(palette.rim, 0.22), width: 5 },
        `M${x}-30C${x + 9 * bend}-42 ${x - 9 * bend}-54 ${x + 3 * bend}-70`,
      )
    }
  },

  glass(brush, palette) {
    const drink: Colour = mix('#a8622a', palette.light, 0.25)
    fill(brush, 'M-34-40L-27 40C-20 46 20 46 27 40L34-40Z', alpha(mix('#cfdde4', palette.rim, 0.4), 0.34))
    fill(brush, 'M-31-4L-27 38C-20 43 20 43 27 38L31-4C16 2-16 2-31-4Z', drink)
    ellipse(brush, [0, -4, 31, 6], lighter(drink, 0.1))
    fill(brush, 'M-12-14L8-18L12 2L-8 6Z', alpha('#ffffff', 0.36))
    ellipse(brush, [0, -40, 34, 6], alpha(mix('#e6eef2', palette.rim, 0.3), 0.4))
    line(brush, { colour: alpha('#ffffff', 0.5), width: 2.4 }, 'M-26-32L-21 30')
  },

  flower(brush, palette) {
    line(brush, { colour: '#2f4a38', width: 4.4 }, 'M0-18C4 10-3 30 2 64')
    fill(brush, 'M2 20C20 4 34 10 38 22C24 28 12 28 2 24Z', '#36563f')
    fill(brush, 'M0 34C-16 20-30 26-34 36C-20 42-10 40 0 38Z', '#2c4736')
    const petal: Colour = mix('#a8323c', palette.light, 0.08)
    fill(
      brush,
      'M-24-34C-34-60-10-66 0-58C10-66 34-60 24-34C26-14 8-8 0-8C-8-8-26-14-24-34Z',
      darker(petal, 0.06),
    )
    fill(brush, 'M-16-36C-22-54 0-60 6-50C20-54 20-34 14-28C8-16-10-16-16-36Z', petal)
    line(
      brush,
      { colour: alpha(lighter(petal, 0.12), 0.7), width: 2 },
      'M-10-38C-6-50 8-50 8-40C8-32-4-32-4-38',
    )
  },

  key(brush, palette) {
    const brass: Colour = mix('#b08a4a', palette.light, 0.2)
    brush.strokeStyle = brass
    brush.lineWidth = 8
    brush.beginPath()
    brush.ellipse(0, -30, 17, 17, 0, 0, Math.PI * 2)
    brush.stroke()
    fill(brush, 'M-4-14L4-14L4 48L-4 48ZM4 26L18 26L18 33L4 33ZM4 38L14 38L14 46L4 46Z', brass)
    line(brush, { colour: alpha(lighter(brass, 0.2), 0.8), width: 1.8 }, 'M-2-12L-2 46')
  },

  book(brush, palette) {
    fill(brush, 'M-62 34L0 44L62 34L62-38L0-28L-62-38Z', '#4a2f2a')
    const page = mix('#e8dfcb', palette.light, 0.18)
    fill(brush, 'M0-28C-18-42-42-44-58-40L-58 28C-42 24-18 28 0 40Z', page)
    fill(brush, 'M0-28C18-42 42-44 58-40L58 28C42 24 18 28 0 40Z', darker(page, 0.06))
    brush.strokeStyle = alpha('#4a4740', 0.4)
    brush.lineWidth = 1.5
    for (let row = 0; row < 7; row++) {
      const y = -30 + row * 8
      brush.stroke(
        shape(`M-50 ${y}C-36 ${y - 2}-20 ${y + 1}-8 ${y + 8}M8 ${y + 8}C20 ${y + 1} 36 ${y - 2} 50 ${y}`),
      )
    }
  },

  sword(brush, palette) {
    const steel = mix('#c8d2da', palette.rim, 0.4)
    fill(brush, 'M-5 30L-4-104L0-118L4-104L5 30Z', steel)
    fill(brush, 'M0 30L0-118L4-104L5 30Z', darker(steel, 0.14))
    fill(brush, 'M-22 30C-10 24 10 24 22 30L20 37L-20 37Z', '#8a6b35')
    fill(brush, 'M-5 37L5 37L4 74L-4 74Z', '#3a2723')
    ellipse(brush, [0, 78, 7, 6], '#8a6b35')
  },
}

function fill(brush: Brush, path: string, colour: string): void {
  brush.fillStyle = colour
  brush.fill(shape(path))
}

function ellipse(
  brush: Brush,
  [x, y, wide, tall]: readonly [number, number, number, number],
  colour: string,
): void {
  brush.fillStyle = colour
  brush.beginPath()
  brush.ellipse(x, y, wide, tall, 0, 0, Math.PI * 2)
  brush.fill()
}

function roundRect(
  brush: Brush,
  [x, y, wide, tall]: readonly [number, number, number, number],
  radius: number,
): void {
  brush.beginPath()
  brush.roundRect(x, y, wide, tall, radius)
  brush.fill()
}
