import { sets } from '../sets/index.ts'
import type { PaintedSet } from '../sets/setting.ts'
import { paintCloseUp } from './close.ts'
import { enlarge } from './focus.ts'
import { paintInsert } from './insert.ts'
import { paintStanding } from './person.ts'
import { createPlane, opposite, sheet, type Plane, type Sheet, type Stage } from './stage.ts'
import { paintMirror, paintPaper } from './surface.ts'

export interface Composition {
  readonly planes: readonly Plane[]
  /** The weather falls in front of this many planes: outdoors in front of all, indoors behind the window. */
  readonly weatherAfter: number
}

/** Paints the sheets of one picture, from the sky to what is close to the lens. */
export async function compose(stage: Stage): Promise<Composition> {
  const { scene } = stage
  if (scene.framing === 'INS') return { planes: finish(stage, paintInsert(stage)), weatherAfter: 0 }
  const sheets = paintSet(stage)
  await breathe()
  const planes = paintFraming(stage, sheets)
  await breathe()
  return { planes: finish(stage, planes), weatherAfter: scene.inside ? 1 : planes.length }
}

function paintSet(stage: Stage): PaintedSet {
  const back = createPlane(stage, 0.55)
  const set = createPlane(stage, 1)
  const front = createPlane(stage, 1.7)
  const brushes = { back: back.brush, set: set.brush, front: front.brush }
  const backdrop = sets[stage.scene.setting](stage, brushes)
  if (backdrop.mirror) paintMirror(stage, { from: back, onto: set, mirror: backdrop.mirror })
  return { back, set, front, backdrop }
}

function paintFraming(stage: Stage, sheets: PaintedSet): Sheet[] {
  switch (stage.scene.framing) {
    case 'WS':
    case 'EWS':
      return paintWide(stage, sheets)
    case 'FS':
      return paintFull(stage, sheets)
    case 'ECU':
    case 'CU':
    case 'MCU':
    case 'MS':
    case 'OTS':
    case 'INS':
      return paintCloseUp(stage, sheets)
  }
}

function paintWide(stage: Stage, { back, set, front, backdrop }: PaintedSet): Sheet[] {
  const { people, umbrella } = stage.scene
  const { mark, beside } = backdrop
  const [first, second] = people
  const chance = stage.random.fork('turn').chance(0.5) ? 1 : -1
  const facing = !second ? chance : beside.x > mark.x ? 1 : -1
  if (second) paintStanding(stage, set.brush, { ...beside, person: second, facing: opposite(facing) })
  if (first) paintStanding(stage, set.brush, { ...mark, person: first, facing, umbrella })
  return [back, set, front]
}

/** From head to foot: nearer than the set has its mark, so the set comes a little nearer too. */
function paintFull(stage: Stage, { back, set, backdrop }: PaintedSet): Sheet[] {
  const { scene, width, height, unit, random } = stage
  const portrait = height > width * 1.15
  const view = {
    zoom: 1.22,
    blur: unit * 0.16,
    focus: [backdrop.mark.x, height * 0.5],
    to: [width * 0.5, height * 0.48],
  } as const
  const people = createPlane(stage, 1)
  const tall = height * (portrait ? 0.54 : 0.62)
  const feet = height * (portrait ? 0.785 : 0.79)
  const facing = random.fork('turn').chance(0.5) ? 1 : -1
  const x = width * (0.5 + random.fork('place').between(-0.05, 0.05))
  const [first, second] = scene.people
  const apart = second ? tall * 0.19 * facing : 0
  if (second) {
    const place = { x: x + apart, feet: feet - unit, tall: tall * 1.02, facing: opposite(facing) }
    paintStanding(stage, people.brush, { person: second, ...place })
  }
  if (first) {
    const place = { x: x - apart, feet, tall, facing, umbrella: scene.umbrella } as const
    paintStanding(stage, people.brush, { person: first, ...place })
  }
  return [enlarge(stage, back, view), enlarge(stage, set, view), people]
}

/** What lies over every sheet: the tooth of the paper, and the stock of old pictures. */
function finish(stage: Stage, planes: readonly Sheet[]): Plane[] {
  const { mood } = stage.scene
  const stock = mood === 'noir' ? 'grayscale(0.94)' : mood === 'memory' ? 'sepia(0.35)' : undefined
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

/** Lets the rest of the app have a turn: a picture takes a quarter of a second. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
