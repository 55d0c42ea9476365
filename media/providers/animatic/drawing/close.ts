import type { Framing } from '../reading/framing.ts'
import { isChild, isMale } from '../reading/people.ts'
import type { Backdrop, PaintedSet } from '../sets/setting.ts'
import { enlarge, paintBokeh } from './focus.ts'
import { paintFigure, paintShoulder, type Figure } from './person.ts'
import { createPlane, opposite, type Sheet, type Stage } from './stage.ts'
import type { Point } from './strokes.ts'

interface Closeness {
  /** Height of the head, in parts of the frame's height and, at most, of its width. */
  readonly tall: number
  readonly wide: number
  /** Where the middle of the head is, in parts of the height. */
  readonly y: number
  /** How much nearer the set is, and how far out of focus. */
  readonly zoom: number
  readonly blur: number
}

const medium: Closeness = { tall: 0.21, wide: 0.31, y: 0.29, zoom: 1.3, blur: 0.7 }
const closeness: Partial<Record<Framing, Closeness>> = {
  ECU: { tall: 0.95, wide: 1.5, y: 0.44, zoom: 2.2, blur: 2.4 },
  CU: { tall: 0.44, wide: 0.58, y: 0.4, zoom: 1.75, blur: 1.5 },
  MCU: { tall: 0.32, wide: 0.43, y: 0.36, zoom: 1.5, blur: 1.1 },
  OTS: { tall: 0.27, wide: 0.38, y: 0.37, zoom: 1.5, blur: 1.2 },
}

/** The set comes nearer and leaves the focus; one or two people fill the frame. */
export function paintCloseUp(stage: Stage, { back, set, backdrop }: PaintedSet): Sheet[] {
  const { scene, width, height, unit, lightSide, random } = stage
  const close = closeness[scene.framing] ?? medium
  paintBokeh(stage, set.brush, backdrop.lamps)
  const view = {
    zoom: close.zoom,
    blur: close.blur * unit,
    focus: focusOf(stage, backdrop),
    to: [width * (0.5 + lightSide * 0.25), height * 0.33],
  } as const
  const planes = [enlarge(stage, back, view), enlarge(stage, set, view)]
  const [first, second] = scene.people
  if (!first) return planes

  const people = createPlane(stage, 1)
  const facing = random.fork('side').chance(0.5) ? 1 : -1
  const head = Math.min(close.tall * height, close.wide * width)
  const figure = { person: first, x: width / 2, y: close.y * height, head, facing } as const
  switch (scene.framing) {
    case 'OTS':
      return [...planes, people, paintOverShoulder(stage, people, figure)]
    case 'ECU':
    case 'CU':
      paintOne(stage, people, figure)
      return [...planes, people]
    default:
      if (second) paintTwo(stage, people, { ...figure, holds: scene.object })
      else paintOne(stage, people, { ...figure, holds: scene.object })
      return [...planes, people]
  }
}

function paintOne(stage: Stage, { brush }: Sheet, figure: Figure): void {
  const { scene, width, lightSide, random } = stage
  const x = figure.x + width * (random.fork('place').between(-0.06, 0.06) - lightSide * 0.03)
  const umbrella = scene.umbrella && figure.holds === undefined && scene.framing !== 'ECU'
  paintFigure(stage, brush, { ...figure, x, umbrella })
}

function paintTwo(stage: Stage, { brush }: Sheet, figure: Figure): void {
  const { width, scene } = stage
  const other = scene.people[1]!
  const head = Math.min(figure.head, width * 0.27)
  const apart = Math.max(head * 0.95, width * 0.16) * figure.facing
  const taller = isChild(other) ? -0.9 : isMale(other) && !isMale(figure.person) ? 0.28 : 0
  const place = { x: figure.x + apart, y: figure.y - head * taller, head, facing: opposite(figure.facing) }
  paintFigure(stage, brush, { person: other, ...place })
  paintFigure(stage, brush, { ...figure, x: figure.x - apart, head })
}

/** Past someone's shoulder, on a sheet of its own: it is nearer to the lens than anything else. */
function paintOverShoulder(stage: Stage, people: Sheet, figure: Figure): Sheet {
  const { width, height, scene } = stage
  const { facing, head } = figure
  paintFigure(stage, people.brush, { ...figure, x: width * (0.5 + facing * 0.12), facing: opposite(facing) })
  const near = createPlane(stage, 1.5)
  const place = { x: width * (0.5 - facing * 0.4), y: height * 0.5, head: head * 1.25, facing }
  paintShoulder(stage, near.brush, { person: scene.people[1] ?? figure.person, ...place })
  return near
}

/** Behind a face we look at the window, if the prompt has one, else at a lamp. */
function focusOf({ scene, eye }: Stage, { lamps, view }: Backdrop): Point {
  if (view && scene.extras.has('window')) return view
  const lamp = lamps.find(({ radius }) => radius > 0)
  return lamp ? [(lamp.x * 2 + eye.x) / 3, lamp.y] : [eye.x, eye.y]
}
