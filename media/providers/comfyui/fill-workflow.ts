import type { Aspect } from '../../../nodes/models.ts'
import type { Order } from '../remote.ts'
import { placeholder, type Place, type Places } from './places.ts'
import { unusable, type Workflow } from './workflow.ts'

type Inputs = Record<string, unknown>

/** The workflow with an order in its places. Throws where it has none for something that cannot be left out. */
export function fillWorkflow(workflow: Workflow, places: Places, order: Order): Workflow {
  requirePlaces(places, order)
  const { prompt, firstFrame, lastFrame, settings } = order
  const words = wordsFor(order)
  // Placeholders first: a prompt may itself hold what looks like one.
  const filled = Object.fromEntries(
    Object.entries(workflow).map(([id, node]) => [
      id,
      { ...node, inputs: replaceIn(node.inputs, words) as Inputs },
    ]),
  )
  const put = (where: readonly Place[], value: unknown) => {
    if (value === undefined) return
    for (const { node, input } of where) filled[node]!.inputs[input] = value
  }
  put(places.prompt, prompt)
  put(places.image, firstFrame)
  put(places.lastFrame, lastFrame)
  put(places.seed, settings.seed)
  for (const node of places.size) {
    const { inputs } = filled[node]!
    Object.assign(
      inputs,
      sizeFor(settings.aspect, { width: Number(inputs['width']), height: Number(inputs['height']) }),
    )
  }
  if (places.length && settings.seconds !== undefined) {
    const { places: where, fps } = places.length
    for (const place of where) {
      const usual = Number(filled[place.node]!.inputs[place.input])
      put([place], framesFor(settings.seconds * fps, usual))
    }
  }
  return filled
}

function requirePlaces({ prompt, image, placeholders }: Places, { mode }: Order): void {
  const how = (name: string) => `Write {{${name}}} into its input, or name the node in Settings`
  if (prompt.length === 0 && !placeholders.has('prompt')) {
    throw unusable(`it is not clear which node of the workflow takes the prompt. ${how('prompt')}`)
  }
  if (mode === 'image-to-video' && image.length === 0 && !placeholders.has('image')) {
    throw unusable(`it is not clear which node of the workflow takes the first frame. ${how('image')}`)
  }
}

/** For workflows that say nothing about size or rate. */
const usualSize = { width: 720, height: 1280 }
const USUAL_FPS = 24

function wordsFor({
  prompt,
  firstFrame,
  lastFrame,
  settings,
}: Order): Readonly<Record<string, string | number | undefined>> {
  const { seed, seconds, aspect } = settings
  const frames = seconds === undefined ? undefined : framesFor(seconds * USUAL_FPS, 9)
  const named = { prompt, image: firstFrame, last_frame: lastFrame, seed, seconds, frames }
  return { ...named, ...sizeFor(aspect, usualSize) }
}

function replaceIn(value: unknown, words: Readonly<Record<string, string | number | undefined>>): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, words))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaceIn(item, words)]))
  }
  if (typeof value !== 'string') return value
  const [match] = value.matchAll(placeholder)
  // Alone in its input it keeps its type: a width is a number.
  if (match && match[0] === value.trim()) return words[match[1]!] ?? ''
  return value.replace(placeholder, (_, name: string) => String(words[name] ?? ''))
}

/** As many pixels as the workflow is made for, in the shape that is asked. */
export function sizeFor(aspect: Aspect, own: { width: number; height: number }) {
  const [across = 1, down = 1] = aspect.split(':').map(Number)
  const wanted = across / down
  const isNear = (ratio: number) => Math.abs(Math.log(ratio / wanted)) < 0.1
  if (isNear(own.width / own.height)) return own
  if (isNear(own.height / own.width)) return { width: own.height, height: own.width }
  // Most video models work in blocks of 32 pixels.
  const inBlocks = (side: number) => Math.max(32, Math.round(side / 32) * 32)
  const height = Math.sqrt((own.width * own.height) / wanted)
  return { width: inBlocks(height * wanted), height: inBlocks(height) }
}

/** Video models want one frame more than a multiple of 8 or 4; the workflow's own number shows which. */
export function framesFor(frames: number, usual: number): number {
  const step = [8, 4].find((step) => usual % step === 1)
  return step === undefined
    ? Math.max(1, Math.round(frames))
    : Math.max(1, Math.round(frames / step)) * step + 1
}
