import { alpha, darker, lighter, mix } from '../colour.ts'
import { paintLit } from './lit.ts'
import { paintObject } from './objects.ts'
import { line, shape } from './paths.ts'
import { createPlane, sheet, type Brush, type Sheet, type Stage } from './stage.ts'
import { band, glow } from './strokes.ts'
import { lookOf } from './wardrobe.ts'

/** One thing on a table, seen from close above, and a hand that reaches for it. */
export function paintInsert(stage: Stage): Sheet[] {
  const table = createPlane(stage, 0.8)
  const things = createPlane(stage, 1)
  paintTable(stage, table.brush)
  paintThing(stage, things.brush)
  if (stage.scene.people.length > 0) paintHand(stage, things.brush)
  return [table, things]
}

function paintTable(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide, eye } = stage
  const { top, bottom, left, right } = sheet(stage)
  const wood = mix(palette.ground, '#5b3a25', stage.scene.mood === 'noir' ? 0 : 0.3)
  band(brush, stage, {
    from: top,
    to: bottom,
    colours: [darker(wood, 0.06), lighter(wood, 0.02), darker(wood, 0.07)],
  })
  const random = stage.random.fork('grain')
  brush.lineCap = 'round'
  for (let vein = 0; vein < 90; vein++) {
    const y = top + random.next() * (bottom - top)
    const x = left + random.next() * (right - left)
    const long = unit * random.between(20, 90)
    brush.strokeStyle = alpha(
      random.chance(0.5) ? palette.shade : lighter(wood, 0.08),
      random.between(0.05, 0.2),
    )
    brush.lineWidth = unit * random.between(0.1, 0.4)
    brush.beginPath()
    brush.moveTo(x, y)
    brush.bezierCurveTo(
      x + long * 0.3,
      y + unit * random.between(-1, 1),
      x + long * 0.7,
      y + unit * random.between(-1, 1),
      x + long,
      y,
    )
    brush.stroke()
  }
  for (const seam of [0.16, 0.52, 0.86]) {
    brush.fillStyle = alpha(palette.shade, 0.5)
    brush.fillRect(left, height * seam, right - left, unit * 0.4)
  }
  brush.globalCompositeOperation = 'screen'
  glow(
    brush,
    { x: width * (0.5 + lightSide * 0.34), y: height * 0.2, radius: unit * 120 },
    { colour: palette.light, strength: 0.62 },
  )
  glow(brush, { x: eye.x, y: height * 0.4, radius: unit * 60 }, { colour: palette.light, strength: 0.2 })
  if (stage.scene.object === 'phone')
    glow(brush, { x: width / 2, y: height * 0.4, radius: unit * 70 }, { colour: '#9cc4e4', strength: 0.4 })
  brush.globalCompositeOperation = 'source-over'
  if (stage.scene.extras.has('candle')) paintCandle(stage, brush)
}

function paintCandle(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const x = width * (0.5 + lightSide * 0.34)
  const y = height * 0.2
  brush.filter = `blur(${(unit * 0.5).toFixed(2)}px)`
  brush.fillStyle = mix('#e9dcc0', palette.light, 0.3)
  brush.fillRect(x - unit * 3, y, unit * 6, unit * 13)
  brush.fillStyle = mix(palette.light, '#ffffff', 0.4)
  brush.beginPath()
  brush.moveTo(x - unit * 1.5, y - unit)
  brush.quadraticCurveTo(x - unit * 2, y - unit * 4, x, y - unit * 8)
  brush.quadraticCurveTo(x + unit * 2, y - unit * 4, x + unit * 1.5, y - unit)
  brush.fill()
  brush.globalCompositeOperation = 'screen'
  glow(brush, { x, y: y - unit * 4, radius: unit * 46 }, { colour: palette.light, strength: 0.8 })
  brush.globalCompositeOperation = 'source-over'
  brush.filter = 'none'
}

function paintThing(stage: Stage, brush: Brush): void {
  const { palette, width, height, lightSide, scene, unit } = stage
  const random = stage.random.fork('thing')
  const size = Math.min(width * 0.62, height * 0.46)
  const turn = random.between(0.08, 0.24) * (random.chance(0.5) ? 1 : -1)
  const place = (own: Brush) => {
    own.translate(width * 0.5, height * 0.4)
    own.rotate(scene.object === 'cup' ? 0 : turn)
    own.scale(size / 100, size / 100)
  }
  brush.save()
  brush.filter = `blur(${(unit * 2.2).toFixed(2)}px)`
  brush.globalAlpha = 0.7
  brush.translate(-lightSide * unit * 2.4, unit * 2.6)
  place(brush)
  brush.fillStyle = palette.shade
  brush.fillRect(-34, -44, 68, 88)
  brush.restore()
  paintLit(stage, brush, {
    bounds: { left: 0, right: width, top: 0, bottom: height },
    light: {
      rim: size * 0.008,
      contrast: 0.5,
      top: height * 0.1,
      bottom: height * 0.75,
      left: width * 0.2,
      right: width * 0.8,
    },
    paint: (own) => {
      place(own)
      paintObject(own, scene.object ?? 'letter', palette)
    },
  })
}

// Seen from above: the back of a hand that comes from the lower edge, its fingers on the thing.
const palm = shape(
  'M-30 150C-36 110-42 84-40 58C-39 44-28 38-16 38L14 38C26 38 34 46 36 60C40 86 36 114 32 150Z',
)
const fingers = [
  'M-30 52C-36 30-38 12-36 -6',
  'M-12 46C-15 20-15 0-13 -20',
  'M7 46C8 22 9 4 9 -15',
  'M24 52C28 32 30 18 31 2',
]
const thumb = 'M30 92C46 78 54 62 56 44'
const cuff = shape('M-44 140L44 140C50 200 66 260 84 420L-92 420C-72 270-50 200-44 140Z')

function paintHand(stage: Stage, brush: Brush): void {
  const { width, height, lightSide, palette, scene } = stage
  const [person] = scene.people
  if (!person) return
  const size = Math.min(width, height * 0.8) * 0.3
  const { skin, cloth } = lookOf(stage, person)
  const fold = alpha(mix(skin, palette.shade, 0.6), 0.45)
  paintLit(stage, brush, {
    bounds: sheet(stage),
    light: {
      rim: size * 0.02,
      contrast: 0.75,
      top: height * 0.5,
      bottom: height * 1.1,
      left: width * 0.2,
      right: width * 0.8,
    },
    paint: (own) => {
      own.translate(width * (0.5 - lightSide * 0.13), height * 0.6)
      own.rotate(lightSide * 0.42)
      own.scale((lightSide * size) / 100, size / 100)
      for (const data of fingers) {
        line(own, { colour: darker(skin, 0.1), width: 19 }, data)
        line(own, { colour: skin, width: 17 }, data)
      }
      line(own, { colour: darker(skin, 0.1), width: 22 }, thumb)
      line(own, { colour: skin, width: 20 }, thumb)
      own.fillStyle = skin
      own.fill(palm)
      line(
        own,
        { colour: fold, width: 1.6 },
        'M-22 58C-18 64-14 64-10 58M-3 54C1 60 5 60 9 54M16 58C20 63 24 63 28 59',
      )
      own.fillStyle = cloth
      own.fill(cuff)
      line(own, { colour: lighter(cloth, 0.08), width: 5 }, 'M-44 142L44 142')
    },
  })
}
