import { alpha, darker, lighter, mix } from '../colour.ts'
import { isChild, isMale, type Person } from '../reading/people.ts'
import type { ObjectId } from '../reading/scene.ts'
import { paintHairBehind, paintHead, paintNeck, type Look } from './head.ts'
import { paintLit } from './lit.ts'
import { paintObject } from './objects.ts'
import { fill, line, shape } from './paths.ts'
import type { Brush, Stage } from './stage.ts'
import { lookOf } from './wardrobe.ts'

/** Someone, wherever the frame cuts them. `x`, `y` is the middle of the head and `head` its height, in pixels. */
export interface Figure {
  readonly person: Person
  readonly x: number
  readonly y: number
  readonly head: number
  /** 1 looks right. */
  readonly facing: -1 | 1
  readonly holds?: ObjectId | undefined
  readonly umbrella?: boolean
}

/** From the middle of the head to the soles, and from the crown to the soles, in heads. */
const TO_FEET = 6.86
const TALL = 7.48

// Bodies share the units of the head: 100 to a head, feet at 686.
const bodies = {
  woman: shape(
    'M-20 54C-40 66-66 70-78 84C-86 96-82 120-76 150C-70 180-62 205-60 226C-66 290-92 380-108 452C-60 468 60 468 106 452C92 380 66 290 60 226C62 205 70 180 74 150C80 120 84 96 76 84C64 70 40 66 20 54Z',
  ),
  man: shape(
    'M-22 52C-44 64-84 68-98 84C-106 98-102 130-96 170C-90 220-88 280-92 364C-50 376 50 376 90 364C88 280 90 220 94 170C100 130 104 98 96 84C82 68 44 64 22 52Z',
  ),
  robe: shape(
    'M-22 54C-44 66-76 70-90 86C-98 100-92 130-84 160C-76 190-66 210-64 230C-74 380-112 560-142 672C-60 692 60 692 140 672C112 560 74 380 64 230C66 210 76 190 82 160C90 130 96 100 88 86C74 70 44 66 22 54Z',
  ),
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
/** A sleeve, and the line where it meets the coat. */
const sleeves = {
  woman: [
    shape(
      'M-68 77C-86 86-92 116-97 158C-104 200-108 232-107 262C-106 292-105 312-103 330L-79 330C-79 306-79 280-77 256C-73 214-66 176-62 140Z',
    ),
    'M-64 142C-67 178-73 214-77 256C-79 280-79 300-79 322',
  ],
  man: [
    shape(
      'M-84 76C-108 88-112 126-117 170C-124 214-128 250-126 284C-125 310-123 330-121 348L-93 348C-93 322-93 296-91 270C-87 226-82 190-78 150Z',
    ),
    'M-80 152C-83 190-88 226-91 270C-93 296-93 320-93 340',
  ],
  robe: [
    shape(
      'M-74 78C-96 92-100 130-108 176C-118 240-128 300-132 356L-70 362C-72 310-74 260-70 220C-68 190-66 164-64 140Z',
    ),
    'M-66 142C-68 180-72 220-72 262C-72 300-72 330-71 354',
  ],
} as const
const canopy = shape(
  'M-222-66C-206-190-96-252 14-256C124-252 232-190 246-66C220-88 190-88 166-66C138-92 102-92 76-64C52-90-26-90-50-64C-74-92-114-92-142-66C-168-88-198-88-222-66Z',
)
const ribs =
  'M14-254C-20-200-40-130-50-66M14-254C44-200 68-130 76-66M14-254C-70-210-124-140-142-68M14-254C98-210 150-140 166-68'

export function paintFigure(stage: Stage, brush: Brush, figure: Figure): void {
  const { x, y, head } = figure
  const reach = figure.umbrella ? 2.6 : 1.7
  const bounds = {
    left: x - head * reach,
    right: x + head * reach,
    top: y - head * (figure.umbrella ? 2.9 : 1.1),
    bottom: y + head * (TO_FEET + 0.3),
  }
  const light = {
    rim: Math.max(head * 0.028, 1.2),
    contrast: 0.8,
    top: y - head * 0.6,
    bottom: y + head * 5,
    left: x - head * 0.8,
    right: x + head * 0.8,
  }
  paintLit(stage, brush, {
    bounds,
    light,
    paint(own) {
      own.translate(x, y)
      own.scale((head / 100) * figure.facing, head / 100)
      paintPerson(stage, own, figure)
    },
  })
}

/** Someone who stands there from head to foot, with their shadow. */
export function paintStanding(
  stage: Stage,
  brush: Brush,
  at: Omit<Figure, 'y' | 'head'> & { feet: number; tall: number },
): void {
  const { person, x, feet } = at
  const tall = at.tall * (isChild(person) ? 0.68 : person.kind === 'woman' ? 0.96 : 1)
  paintShadow(stage, brush, { x, feet, tall })
  const head = tall / (isChild(person) ? TALL * 0.8 : TALL)
  paintFigure(stage, brush, {
    ...at,
    head,
    y: feet - head * (isChild(person) ? TO_FEET - TALL * 0.2 : TO_FEET),
  })
}

function paintPerson(stage: Stage, brush: Brush, figure: Figure): void {
  const { person } = figure
  const look = lookOf(stage, person)
  const back = person.pose === 'back'
  if (figure.umbrella) line(brush, { colour: stage.palette.shade, width: 5 }, 'M46 196L14-256')
  if (!back) paintHairBehind(brush, person, look)
  brush.save()
  // A child has the same head on a shorter body.
  if (isChild(person)) {
    brush.translate(0, 12)
    brush.scale(0.86, 0.77)
  }
  paintBody(stage, brush, { figure, look })
  brush.restore()
  paintNeck(brush, stage, look)
  if (!back) paintCollar(brush, person, look)
  paintHead(brush, stage, { person, look, lowered: figure.holds !== undefined })
  if (figure.holds) paintHolding(stage, brush, { look, person, object: figure.holds })
  if (figure.umbrella) paintUmbrella(stage, brush, look)
}

function paintBody(stage: Stage, brush: Brush, { figure, look }: { figure: Figure; look: Look }): void {
  const { person, holds, umbrella } = figure
  const pose = person.pose === 'walk' ? 'walk' : 'stand'
  const boots = mix(stage.palette.shade, look.cloth, 0.25)
  if (!person.classical) {
    if (isMale(person)) fill(brush, trousers[pose], darker(look.cloth, 0.09))
    else line(brush, { colour: boots, width: 30 }, legs[pose])
    const apart = isMale(person) ? [-44, 50] : [-26, 38]
    for (const [index, foot] of apart.entries()) {
      brush.save()
      // In a stride the far foot is off the ground behind.
      brush.translate(
        pose === 'walk' ? (index === 0 ? -18 : 12) : 0,
        pose === 'walk' && index === 1 ? -32 : 0,
      )
      fill(
        brush,
        shape(
          `M${foot - 24} 686C${foot - 30} 664 ${foot + 6} 652 ${foot + 18} 668C${foot + 34} 674 ${foot + 38} 680 ${foot + 38} 686Z`,
        ),
        boots,
      )
      brush.restore()
    }
  }
  const body = person.classical ? bodies.robe : bodies[isMale(person) ? 'man' : 'woman']
  fill(brush, body, look.cloth)
  if (!holds) {
    paintArm(brush, { person, look, side: -1 })
    if (!umbrella) paintArm(brush, { person, look, side: 1 })
  }
  if (person.pose === 'back')
    line(brush, { colour: alpha(darker(look.cloth, 0.1), 0.8), width: 2 }, 'M0 64L0 440')
  else {
    if (!person.classical)
      fill(
        brush,
        shape('M-30 52L30 52L28 62L4 114L-28 64Z'),
        isMale(person) ? mix('#cfc8ba', look.cloth, 0.15) : look.skin,
      )
    line(
      brush,
      { colour: alpha(darker(look.cloth, 0.12), 0.8), width: 1.8 },
      isMale(person) ? 'M2 142L3 368' : 'M2 142L3 456',
    )
  }
  if (person.classical) {
    line(brush, { colour: lighter(look.cloth, 0.16), width: 17 }, 'M-60 228L60 228')
    line(brush, { colour: lighter(look.cloth, 0.16), width: 7 }, 'M12 232C20 300 10 350 16 410')
  } else if (!isMale(person))
    line(brush, { colour: alpha(darker(look.cloth, 0.1), 0.8), width: 7 }, 'M-60 228C-30 234 30 234 60 228')
}

function paintArm(brush: Brush, arm: { person: Person; look: Look; side: -1 | 1 }): void {
  const { person, look, side } = arm
  const build = person.classical ? 'robe' : isMale(person) ? 'man' : 'woman'
  const [sleeve, seam] = sleeves[build]
  brush.save()
  brush.scale(-side, 1)
  if (person.pose === 'walk') {
    brush.translate(-80, 90)
    brush.rotate(side === 1 ? 0.1 : -0.02)
    brush.translate(80, -90)
  }
  brush.fillStyle = look.skin
  brush.beginPath()
  brush.ellipse(
    build === 'man' ? -107 : build === 'robe' ? -100 : -91,
    build === 'man' ? 360 : build === 'robe' ? 366 : 342,
    11,
    20,
    0.06,
    0,
    Math.PI * 2,
  )
  brush.fill()
  fill(brush, sleeve, side === 1 ? darker(look.cloth, 0.03) : lighter(look.cloth, 0.012))
  line(brush, { colour: alpha(darker(look.cloth, 0.14), 0.8), width: 2.2 }, seam)
  brush.restore()
}

function paintCollar(brush: Brush, person: Person, { cloth }: Look): void {
  if (isChild(person)) return
  if (person.classical) {
    const trim = lighter(cloth, 0.2)
    fill(brush, shape('M28 52C34 56 38 60 40 66L-26 182L-38 168Z'), darker(trim, 0.05))
    fill(brush, shape('M-24 50C-32 54-40 60-44 68L30 204L44 190Z'), trim)
    return
  }
  fill(
    brush,
    shape('M-24 48C-34 54-46 60-52 68L-34 100L2 144L0 112C-12 96-22 72-24 48Z'),
    lighter(cloth, 0.05),
  )
  fill(brush, shape('M23 48C34 54 44 60 50 68L34 102L2 144L4 112C14 96 22 72 23 48Z'), darker(cloth, 0.035))
}

function paintHolding(
  stage: Stage,
  brush: Brush,
  held: { look: Look; person: Person; object: ObjectId },
): void {
  const { look, person, object } = held
  const wide = isMale(person) ? 1.14 : 1
  for (const side of [-1, 1] as const) {
    brush.save()
    brush.scale(side * wide, 1)
    const cloth = side === 1 ? darker(look.cloth, 0.02) : lighter(look.cloth, 0.018)
    fill(
      brush,
      shape(
        'M60 84C82 92 86 110 88 140C91 164 98 182 97 208C95 236 80 244 62 234C46 226 32 210 20 196L34 166C50 176 58 180 64 180C68 160 66 130 62 112Z',
      ),
      darker(look.cloth, 0.08),
    )
    fill(
      brush,
      shape(
        'M62 86C81 94 84 112 86 141C89 165 95 182 94 207C92 233 79 240 63 231C47 222 33 208 21 194L34 168C50 178 60 183 67 182C71 160 69 130 64 112Z',
      ),
      cloth,
    )
    fill(brush, shape('M27 202L17 190L33 162L46 170Z'), lighter(cloth, 0.06))
    brush.restore()
  }
  brush.save()
  brush.translate(0, object === 'sword' ? 128 : 152)
  brush.rotate(-0.06)
  const size =
    object === 'sword' ? 1.2 : object === 'key' || object === 'cup' || object === 'glass' ? 0.54 : 0.76
  brush.scale(size, size)
  paintObject(brush, object, stage.palette)
  brush.restore()
  for (const side of [-1, 1] as const) {
    brush.save()
    brush.scale(side * wide, 1)
    const skin = side === 1 ? darker(look.skin, 0.04) : look.skin
    fill(brush, shape('M38 172C30 184 22 184 18 176C16 166 22 158 30 158Z'), skin)
    for (const [y, reach] of [
      [162, 15],
      [169, 14],
      [176, 15],
      [182, 18],
    ] as const)
      line(brush, { colour: skin, width: 6.4 }, `M28 ${y - 1}L${reach} ${y}`)
    line(brush, { colour: skin, width: 7 }, 'M28 160L17 150')
    brush.restore()
  }
}

function paintUmbrella(stage: Stage, brush: Brush, look: Look): void {
  line(brush, { colour: darker(look.cloth, 0.09), width: 37 }, 'M72 106C92 150 98 190 88 216L52 190')
  line(brush, { colour: darker(look.cloth, 0.03), width: 33 }, 'M72 106C92 150 98 190 88 216L52 190')
  line(brush, { colour: stage.palette.shade, width: 5 }, 'M46 196L43 160')
  brush.fillStyle = look.skin
  brush.beginPath()
  brush.ellipse(45, 180, 13, 15, 0.2, 0, Math.PI * 2)
  brush.fill()
  fill(brush, canopy, lighter(stage.palette.near, 0.03))
  line(brush, { colour: alpha(lighter(stage.palette.near, 0.14), 0.8), width: 3 }, ribs)
  line(brush, { colour: stage.palette.shade, width: 5 }, 'M14-256L14-274')
}

function paintShadow(stage: Stage, brush: Brush, at: { x: number; feet: number; tall: number }): void {
  brush.save()
  brush.filter = `blur(${Math.max(at.tall * 0.012, 1).toFixed(2)}px)`
  brush.fillStyle = alpha(mix(stage.palette.shade, stage.palette.ground, 0.1), 0.6)
  brush.beginPath()
  brush.ellipse(
    at.x - stage.lightSide * at.tall * 0.08,
    at.feet,
    at.tall * 0.2,
    at.tall * 0.024,
    0,
    0,
    Math.PI * 2,
  )
  brush.fill()
  brush.restore()
}

const nape = shape(
  'M-38-6C-50-62 50-62 40-6C40 14 34 30 26 38C24 50 34 56 58 64C92 74 108 88 116 120C124 170 128 260 128 420L-128 420C-128 260-124 170-116 120C-108 88-92 74-58 64C-34 56-24 50-26 38C-34 30-38 14-38-6Z',
)

/** The one whose shoulder we look over: a dark shape near the lens. */
export function paintShoulder(stage: Stage, brush: Brush, near: Figure): void {
  const { x, y, head, facing, person } = near
  const colour = mix(lookOf(stage, person).hair, stage.palette.shade, 0.6)
  paintLit(stage, brush, {
    bounds: { left: x - head * 1.6, right: x + head * 1.6, top: y - head, bottom: y + head * 4.4 },
    light: {
      rim: head * 0.02,
      contrast: 0.9,
      top: y - head * 0.6,
      bottom: y + head * 2.4,
      left: x - head * 0.9,
      right: x + head * 0.9,
    },
    paint(own) {
      own.filter = `blur(${(head * 0.012).toFixed(2)}px)`
      own.translate(x, y)
      own.scale((head / 100) * facing, head / 100)
      fill(own, nape, colour)
    },
  })
}
