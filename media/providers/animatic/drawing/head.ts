import { alpha, darker, lighter, mix, type Colour } from '../colour.ts'
import { createRandom } from '../random.ts'
import { isChild, isMale, type Person } from '../reading/people.ts'
import { fill, line, shape } from './paths.ts'
import type { Brush, Stage } from './stage.ts'
import { ellipse, stamp } from './strokes.ts'

/** The colours of one person in one picture. */
export interface Look {
  readonly skin: Colour
  readonly cloth: Colour
  readonly hair: Colour
  readonly line: Colour
}

// A head is 100 units tall around 0, 0 and looks a little to the right.
const faces = {
  soft: shape(
    'M-33-10C-36-46 34-50 37-10C37-2 34 4 35 10C35 26 26 36 17 45C11 51 1 52-6 47C-20 40-30 28-32 14C-33 6-33-2-33-10Z',
  ),
  square: shape(
    'M-34-10C-37-46 35-50 38-10C38 0 36 6 36 14C36 28 30 38 22 45C14 51 0 52-8 47C-22 41-31 32-33 18C-34 8-34-2-34-10Z',
  ),
  round: shape(
    'M-35-8C-38-46 36-50 39-8C39 0 38 6 38 12C38 30 26 42 14 46C8 48-2 48-8 46C-24 42-34 28-35 12C-36 4-35-2-35-8Z',
  ),
}
const ear = shape('M-31-2C-39-8-42 2-38 10C-36 16-33 18-30 14Z')
const neck = shape('M-21 22C-20 44-22 52-30 60L-16 74L14 74L28 60C20 54 17 48 17 36Z')
const neckShade = shape('M-21 22C-12 44 2 54 17 44C17 52 20 56 26 60C6 64-14 56-21.5 44Z')
const noseShade = shape('M12-1C14 8 19 15 18 19C16 21.5 10 21.5 8 19C12 17 10 8 8 0Z')
const faceShade = shape('M-33-10C-36-30-24-44-10-45C-22-30-24-8-20 10C-17 26-10 40 4 50C-8 51-28 36-32 14Z')

const behind = {
  long: shape(
    'M-38-8C-52-62 48-70 44-8C44 20 52 50 50 100C38 112 20 104 10 72L-24 72C-34 106-52 112-62 102C-58 52-40 26-38-8Z',
  ),
  bob: shape(
    'M-38-10C-52-62 48-70 44-10C46 14 48 30 42 46C30 54 20 44 16 36L-22 36C-30 50-44 52-50 42C-48 24-38 14-38-10Z',
  ),
  bun: shape(
    'M-36-10C-50-60 40-66 40-14L20 26L-28 28C-34 14-34 4-36-10ZM-30-44C-54-50-54-80-30-80C-10-82-4-62-16-50Z',
  ),
}
const above = {
  parted: shape(
    'M-37 14C-52-34-34-62 0-62C34-63 52-32 40 6C39-10 34-22 24-32C8-22-20-26-27-8C-31 0-32 8-37 14Z',
  ),
  fringe: shape(
    'M-37 14C-52-34-34-62 0-62C34-63 52-32 40 6C39-4 38-10 36-14C20-10-10-12-28-13C-31-2-32 8-37 14Z',
  ),
  swept: shape(
    'M-37 8C-48-26-42-54-10-62C-2-68 36-66 42-38C46-22 42-12 39-4C37-14 36-20 32-26C22-24 4-30-8-44C-12-30-24-22-30-18C-32-8-32 2-34 12Z',
  ),
  crop: shape(
    'M-36 4C-44-28-38-52-14-59C4-68 38-60 42-32C43-22 41-12 38-4C38-14 36-20 33-25C26-23 18-27 12-32C2-28-16-28-24-32C-28-24-29-14-31-6L-33 8Z',
  ),
}
/** The back of a head, for someone who looks away. */
const away = shape('M-38 6C-50-40-38-62 0-62C38-62 50-40 40 6C36 26 28 38 20 44L-18 44C-28 38-34 26-38 6Z')
const strands = 'M-26-26C-20-44-4-54 14-52M-20-22C-14-38 2-46 20-44M30-34C36-26 38-16 38-6'

type HairStyle = keyof typeof behind | 'short'

function hairStyleOf(person: Person): HairStyle {
  if (person.classical || (person.old && !isMale(person))) return 'bun'
  if (isMale(person)) return 'short'
  return createRandom(`${person.look} style`).pick(['long', 'bob', 'long', 'bun'])
}

/** What hangs behind the shoulders, painted before the body. */
export function paintHairBehind(brush: Brush, person: Person, look: Look): void {
  const style = hairStyleOf(person)
  if (style !== 'short') fill(brush, behind[style], darker(look.hair, 0.04))
}

export function paintNeck(brush: Brush, stage: Stage, look: Look): void {
  fill(brush, neck, look.skin)
  fill(brush, neckShade, mix(look.skin, stage.palette.shade, 0.42))
}

export function paintHead(
  brush: Brush,
  stage: Stage,
  subject: { person: Person; look: Look; lowered: boolean },
): void {
  const { person, look } = subject
  if (person.pose === 'back') {
    fill(brush, ear, darker(look.skin, 0.1))
    fill(brush, away, look.hair)
    const style = hairStyleOf(person)
    if (style !== 'short') fill(brush, behind[style], look.hair)
    line(
      brush,
      { colour: alpha(lighter(look.hair, 0.14), 0.35), width: 1.4 },
      'M-22-30C-24-10-20 12-14 30M-6-46C-8-16-6 10-2 36M16-44C20-18 18 8 14 30',
    )
    return
  }
  fill(brush, ear, darker(look.skin, 0.04))
  const face = isChild(person) ? faces.round : isMale(person) ? faces.square : faces.soft
  fill(brush, face, look.skin)
  brush.save()
  brush.clip(face)
  fill(brush, faceShade, alpha(mix(look.skin, stage.palette.shade, 0.62), 0.42))
  blush(brush, look, [24, 18])
  blush(brush, look, [-14, 20])
  brush.restore()
  fill(brush, noseShade, alpha(mix(look.skin, stage.palette.shade, 0.55), 0.42))
  paintEye(brush, { x: -10, width: 8, ...subject })
  paintEye(brush, { x: 22.5, width: 6.6, ...subject })
  paintMouth(brush, look, person)
  if (person.old) {
    line(
      brush,
      { colour: alpha(look.line, 0.3), width: 0.8 },
      'M5 21C1 24-2 28-3 32M21 21C25 24 27 28 27 32M-20 9C-17 12-12 13-7 11M-12-22C-2-24 12-24 22-22',
    )
  }
  paintHairAbove(brush, person, look)
}

function paintHairAbove(brush: Brush, person: Person, look: Look): void {
  const random = createRandom(`${person.look} front`)
  const front = isMale(person) ? random.pick(['crop', 'swept']) : random.pick(['parted', 'fringe', 'parted'])
  fill(brush, above[front], look.hair)
  line(brush, { colour: alpha(lighter(look.hair, 0.14), 0.4), width: 1.2 }, strands)
}

interface Eye {
  readonly x: number
  readonly width: number
  readonly look: Look
  readonly person: Person
  readonly lowered: boolean
}

function paintEye(brush: Brush, eye: Eye): void {
  const { width, look, person } = eye
  const sad = person.expression === 'sad' ? 1 : 0
  const [w, half, inner] = [width, width * 0.5, width * 0.4]
  stamp(brush, { x: eye.x, y: 2, size: 1 }, () => {
    const brow = { colour: alpha(mix(look.hair, look.line, 0.5), 0.8), width: isMale(person) ? 2.6 : 1.8 }
    line(brush, brow, `M${-w} ${-9.4 + sad * 2}C${-inner} ${-12 - sad} ${half} -12 ${w} ${-10 + sad}`)
    if (eye.lowered || sad) {
      line(brush, { colour: look.line, width: 2 }, `M${-w} .4C${-half} 3.4 ${half} 3.4 ${w} 0`)
      const lid = `M${-w * 0.9} -3.2C${-inner} -5.2 ${half} -5.4 ${w} -3.2`
      line(brush, { colour: alpha(look.line, 0.3), width: 0.9 }, lid)
    } else {
      const white = shape(`M${-w} .6C${-half} -3.6 ${half} -4 ${w} -.4C${half} 2.6 ${-half} 2.8 ${-w} .6Z`)
      fill(brush, white, mix(look.skin, '#ffffff', 0.28))
      ellipse(brush, [0.8, -0.5, 2.6, 2.9], look.line)
      ellipse(brush, [1.7, -1.4, 0.6, 0.7], alpha('#ffffff', 0.7))
      line(brush, { colour: look.line, width: 1.7 }, `M${-w} .6C${-half} -4 ${half} -4.4 ${w} -.6`)
    }
    if (sad) {
      line(brush, { colour: alpha('#eaf4ff', 0.35), width: 1 }, `M${w * 0.3} 4L${inner} 12`)
      ellipse(brush, [inner, 14, 1.1, 2.4], alpha('#eaf4ff', 0.6))
    }
  })
}

function paintMouth(brush: Brush, look: Look, person: Person): void {
  const { expression } = person
  const curve = expression === 'smile' ? 4.4 : expression === 'sad' ? -1.6 : 0.8
  const lip = mix(look.skin, '#8e3b3b', isMale(person) ? 0.24 : 0.46)
  const corner = 31 - curve * 0.35
  fill(
    brush,
    shape(
      `M2 ${corner}C6 29.6 9 29.4 11 30.4C13 29.4 16 29.6 20 ${corner}C16 ${33 + curve * 0.5} 6 ${33.4 + curve * 0.5} 2 ${corner}Z`,
    ),
    lip,
  )
  fill(
    brush,
    shape(
      `M5 ${32 + curve * 0.2}C8 ${36.4 + curve * 0.45} 14 ${36.4 + curve * 0.45} 17 ${32 + curve * 0.2}C14 ${33 + curve * 0.5} 8 ${33 + curve * 0.5} 5 ${32 + curve * 0.2}Z`,
    ),
    alpha(lighter(lip, 0.05), 0.9),
  )
  line(
    brush,
    { colour: alpha(look.line, 0.75), width: 0.9 },
    `M1 ${corner - 0.2}C7 ${32.4 + curve * 0.5} 15 ${32.4 + curve * 0.5} 21 ${corner - 0.2}`,
  )
}

function blush(brush: Brush, look: Look, [x, y]: readonly [number, number]): void {
  const warm = mix(look.skin, '#b5534a', 0.5)
  const gradient = brush.createRadialGradient(x, y, 0, x, y, 11)
  gradient.addColorStop(0, alpha(warm, 0.26))
  gradient.addColorStop(1, alpha(warm, 0))
  brush.fillStyle = gradient
  brush.fillRect(x - 11, y - 11, 22, 22)
}
