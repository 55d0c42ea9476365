import { describe, expect, it } from 'vitest'
import { planRun } from '../engine/plan.ts'
import { emptyDocument, type Connection, type WorkflowDocument } from '../graph/document.ts'
import { sampleWorkflow } from '../sample.ts'
import { fanOut, type FanOut } from './fan-out.ts'
import type { Item } from './item.ts'

const sample = sampleWorkflow('en').document

function fan(document: WorkflowDocument, order: Omit<FanOut, 'newId'>) {
  let count = 0
  return fanOut(document, { ...order, newId: () => `new-${++count}` })
}

const prompts = (...words: string[]): Item[] => words.map((prompt) => ({ prompt }))
const nodeOf = (document: WorkflowDocument, id: string) => document.nodes.find((node) => node.id === id)!
const into = (document: WorkflowDocument, node: string, port: string) =>
  document.connections.filter(({ to }) => to.node === node && to.port === port).map(({ from }) => from.node)
const titles = (document: WorkflowDocument, ids: readonly string[]) =>
  ids.map((id) => nodeOf(document, id).title)

describe('a prompt with three lines', () => {
  const { document, added } = fan(sample, { nodeId: 'shot-1', items: prompts('rain', 'snow', 'wind') })

  it('becomes three shots, the first of which is the one that was there', () => {
    expect(nodeOf(document, 'shot-1').params).toEqual({ text: 'rain' })
    expect(titles(document, added)).toEqual([
      'Shot 2',
      'Still 2',
      'Motion 2',
      'Shot 3',
      'Still 3',
      'Motion 3',
    ])
    expect(nodeOf(document, added[0]!).params).toEqual({ text: 'snow' })
    expect(nodeOf(document, added[3]!).params).toEqual({ text: 'wind' })
    expect(nodeOf(document, added[4]!).params).toEqual({ shot: 3 })
  })

  it('feeds the same film, in order, behind the shot and before the next one', () => {
    expect(into(document, 'film', 'clips')).toEqual(['motion-1', added[2], added[5], 'motion-2', 'motion-3'])
    expect(document.nodes.filter(({ type }) => type === 'video-stitcher')).toHaveLength(1)
  })

  it('wires each shot as the first one is', () => {
    const [shot, still, motion] = added as [string, string, string]
    expect(into(document, still, 'prompt')).toEqual([shot])
    expect(into(document, motion, 'image')).toEqual([still])
    expect(into(document, motion, 'prompt')).toEqual([shot])
  })

  it('can be run as it is', () => {
    const { rows } = planRun(document, { kind: 'all' }, { takesOf: () => [], isMissing: () => false })
    expect(rows.map(({ action }) => action)).toEqual(rows.map(() => 'run'))
  })

  it('gives every node and connection an id of its own', () => {
    for (const list of [document.nodes, document.connections]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    }
  })

  it('covers no other node', () => {
    const boxes = document.nodes.map(({ id, position }) => ({ id, ...position }))
    const over = boxes.flatMap((a, at) =>
      boxes
        .slice(at + 1)
        .filter((b) => Math.abs(a.x - b.x) < 240 && Math.abs(a.y - b.y) < 400)
        .map((b) => [a.id, b.id]),
    )
    expect(over).toEqual([])
  })
})

it('leaves alone what was there, but for the values of the first item', () => {
  const { document } = fan(sample, { nodeId: 'shot-2', items: prompts('rain', 'snow') })
  const before = sample.nodes.filter(({ id }) => id !== 'shot-2')
  expect(document.nodes.filter((node) => before.some(({ id }) => id === node.id))).toEqual(before)
  const wires = (list: readonly Connection[]) => list.map(({ id }) => id).toSorted()
  expect(wires(document.connections)).toEqual(expect.arrayContaining(wires(sample.connections)))
})

it('lets a maker say its own words in place of those that flowed in', () => {
  const { document, added } = fan(sample, { nodeId: 'still-1', items: prompts('rain', 'snow') })
  expect(added).toHaveLength(2)
  expect(into(document, 'still-1', 'prompt')).toEqual([])
  expect(nodeOf(document, 'still-1').params).toMatchObject({ prompt: 'rain' })
  expect(nodeOf(document, added[0]!).params).toMatchObject({ prompt: 'snow' })
  // The motion's words are not part of the item: all of them share the prompt that is there.
  expect(into(document, added[1]!, 'prompt')).toEqual(['shot-1'])
})

it('gives each node the params that it has', () => {
  const params = { seconds: 5, aspect: '1:1', seed: 7, model: 'acme/clip', sound: true }
  const { document, added } = fan(sample, { nodeId: 'shot-1', items: [{}, { params }] })
  expect(added.map((id) => nodeOf(document, id).params)).toEqual([
    nodeOf(sample, 'shot-1').params,
    { shot: 2, aspect: '1:1', seed: 7 },
    { seconds: 5, aspect: '1:1', seed: 7, model: 'acme/clip', sound: true },
  ])
})

it('puts pictures on Media nodes, and words on what stands behind', () => {
  const node = (id: string, type: string) => ({
    id,
    type,
    version: 1,
    title: '',
    position: { x: 0, y: 0 },
    params: {},
  })
  const document = {
    ...emptyDocument(),
    nodes: [node('m', 'media'), node('v', 'image-to-video')],
    connections: [{ id: 'c', from: { node: 'm', port: 'image' }, to: { node: 'v', port: 'image' } }],
  }
  const picture = (letter: string) => ({ id: letter.repeat(64), kind: 'image' }) as const
  const items = [
    { media: picture('a'), prompt: 'she turns', title: 'Turn' },
    { media: picture('b'), prompt: 'he waits', title: 'Wait' },
  ]
  const nameOf = ({ type }: { type: string }) => type
  const fanned = fan(document, { nodeId: 'm', items, nameOf })
  expect(fanned.document.nodes.map(({ title, params }) => [title, params])).toEqual([
    ['Turn', { mediaId: 'a'.repeat(64), kind: 'image' }],
    ['image-to-video · Turn', { prompt: 'she turns' }],
    ['Wait', { mediaId: 'b'.repeat(64), kind: 'image' }],
    ['image-to-video · Wait', { prompt: 'he waits' }],
  ])
})

it('does not hand takes that were chosen or kept to copies', () => {
  const chosenTake = { mediaId: 'a'.repeat(64), at: 1 }
  const nodes = sample.nodes.map((node) =>
    node.id === 'still-1' ? { ...node, chosenTake, kept: true } : node,
  )
  const { document, added } = fan({ ...sample, nodes }, { nodeId: 'shot-1', items: prompts('rain', 'snow') })
  expect(nodeOf(document, 'still-1')).toMatchObject({ chosenTake, kept: true })
  expect(nodeOf(document, added[1]!)).not.toHaveProperty('chosenTake')
  expect(nodeOf(document, added[1]!)).not.toHaveProperty('kept')
})

describe('a list that is too long', () => {
  it('is refused before anything is made', () => {
    const items = Array.from({ length: 501 }, () => ({}))
    expect(() => fan(sample, { nodeId: 'shot-1', items })).toThrow('501 entries, and 500 is the most')
  })

  it('is measured by what a workflow can hold', () => {
    const filler = Array.from({ length: 9_990 - sample.nodes.length }, (_, at) => ({
      ...nodeOf(sample, 'note'),
      id: `filler-${at}`,
    }))
    const full = { ...sample, nodes: [...sample.nodes, ...filler] }
    // Ten places are left, and each further shot takes three.
    expect(fan(full, { nodeId: 'shot-1', items: prompts('a', 'b', 'c', 'd') }).added).toHaveLength(9)
    const five = { nodeId: 'shot-1', items: prompts('a', 'b', 'c', 'd', 'e') }
    expect(() => fan(full, five)).toThrow('5 entries, and 4 is the most')
  })
})

it('does nothing without items and says so without the node', () => {
  expect(fan(sample, { nodeId: 'shot-1', items: [] })).toEqual({ document: sample, added: [] })
  expect(() => fan(sample, { nodeId: 'gone', items: prompts('a') })).toThrow('is not here any more')
})

it('makes five hundred shots', () => {
  const items = Array.from({ length: 500 }, (_, at) => ({ prompt: `shot ${at}` }))
  const { document } = fan(sample, { nodeId: 'shot-1', items })
  expect(document.nodes).toHaveLength(sample.nodes.length + 499 * 3)
  expect(into(document, 'film', 'clips')).toHaveLength(502)
})
