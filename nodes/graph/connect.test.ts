import { expect, it } from 'vitest'
import { canConnect } from './connect.ts'
import { emptyDocument, type WorkflowDocument } from './document.ts'

const ids = { p: 'prompt', i: 'text-to-image', v: 'image-to-video', w: 'image-to-video', s: 'video-stitcher' }

function workflow(...wires: [string, string][]): WorkflowDocument {
  return {
    ...emptyDocument(),
    nodes: Object.entries(ids).map(([id, type]) => ({
      id,
      type,
      version: 1,
      title: '',
      position: { x: 0, y: 0 },
      params: {},
    })),
    connections: wires.map(([from, to]) => ({ id: `${from}>${to}`, from: end(from), to: end(to) })),
  }
}

function end(text: string) {
  const [node, port] = text.split('.') as [string, string]
  return { node, port }
}

const ask = (document: WorkflowDocument, from: string, to: string) => canConnect(document, end(from), end(to))

it('joins ports of one type', () => {
  expect(ask(workflow(), 'p.text', 'i.prompt')).toEqual({ ok: true })
})

it('names the node that would turn words into a picture', () => {
  expect(ask(workflow(), 'p.text', 'v.image')).toEqual({
    ok: false,
    refusal: {
      code: 'different_type',
      from: 'text',
      to: 'image',
      bridge: { type: 'text-to-image', input: 'prompt', output: 'image' },
    },
  })
})

it.each([
  ['p.text', 'i.references', 'text-to-image'],
  ['p.text', 's.clips', 'text-to-video'],
  ['v.video', 'w.image', 'last-frame'],
  ['v.video', 'w.last', 'last-frame'],
])('would bridge %s and %s with %s', (from, to, type) => {
  expect(ask(workflow(), from, to)).toMatchObject({ refusal: { code: 'different_type', bridge: { type } } })
})

it('offers nothing in between when no node type could stand there', () => {
  expect(ask(workflow(), 's.video', 'i.prompt')).toMatchObject({
    ok: false,
    refusal: { code: 'different_type' },
  })
  expect(ask(workflow(), 's.video', 'i.prompt')).not.toHaveProperty('refusal.bridge')
})

it('replaces the wire of a port that takes one', () => {
  const document = workflow(['i.image', 'v.image'])
  const second = { ...document, nodes: [...document.nodes, { ...document.nodes[1]!, id: 'i2' }] }
  expect(ask(second, 'i2.image', 'v.image')).toMatchObject({ ok: true, replaces: { id: 'i.image>v.image' } })
})

it('adds to a port that takes many', () => {
  expect(ask(workflow(['v.video', 's.clips']), 'w.video', 's.clips')).toEqual({ ok: true })
})

it('refuses the same wire twice, a node into itself and a port that is not there', () => {
  expect(ask(workflow(['v.video', 's.clips']), 'v.video', 's.clips')).toMatchObject({
    refusal: { code: 'already_connected' },
  })
  expect(ask(workflow(), 'v.video', 'v.image')).toMatchObject({ refusal: { code: 'same_node' } })
  expect(ask(workflow(), 'v.sound', 's.clips')).toMatchObject({ refusal: { code: 'unknown_port' } })
})

it('refuses a loop, however long', () => {
  const document = workflow(['p.text', 'i.prompt'], ['i.image', 'v.image'], ['v.video', 's.clips'])
  const longer = {
    ...document,
    nodes: [...document.nodes, { ...document.nodes[4]!, id: 's2' }],
    connections: [...document.connections, { id: 'x', from: end('s.video'), to: end('s2.clips') }],
  }
  expect(ask(longer, 's2.video', 's.clips')).toEqual({
    ok: false,
    refusal: { code: 'loop', from: 's2', to: 's' },
  })
})
