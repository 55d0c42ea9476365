import { alpha, darker, lighter, mix } from '../colour.ts'
import { isChild, isMale, type Person } from '../reading/people.ts'
import type { Look } from './head.ts'
import { fill, line, shape } from './paths.ts'
import type { Brush, Stage } from './stage.ts'
import { ellipse, stamp } from './strokes.ts'

/** What someone wears, from the neck down, in the units of the head: 100 to a head, soles at 686. */
interface Outfit {
  readonly body: ReturnType<typeof shape>
  readonly sleeve: ReturnType<typeof shape>
  /** Where the sleeve meets the body. */
  readonly seam: string
  readonly hand: readonly [x: number, y: number]
  /** Where it closes in front. */
  readonly closing: string
}

const coat: Outfit = {
  body: shape(
    'M-20 54C-40 66-66 70-78 84C-86 96-82 120-76 150C-70 180-62 205-60 226C-66 290-92 380-108 452C-60 468 60 468 106 452C92 380 66 290 60 226C62 205 70 180 74 150C80 120 84 96 76 84C64 70 40 66 20 54Z',
  ),
  sleeve: shape(
    'M-68 77C-86 86-92 116-97 158C-104 200-108 232-107 262C-106 292-105 312-103 330L-79 330C-79 306-79 280-77 256C-73 214-66 176-62 140Z',
  ),
  seam: 'M-64 142C-67 178-73 214-77 256C-79 280-79 300-79 322',
  hand: [-91, 342],
  closing: 'M2 142L3 456',
}
const jacket: Outfit = {
  body: shape(
    'M-22 52C-44 64-84 68-98 84C-106 98-102 130-96 170C-90 220-88 280-92 364C-50 376 50 376 90 364C88 280 90 220 94 170C100 130 104 98 96 84C82 68 44 64 22 52Z',
  ),
  sleeve: shape(
    'M-84 76C-108 88-112 126-117 170C-124 214-128 250-126 284C-125 310-123 330-121 348L-93 348C-93 322-93 296-91 270C-87 226-82 190-78 150Z',
  ),
  seam: 'M-80 152C-83 190-88 226-91 270C-93 296-93 320-93 340',
  hand: [-107, 360],
  closing: 'M2 142L3 368',
}
const robe: Outfit = {
  body: shape(
    'M-22 54C-44 66-76 70-90 86C-98 100-92 130-84 160C-76 190-66 210-64 230C-74 380-112 560-142 672C-60 692 60 692 140 672C112 560 74 380 64 230C66 210 76 190 82 160C90 130 96 100 88 86C74 70 44 66 22 54Z',
  ),
  sleeve: shape(
    'M-74 78C-96 92-100 130-108 176C-118 240-128 300-132 356L-70 362C-72 310-74 260-70 220C-68 190-66 164-64 140Z',
  ),
  seam: 'M-66 142C-68 180-72 220-72 262C-72 300-72 330-71 354',
  hand: [-100, 366],
  closing: 'M2 240L3 676',
}

const trousers = {
  stand: shape(
    'M-86 350C-84 470-76 590-70 668L-18 668C-12 560-4 460 2 400C10 460 16 560 22 668L72 668C80 590 86 470 88 350Z',
  ),
  walk: shape(
    'M-86 350C-88 470-90 590-92 672L-40 672C-26 560-6 470 4 412C20 480 32 560 40 640L86 632C94 560 94 460 88 350Z',
  ),
}
const legs = {
  stand: 'M-26 440L-30 660M26 440L32 660',
  walk: 'M-24 440C-28 520-40 600-46 660M26 440C32 520 38 580 42 630',
}
const shoe = shape('M-24 0C-30-22 6-34 18-18C34-12 38-6 38 0Z')
const shirt = shape('M-30 52L30 52L28 62L4 114L-28 64Z')
const lapels = [
  shape('M-24 48C-34 54-46 60-52 68L-34 100L2 144L0 112C-12 96-22 72-24 48Z'),
  shape('M23 48C34 54 44 60 50 68L34 102L2 144L4 112C14 96 22 72 23 48Z'),
] as const
const crossedCollar = [
  shape('M28 52C34 56 38 60 40 66L-26 182L-38 168Z'),
  shape('M-24 50C-32 54-40 60-44 68L30 204L44 190Z'),
] as const

/** Neck to soles. `arms` says which are not busy with something that is drawn later, in front. */
export function paintBody(
  stage: Stage,
  brush: Brush,
  subject: { person: Person; look: Look; arms: readonly (-1 | 1)[] },
): void {
  const { person, look, arms } = subject
  const outfit = person.classical ? robe : isMale(person) ? jacket : coat
  if (!person.classical) paintLegs(stage, brush, { person, look })
  fill(brush, outfit.body, look.cloth)
  for (const side of arms) paintArm(brush, { outfit, person, look, side })
  const crease = alpha(darker(look.cloth, 0.12), 0.8)
  if (person.pose === 'back') {
    line(brush, { colour: crease, width: 2 }, 'M0 64L0 360')
  } else {
    const shirtColour = isMale(person) ? mix('#cfc8ba', look.cloth, 0.15) : look.skin
    if (!person.classical) fill(brush, shirt, shirtColour)
    line(brush, { colour: crease, width: 1.8 }, outfit.closing)
  }
  paintBelt(brush, person, look)
}

function paintLegs(stage: Stage, brush: Brush, { person, look }: { person: Person; look: Look }): void {
  const pose = person.pose === 'walk' ? 'walk' : 'stand'
  const leather = mix(stage.palette.shade, look.cloth, 0.25)
  if (isMale(person)) fill(brush, trousers[pose], darker(look.cloth, 0.09))
  else line(brush, { colour: leather, width: 30 }, legs[pose])
  const [left, right] = isMale(person) ? [-44, 50] : [-26, 38]
  // In a stride the far foot is off the ground behind.
  const feet =
    pose === 'walk'
      ? [
          [left - 18, 686],
          [right + 12, 654],
        ]
      : [
          [left, 686],
          [right, 686],
        ]
  for (const [x, y] of feet) stamp(brush, { x: x!, y: y!, size: 1 }, () => fill(brush, shoe, leather))
}

function paintArm(brush: Brush, arm: { outfit: Outfit; person: Person; look: Look; side: -1 | 1 }): void {
  const { outfit, person, look, side } = arm
  stamp(brush, { x: 0, y: 0, size: 1, turned: side === 1 }, () => {
    if (person.pose === 'walk') {
      brush.translate(-80, 90)
      brush.rotate(side === 1 ? 0.1 : -0.02)
      brush.translate(80, -90)
    }
    ellipse(brush, [...outfit.hand, 11, 20], look.skin)
    fill(brush, outfit.sleeve, side === 1 ? darker(look.cloth, 0.03) : lighter(look.cloth, 0.012))
    line(brush, { colour: alpha(darker(look.cloth, 0.14), 0.8), width: 2.2 }, outfit.seam)
  })
}

function paintBelt(brush: Brush, person: Person, { cloth }: Look): void {
  if (person.classical) {
    line(brush, { colour: lighter(cloth, 0.16), width: 17 }, 'M-60 228L60 228')
    line(brush, { colour: lighter(cloth, 0.16), width: 7 }, 'M12 232C20 300 10 350 16 410')
  } else if (!isMale(person)) {
    line(brush, { colour: alpha(darker(cloth, 0.1), 0.8), width: 7 }, 'M-60 228C-30 234 30 234 60 228')
  }
}

/** Drawn after the neck, which it encloses. */
export function paintCollar(brush: Brush, person: Person, { cloth }: Look): void {
  if (person.classical) {
    fill(brush, crossedCollar[0], lighter(cloth, 0.15))
    fill(brush, crossedCollar[1], lighter(cloth, 0.2))
  } else if (!isChild(person)) {
    fill(brush, lapels[0], lighter(cloth, 0.05))
    fill(brush, lapels[1], darker(cloth, 0.035))
  }
}
