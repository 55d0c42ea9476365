import { isChild, isMale } from '../reading/people.ts'
import type { Framing } from '../reading/framing.ts'
import { sets } from '../sets/index.ts'
import type { Backdrop } from '../sets/setting.ts'
import { paintInsert } from './insert.ts'
import { enlarge, paintBokeh } from './focus.ts'
import { paintMirror, paintPaper } from './surface.ts'
import { paintFigure, paintShoulder, paintStanding } from './person.ts'
import { createPlane, sheet, type Plane, type Sheet, type Stage } from './stage.ts'
import type { Point } from './strokes.ts'

export interface Composition {
  readonly planes: readonly Plane[]
  /** The weather falls in front of this many planes: outdoors in front of all, indoors behind the window. */
  readonly weatherAfter: number
}

interface Close {
  /** Height of the head, in parts of the frame's height and, at most, of its width. */
  readonly tall: number
  readonly wide: number
  /** Where the middle of the head is, from the top. */
  readonly y: number
  /** How much nearer the set is, and how far out of focus. */
  readonly zoom: number
  readonly blur: number
}

const closeness: Partial<Record<Framing, Close>> = {
  ECU: { tall: 0.95, wide: 1.5, y: 0.44, zoom: 2.2, blur: 2.4 },
  CU: { tall: 0.44, wide: 0.58, y: 0.4, zoom: 1.75, blur: 1.5 },
  MCU: { tall: 0.32, wide: 0.43, y: 0.36, zoom: 1.5, blur: 1.1 },
  MS: { tall: 0.21, wide: 0.31, y: 0.29, zoom: 1.3, blur: 0.7 },
  OTS: { tall: 0.27, wide: 0.38, y: 0.37, zoom: 1.5, blur: 1.2 },
}

interface Sheets {
  readonly back: Sheet
  readonly set: Sheet
  readonly front: Sheet
}

/** Paints the sheets of one picture, from the sky to what is close to the lens. */
export function compose(stage: Stage): Composition {
  const { scene } = stage
  if (scene.framing === 'INS') return { planes: finish(stage, paintInsert(stage)), weatherAfter: 0 }
  const sheets: Sheets = {
    back: createPlane(stage, 0.55),
    set: createPlane(stage, 1),
    front: createPlane(stage, 1.7),
  }
  const { back, set, front } = sheets
  const backdrop = sets[scene.setting](stage, { back: back.brush, set: set.brush, front: front.brush })
  if (backdrop.mirror) paintMirror(stage, { from: back, onto: set, mirror: backdrop.mirror })
  const close = closeness[scene.framing]
  const planes = close
    ? composeClose(stage, { sheets, backdrop, close })
    : scene.framing === 'FS'
      ? composeFull(stage, { sheets, backdrop })
      : composeWide(stage, { sheets, backdrop })
  return { planes: finish(stage, planes), weatherAfter: scene.inside ? 1 : planes.length }
}

/** What lies over every sheet: the tooth of the paper, and the stock of old pictures. */
function finish(stage: Stage, planes: readonly Sheet[]): Plane[] {
  const stock =
    stage.scene.mood === 'noir' ? 'grayscale(0.94)' : stage.scene.mood === 'memory' ? 'sepia(0.35)' : ''
  return planes.map((plane) => {
    paintPaper(stage, plane.brush, 0.055)
    if (!stock) return plane
    const aged = createPlane(stage, plane.depth)
    const { left, top } = sheet(stage)
    aged.brush.filter = stock
    aged.brush.drawImage(plane.canvas, left, top)
    return aged
  })
}

function composeWide(stage: Stage, { sheets, backdrop }: { sheets: Sheets; backdrop: Backdrop }): Sheet[] {
  const { scene, random } = stage
  const [first, second] = scene.people
  const chance = random.fork('turn').chance(0.5) ? 1 : -1
  const facing = second ? towards(backdrop.mark.x, backdrop.beside.x) : chance
  if (second)
    paintStanding(stage, sheets.set.brush, { person: second, ...backdrop.beside, facing: opposite(facing) })
  if (first)
    paintStanding(stage, sheets.set.brush, {
      person: first,
      ...backdrop.mark,
      facing,
      umbrella: scene.umbrella,
    })
  return [sheets.back, sheets.set, sheets.front]
}

/** From head to foot: nearer than the set has its mark, so the set comes a little nearer too. */
function composeFull(stage: Stage, { sheets, backdrop }: { sheets: Sheets; backdrop: Backdrop }): Sheet[] {
  const { scene, width, height, unit, random } = stage
  const wide = width > height
  const view = {
    zoom: 1.22,
    blur: unit * 0.16,
    focus: [backdrop.mark.x, height * 0.5] as const,
    to: [width * 0.5, height * 0.48] as const,
  }
  const planes = [sheets.back, sheets.set].map((plane) => enlarge(stage, plane, view))
  const people = createPlane(stage, 1)
  const tall = height * (wide ? 0.66 : 0.54)
  const feet = height * (wide ? 0.86 : 0.785)
  const [first, second] = scene.people
  const facing = random.fork('turn').chance(0.5) ? 1 : -1
  const x = width * (0.5 + random.fork('place').between(-0.05, 0.05))
  const apart = second ? tall * 0.19 : 0
  if (second)
    paintStanding(stage, people.brush, {
      person: second,
      x: x + facing * apart,
      feet: feet - unit,
      tall: tall * 1.02,
      facing: opposite(facing),
    })
  if (first)
    paintStanding(stage, people.brush, {
      person: first,
      x: x - facing * apart,
      feet,
      tall,
      facing,
      umbrella: scene.umbrella,
    })
  return [...planes, people]
}

function composeClose(
  stage: Stage,
  { sheets, backdrop, close }: { sheets: Sheets; backdrop: Backdrop; close: Close },
): Sheet[] {
  const { scene, width, height, unit, lightSide } = stage
  const head = Math.min(close.tall * height, close.wide * width)
  paintBokeh(stage, sheets.set.brush, backdrop.lamps)
  const view = {
    zoom: close.zoom,
    blur: close.blur * unit,
    focus: focusOf(stage, backdrop),
    to: [width * (0.5 + lightSide * (width > height ? 0.24 : 0.26)), height * 0.33] as const,
  }
  const planes = [sheets.back, sheets.set].map((plane) => enlarge(stage, plane, view))
  const people = createPlane(stage, 1)
  const side = stage.random.fork('side').chance(0.5) ? 1 : -1
  const y = close.y * height
  const [first, second] = scene.people
  if (!first) return planes
  const holds = scene.framing === 'MS' || scene.framing === 'MCU' ? scene.object : undefined
  if (scene.framing === 'OTS') {
    paintFigure(stage, people.brush, {
      person: first,
      x: width * (0.5 + side * 0.12),
      y,
      head,
      facing: opposite(side),
    })
    const near = createPlane(stage, 1.5)
    paintShoulder(stage, near.brush, {
      person: second ?? first,
      x: width * (0.5 - side * 0.4),
      y: height * 0.5,
      head: head * 1.25,
      facing: side,
    })
    return [...planes, people, near]
  }
  if (second && scene.framing !== 'ECU' && scene.framing !== 'CU') {
    const size = Math.min(head, width * 0.27)
    const apart = Math.max(size * 0.95, width * 0.16)
    const higher = size * (isChild(second) ? -0.9 : isMale(second) && !isMale(first) ? 0.28 : 0)
    paintFigure(stage, people.brush, {
      person: second,
      x: width / 2 + side * apart,
      y: y - higher,
      head: size,
      facing: opposite(side),
    })
    paintFigure(stage, people.brush, {
      person: first,
      x: width / 2 - side * apart,
      y,
      head: size,
      facing: side,
      holds,
    })
  } else {
    const x = width * (0.5 + stage.random.fork('place').between(-0.06, 0.06) - lightSide * 0.03)
    paintFigure(stage, people.brush, {
      person: first,
      x,
      y,
      head,
      facing: side,
      holds,
      umbrella: scene.umbrella && !holds && scene.framing !== 'ECU',
    })
  }
  return [...planes, people]
}

/** Behind a face we look at the window, if the prompt has one, else at a lamp. */
function focusOf({ scene, eye }: Stage, { lamps, view }: Backdrop): Point {
  if (view && scene.extras.has('window')) return view
  const lamp = lamps.find(({ radius }) => radius > 0)
  return lamp ? [(lamp.x * 2 + eye.x) / 3, lamp.y] : [eye.x, eye.y]
}

function towards(from: number, to: number): -1 | 1 {
  return to > from ? 1 : -1
}

function opposite(side: -1 | 1): -1 | 1 {
  return side === 1 ? -1 : 1
}
