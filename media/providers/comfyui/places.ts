import { textPlaces } from './prompt-place.ts'
import { titleOf, unusable, type Workflow, type WorkflowNode } from './workflow.ts'

/** One input of one node. */
export interface Place {
  readonly node: string
  readonly input: string
}

/** Where a workflow takes what we send. A kind that stands as a placeholder somewhere has no places. */
export interface Places {
  readonly prompt: readonly Place[]
  readonly image: readonly Place[]
  readonly lastFrame: readonly Place[]
  readonly seed: readonly Place[]
  /** Nodes with a width and a height. */
  readonly size: readonly string[]
  /** In frames, and how many of them make a second. */
  readonly length?: { readonly places: readonly Place[]; readonly fps: number }
  readonly placeholders: ReadonlySet<string>
}

export const placeholder = /\{\{\s*(prompt|image|last_frame|seed|width|height|seconds|frames)\s*\}\}/g

type Values = Readonly<Record<string, string>>

/** By the names in Settings, by placeholder, by title, and at last by what the nodes are and how they are wired. */
export function findPlaces(workflow: Workflow, values: Values): Places {
  const placeholders = findPlaceholders(workflow)
  const unless = <T>(name: string, find: () => readonly T[]) => (placeholders.has(name) ? [] : find())
  const named = (name: string) => namedNode(workflow, values[name] ?? '')
  const length = placeholders.has('frames') || placeholders.has('seconds') ? undefined : findLength(workflow)
  const lastFrames = picturesOf(workflow).filter(({ node }) => isLast(workflow[node]!))
  return {
    prompt: unless('prompt', () => textPlaces(workflow, named('promptNode'))),
    image: unless('image', () => findImage(workflow, named('imageNode'))),
    lastFrame: unless('last_frame', () => lastFrames),
    seed: unless('seed', () => findSeeds(workflow, named('seedNode'))),
    size: placeholders.has('width') || placeholders.has('height') ? [] : findSizes(workflow),
    ...(length && { length }),
    placeholders,
  }
}

function findPlaceholders(workflow: Workflow): ReadonlySet<string> {
  const text = JSON.stringify(Object.values(workflow).map(({ inputs }) => inputs))
  return new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))
}

/** By its number or its title. A name that fits no node is a slip that must not pass in silence. */
function namedNode(workflow: Workflow, name: string): string | undefined {
  const wanted = name.trim().toLowerCase()
  if (wanted === '') return undefined
  const found = Object.entries(workflow).find(
    ([id, node]) => id === wanted || titleOf(node).toLowerCase() === wanted,
  )
  if (!found) throw unusable(`the workflow has no node “${name.trim()}”, which Settings name`)
  return found[0]
}

const inputsThat = (workflow: Workflow, fits: (node: WorkflowNode, input: string) => boolean): Place[] =>
  Object.entries(workflow).flatMap(([node, content]) =>
    Object.keys(content.inputs)
      .filter((input) => fits(content, input))
      .map((input) => ({ node, input })),
  )

const picturesOf = (workflow: Workflow) =>
  inputsThat(
    workflow,
    ({ class_type, inputs }, input) =>
      /load.*image/i.test(class_type) && input === 'image' && typeof inputs[input] === 'string',
  )

const isLast = (node: WorkflowNode) => /\b(last|end)\b/i.test(titleOf(node))
const isFirst = (node: WorkflowNode) => /\b(first|start|input)\b/i.test(titleOf(node))

function findImage(workflow: Workflow, named: string | undefined): readonly Place[] {
  if (named !== undefined) return [{ node: named, input: 'image' }]
  const pictures = picturesOf(workflow).filter(({ node }) => !isLast(workflow[node]!))
  const first = pictures.filter(({ node }) => isFirst(workflow[node]!))
  if (first.length > 0) return first
  return pictures.length === 1 ? pictures : []
}

function findSeeds(workflow: Workflow, named: string | undefined): readonly Place[] {
  return inputsThat(
    workflow,
    ({ inputs }, input) => /^(noise_)?seed$/.test(input) && typeof inputs[input] === 'number',
  ).filter(({ node }) => named === undefined || node === named)
}

const makesFrames = ({ class_type }: WorkflowNode) => /latent|tovideo|i2v|t2v|video/i.test(class_type)
const isNumber = ({ inputs }: WorkflowNode, name: string) => typeof inputs[name] === 'number'

function findSizes(workflow: Workflow): readonly string[] {
  return Object.entries(workflow)
    .filter(([, node]) => makesFrames(node) && isNumber(node, 'width') && isNumber(node, 'height'))
    .map(([id]) => id)
}

/** A number of frames is a length only where the frames of a second are known. */
function findLength(workflow: Workflow): Places['length'] {
  const places = inputsThat(
    workflow,
    (node, input) =>
      makesFrames(node) && /^(length|num_frames|frames|frames_number)$/.test(input) && isNumber(node, input),
  )
  const [rate] = inputsThat(
    workflow,
    (node, input) => /^(fps|frame_rate)$/.test(input) && isNumber(node, input),
  )
  const fps = rate ? Number(workflow[rate.node]?.inputs[rate.input]) : 0
  return places.length > 0 && fps > 0 ? { places, fps } : undefined
}
