import type { Place } from './places.ts'
import { linkedNode, titleOf, type Workflow } from './workflow.ts'

type Side = 'positive' | 'negative'

/** What the inputs are called that hold words, in text encoders and in the nodes that only hold a text. */
const textInputs = [
  'text',
  'prompt',
  'positive_prompt',
  'clip_l',
  't5xxl',
  'text_g',
  'text_l',
  'string',
  'value',
]
/** Through which a side of a sampler leads back to its words, beside the side itself. */
const passages = ['conditioning', 'conditioning_1', 'cond', ...textInputs]

/** Where the prompt goes: the named node, else one with a title that says so, else what feeds the positive side. */
export function textPlaces(workflow: Workflow, named: string | undefined): readonly Place[] {
  if (named !== undefined) {
    const places = trace({ workflow, side: 'positive' }, named)
    // Whatever it calls its words: the person said that they are there.
    return places.length > 0 ? places : firstText(workflow, named)
  }
  const unwanted = new Set(wordsOf(workflow, 'negative').map(({ node }) => node))
  const starts = [
    textNodes(workflow, /\b(prompt|positive)\b/i).flatMap((node) =>
      trace({ workflow, side: 'positive' }, node),
    ),
    wordsOf(workflow, 'positive'),
    textNodes(workflow, /./).flatMap((node) => trace({ workflow, side: 'positive' }, node)),
  ]
  for (const places of starts.map((found) => unique(found).filter(({ node }) => !unwanted.has(node)))) {
    // Words for two different nodes would be a guess; several inputs of one are the same words for two encoders.
    if (places.length > 0 && places.every(({ node }) => node === places[0]!.node)) return places
  }
  return []
}

function textNodes(workflow: Workflow, title: RegExp): string[] {
  return Object.entries(workflow)
    .filter(([, node]) => title.test(titleOf(node)) && !/negative/i.test(titleOf(node)))
    .filter(([, { class_type }]) => /text|prompt|string/i.test(class_type))
    .map(([id]) => id)
}

function wordsOf(workflow: Workflow, side: Side): Place[] {
  return Object.values(workflow).flatMap(({ inputs }) => {
    const linked = linkedNode(inputs[side])
    return linked === undefined ? [] : trace({ workflow, side }, linked)
  })
}

/** Back along the wires to the inputs that hold the words themselves. */
function trace(
  within: { readonly workflow: Workflow; readonly side: Side },
  id: string,
  seen: ReadonlySet<string> = new Set(),
): Place[] {
  const node = within.workflow[id]
  if (!node || seen.has(id)) return []
  const own = textInputs.filter((input) => typeof node.inputs[input] === 'string')
  if (own.length > 0) return own.map((input) => ({ node: id, input }))
  const before = new Set([...seen, id])
  for (const input of [within.side, ...passages]) {
    const linked = linkedNode(node.inputs[input])
    const places = linked === undefined ? [] : trace(within, linked, before)
    if (places.length > 0) return places
  }
  return []
}

function firstText(workflow: Workflow, node: string): Place[] {
  const inputs = Object.entries(workflow[node]?.inputs ?? {})
  const input = inputs.find(([, value]) => typeof value === 'string')?.[0]
  return input === undefined ? [] : [{ node, input }]
}

function unique(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.node}\n${place.input}`, place])).values()]
}
