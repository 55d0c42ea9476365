import { describe, expect, it } from 'vitest'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import {
  fittingPort,
  insertOnWire,
  join,
  moveConnection,
  rejoin,
  removeAndRejoin,
  removeNodes,
} from './edits.ts'
import { nodesOf } from './test-core.ts'

/** `wire('still.image', 'motion.image')`, or a document with such wires: 'still.image > motion.image'. */
function workflow(types: Readonly<Record<string, string>>, ...wires: string[]): WorkflowDocument {
  return {
    ...emptyDocument(),
    nodes: nodesOf(types),
    connections: wires.map((wire, index) => {
      const [from, to] = wire.split(' > ').map(end) as [ReturnType<typeof end>, ReturnType<typeof end>]
      return { id: `w${index + 1}`, from, to }
    }),
  }
}

function end(text: string) {
  const [node, port] = text.split('.') as [string, string]
  return { node, port }
}

function wiresOf({ connections }: WorkflowDocument): string[] {
  return connections.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`)
}

const clips = {
  a: 'image-to-video',
  b: 'image-to-video',
  c: 'image-to-video',
  film: 'video-stitcher',
}

describe('connecting', () => {
  it('puts a third clip at the end', () => {
    const two = workflow(clips, 'a.video > film.clips', 'b.video > film.clips')
    const joined = join(two, end('c.video'), end('film.clips'))
    expect('document' in joined && wiresOf(joined.document).at(-1)).toBe('c.video > film.clips')
  })

  it('gives up the wire that a single input had', () => {
    const types = { p: 'prompt', q: 'prompt', still: 'text-to-image' }
    const one = workflow(types, 'p.text > still.prompt')
    const joined = join(one, end('q.text'), end('still.prompt'))
    expect(joined).toMatchObject({ replaced: { id: 'w1' } })
    expect('document' in joined && wiresOf(joined.document)).toEqual(['q.text > still.prompt'])
  })

  it('keeps a clip in its place when its source is changed', () => {
    const two = workflow(clips, 'a.video > film.clips', 'b.video > film.clips')
    const moved = rejoin(two, 'w1', { from: end('c.video'), to: end('film.clips') })
    expect('document' in moved && wiresOf(moved.document)).toEqual([
      'c.video > film.clips',
      'b.video > film.clips',
    ])
  })

  it('refuses to move a wire into a loop and changes nothing', () => {
    const types = { x: 'video-stitcher', y: 'video-stitcher', a: 'image-to-video' }
    const loopless = workflow(types, 'a.video > x.clips', 'x.video > y.clips')
    expect(rejoin(loopless, 'w1', { from: end('y.video'), to: end('x.clips') })).toMatchObject({
      refusal: { code: 'loop' },
    })
  })

  it('looks for a free input before it replaces one', () => {
    const types = { p: 'prompt', q: 'prompt', motion: 'image-to-video', still: 'text-to-image' }
    const document = workflow(types, 'p.text > still.prompt')
    expect(fittingPort(document, 'motion', { from: end('q.text') })).toBe('prompt')
    expect(fittingPort(document, 'still', { from: end('q.text') })).toBe('prompt')
    expect(fittingPort(document, 'motion', { from: end('motion.video') })).toBeUndefined()
  })
})

describe('the order of clips', () => {
  const three = workflow(
    { ...clips, p: 'prompt', still: 'text-to-image' },
    'a.video > film.clips',
    'p.text > still.prompt',
    'b.video > film.clips',
    'c.video > film.clips',
  )
  const order = (document: WorkflowDocument) =>
    wiresOf(document)
      .filter((wire) => wire.endsWith('film.clips'))
      .map((wire) => wire[0])

  it('changes by one place, past the wires of other ports', () => {
    expect(order(moveConnection(three, 'w3', -1))).toEqual(['b', 'a', 'c'])
    expect(order(moveConnection(three, 'w1', 1))).toEqual(['b', 'a', 'c'])
  })

  it('stays as it is at both ends', () => {
    expect(moveConnection(three, 'w1', -1)).toBe(three)
    expect(moveConnection(three, 'w4', 1)).toBe(three)
  })
})

describe('removing', () => {
  it('takes the wires of a node along', () => {
    const document = workflow(clips, 'a.video > film.clips', 'b.video > film.clips')
    expect(wiresOf(removeNodes(document, ['a']))).toEqual(['b.video > film.clips'])
  })

  it('joins the neighbours where the types fit, in the same place', () => {
    const types = {
      a: 'image-to-video',
      b: 'image-to-video',
      middle: 'video-stitcher',
      film: 'video-stitcher',
    }
    const document = workflow(
      types,
      'a.video > middle.clips',
      'middle.video > film.clips',
      'b.video > film.clips',
    )
    const without = removeAndRejoin(document, ['middle'])
    expect(wiresOf(without)).toEqual(['a.video > film.clips', 'b.video > film.clips'])
    expect(without.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'film'])
  })

  it('merely removes where they do not', () => {
    const types = { p: 'prompt', still: 'text-to-image', motion: 'image-to-video' }
    const document = workflow(types, 'p.text > still.prompt', 'still.image > motion.image')
    expect(wiresOf(removeAndRejoin(document, ['still']))).toEqual([])
  })
})

describe('putting a node into a wire', () => {
  it('keeps the place of the wire among the clips', () => {
    const types = { ...clips, middle: 'video-stitcher' }
    const document = workflow(types, 'a.video > film.clips', 'b.video > film.clips')
    expect(wiresOf(insertOnWire(document, 'middle', 'w1'))).toEqual([
      'middle.video > film.clips',
      'b.video > film.clips',
      'a.video > middle.clips',
    ])
  })

  it('leaves the wire alone when the node does not fit', () => {
    const document = workflow({ ...clips, p: 'prompt' }, 'a.video > film.clips')
    expect(insertOnWire(document, 'p', 'w1')).toBe(document)
  })
})
