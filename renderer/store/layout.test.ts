import { expect, it } from 'vitest'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { sampleWorkflow } from '../../nodes/sample.ts'
import { freePlace, freeTitle } from './placing.ts'
import { storyOrder } from './story-order.ts'
import { nodesOf } from './test-core.ts'
import { tidy } from './tidy.ts'
import { moveNodes } from './edits.ts'

const size = { width: 240, height: 300 }
const sizeOf = () => size

function overlaps({ nodes }: WorkflowDocument): string[] {
  return nodes.flatMap((a, index) =>
    nodes
      .slice(index + 1)
      .filter(
        (b) =>
          Math.abs(a.position.x - b.position.x) < size.width &&
          Math.abs(a.position.y - b.position.y) < size.height,
      )
      .map((b) => `${a.id} and ${b.id}`),
  )
}

/** Ten shots of a prompt, a still and a clip each, all in one film; every card on the same spot. */
function pile(): WorkflowDocument {
  const shots = Array.from({ length: 10 }, (_, index) => index)
  return {
    ...emptyDocument(),
    nodes: [
      ...shots.flatMap((n) =>
        nodesOf({ [`p${n}`]: 'prompt', [`s${n}`]: 'text-to-image', [`m${n}`]: 'image-to-video' }),
      ),
      ...nodesOf({ film: 'video-stitcher', note: 'note' }),
    ].map((node) => ({ ...node, position: { x: 100, y: 50 } })),
    connections: shots.flatMap((n) => [
      { id: `a${n}`, from: { node: `p${n}`, port: 'text' }, to: { node: `s${n}`, port: 'prompt' } },
      { id: `b${n}`, from: { node: `s${n}`, port: 'image' }, to: { node: `m${n}`, port: 'image' } },
      { id: `c${n}`, from: { node: `m${n}`, port: 'video' }, to: { node: 'film', port: 'clips' } },
    ]),
  }
}

it('lays out a heap of cards from left to right, none over another', () => {
  const heap = pile()
  const tidied = moveNodes(heap, tidy(heap, sizeOf))
  expect(overlaps(tidied)).toEqual([])
  const x = new Map(tidied.nodes.map(({ id, position }) => [id, position.x]))
  expect(tidied.connections.filter(({ from, to }) => x.get(from.node)! >= x.get(to.node)!)).toEqual([])
  expect(tidied.nodes.every(({ position }) => position.x % 8 === 0 && position.y % 8 === 0)).toBe(true)
})

it('leaves the rest where it is when only a part is laid out', () => {
  const heap = pile()
  expect(Object.keys(tidy(heap, sizeOf, ['p1', 's1'])).toSorted()).toEqual(['p1', 's1'])
})

it('has nothing to lay out in an empty workflow', () => {
  expect(tidy(emptyDocument(), sizeOf)).toEqual({})
})

it('puts a new card on the nearest place that is free', () => {
  const document = { ...emptyDocument(), nodes: nodesOf({ shot: 'prompt', still: 'text-to-image' }) }
  const place = (x: number, y: number) => freePlace(document, { x, y, ...size }, sizeOf)
  expect(place(800, 16)).toEqual({ x: 800, y: 16 })
  // The two stand 160 apart, too near for a third between them.
  expect(place(8, 290)).toEqual({ x: 8, y: 328 })
  expect(place(8, -290)).toEqual({ x: 8, y: -320 })
  expect(place(620, 0)).toEqual({ x: 664, y: 0 })
})

it('finds a place in a crowd', () => {
  const crowd = pile()
  const tidied = moveNodes(crowd, tidy(crowd, sizeOf))
  const place = freePlace(tidied, { x: 300, y: 300, ...size }, sizeOf)
  const added = { ...nodesOf({ added: 'prompt' })[0]!, position: place }
  expect(overlaps({ ...tidied, nodes: [...tidied.nodes, added] })).toEqual([])
})

it('counts on from the titles that exist', () => {
  const nodes = nodesOf({ 'Still 1': 'text-to-image', 'Still 2': 'text-to-image', Rain: 'prompt' })
  expect(freeTitle(nodes, 'Still 1')).toBe('Still 3')
  expect(freeTitle(nodes, 'Rain')).toBe('Rain 2')
  expect(freeTitle(nodes, 'Snow')).toBe('Snow')
})

it('tells the sample shot by shot and ends with the film', () => {
  const shots = [1, 2, 3].flatMap((n) => [`shot-${n}`, `still-${n}`, `motion-${n}`])
  expect(storyOrder(sampleWorkflow('en').document)).toEqual([...shots, 'film', 'note'])
})

it('tells the clips of a film in their order, and every node of a loop once', () => {
  const document: WorkflowDocument = {
    ...emptyDocument(),
    nodes: nodesOf({ a: 'image-to-video', b: 'image-to-video', x: 'video-stitcher', y: 'video-stitcher' }),
    connections: [
      { id: '1', from: { node: 'b', port: 'video' }, to: { node: 'x', port: 'clips' } },
      { id: '2', from: { node: 'a', port: 'video' }, to: { node: 'x', port: 'clips' } },
      { id: '3', from: { node: 'x', port: 'video' }, to: { node: 'y', port: 'clips' } },
      { id: '4', from: { node: 'y', port: 'video' }, to: { node: 'x', port: 'clips' } },
    ],
  }
  expect(storyOrder(document).toSorted()).toEqual(['a', 'b', 'x', 'y'])
  const { connections } = document
  const withoutLoop = storyOrder({ ...document, connections: connections.slice(0, 3) })
  expect(withoutLoop).toEqual(['b', 'a', 'x', 'y'])
})
