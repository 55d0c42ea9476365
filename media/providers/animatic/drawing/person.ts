import { alpha, mix } from '../colour.ts'
import { isChild, type Person } from '../reading/people.ts'
import type { ObjectId } from '../reading/scene.ts'
import { paintBody, paintCollar } from './body.ts'
import { paintHolding, paintUmbrella, paintUmbrellaStick } from './hands.ts'
import { paintHairBehind, paintHead, paintNeck } from './head.ts'
import { paintLit } from './lit.ts'
import { fill, shape } from './paths.ts'
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

function paintPerson(stage: Stage, brush: Brush, { person, holds, umbrella }: Figure): void {
  const look = lookOf(stage, person)
  const facesUs = person.pose !== 'back'
  if (umbrella) paintUmbrellaStick(stage, brush)
  if (facesUs) paintHairBehind(brush, person, look)
  brush.save()
  // A child has the same head on a shorter body.
  if (isChild(person)) {
    brush.translate(0, 12)
    brush.scale(0.86, 0.77)
  }
  paintBody(stage, brush, { person, look, arms: holds ? [] : umbrella ? [-1] : [-1, 1] })
  brush.restore()
  paintNeck(brush, stage, look)
  if (facesUs) paintCollar(brush, person, look)
  paintHead(brush, stage, { person, look, lowered: holds !== undefined })
  if (holds) paintHolding(stage, brush, { look, person, object: holds })
  if (umbrella) paintUmbrella(stage, brush, look)
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
