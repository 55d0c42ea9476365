import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyDocument,
  type Connection,
  type DocumentNode,
  type WorkflowDocument,
} from '../graph/document.ts'
import { activeTake, type Take } from '../takes.ts'
import { difference, isSame, type Moment } from './difference.ts'
import { bringBack, goBack } from './go-back.ts'

const media = (n: number) => n.toString(16).padStart(64, '0')

function node(id: string, text: string, change: Partial<DocumentNode> = {}): DocumentNode {
  return { id, type: 'prompt', version: 1, title: id, position: { x: 0, y: 0 }, params: { text }, ...change }
}

function wire(from: string, to: string): Connection {
  return { id: `${from}-${to}`, from: { node: from, port: 'text' }, to: { node: to, port: 'prompt' } }
}

function take(nodeId: string, n: number, activatedAt = n): Take {
  const made = { number: n, variation: 0, signature: `s${n}`, createdAt: n }
  return { nodeId, mediaId: media(n), activatedAt, ...made }
}

function moment(nodes: DocumentNode[], connections: Connection[] = [], takes: Take[] = []): Moment {
  return { document: { ...emptyDocument(), nodes, connections }, takes }
}

describe('the difference', () => {
  it('names what came, went and was changed, and from what to what', () => {
    const then = moment([node('a', 'rain'), node('b', 'door'), node('c', 'train')], [wire('a', 'b')])
    const now = moment(
      [
        node('a', 'snow', { title: 'Opening' }),
        node('c', 'train', { position: { x: 9, y: 9 } }),
        node('d', 'kiss'),
      ],
      [wire('a', 'c')],
    )
    const found = difference(then, now)
    expect([found.added, found.removed]).toEqual([['d'], ['b']])
    expect(found.changed.get('a')).toMatchObject({
      params: [{ name: 'text', before: 'rain', after: 'snow' }],
      title: { before: 'a', after: 'Opening' },
      moved: false,
    })
    expect(found.changed.get('c')).toEqual({ params: [], moved: true })
    expect(found.connectionsAdded.map(({ id }) => id)).toEqual(['a-c'])
    expect(found.connectionsRemoved.map(({ id }) => id)).toEqual(['a-b'])
  })

  it('sees another take, made or chosen', () => {
    const then = moment([node('a', 'rain')], [], [take('a', 1)])
    const made = moment([node('a', 'rain')], [], [take('a', 1), take('a', 2)])
    expect(difference(then, made).changed.get('a')?.take).toEqual({ before: media(1), after: media(2) })
    const chosen = moment(
      [node('a', 'rain', { chosenTake: { mediaId: media(1), at: 5 } })],
      [],
      [...made.takes],
    )
    expect(isSame(difference(then, chosen))).toBe(true)
  })

  it('is nothing between a workflow and itself, whatever order a file gives its names in', () => {
    const then = moment([node('a', 'rain', { params: { text: 'rain', seed: { a: 1, b: [1, 2] } } })])
    const now = moment([node('a', 'rain', { params: { seed: { b: [1, 2], a: 1 }, text: 'rain' } })])
    expect(isSame(difference(then, now))).toBe(true)
  })
})

describe('going back', () => {
  it('brings the whole workflow back and loses no take', () => {
    const then = moment([node('a', 'rain')], [], [take('a', 1)])
    const takesNow = [take('a', 1), take('a', 2)]
    const back = goBack(then, takesNow, 10)
    expect(back.nodes[0]).toMatchObject({
      params: { text: 'rain' },
      chosenTake: { mediaId: media(1), at: 10 },
    })
    expect(activeTake(takesNow, back.nodes[0]!.chosenTake)?.mediaId).toBe(media(1))
  })

  it('brings one node back where it stands, and nothing else', () => {
    const then = moment([node('a', 'rain'), node('b', 'door')])
    const now = moment([node('a', 'snow', { position: { x: 7, y: 7 } }), node('b', 'gate')])
    const { nodes } = bringBack(now, 'a', { earlier: then, at: 10 })
    expect(nodes).toEqual([node('a', 'rain', { position: { x: 7, y: 7 } }), node('b', 'gate')])
  })

  it('brings a deleted node back with its wires, as far as there is something at their other ends', () => {
    const then = moment(
      [node('a', 'rain'), node('b', 'door'), node('c', 'train')],
      [wire('a', 'b'), wire('b', 'c')],
    )
    const now = moment([node('c', 'train')])
    const { nodes, connections } = bringBack(now, 'b', { earlier: then, at: 10 })
    expect(nodes.map(({ id }) => id)).toEqual(['c', 'b'])
    expect(connections.map(({ id }) => id)).toEqual(['b-c'])
  })

  it('changes nothing for a node that was not there', () => {
    const now = moment([node('a', 'rain')])
    expect(bringBack(now, 'b', { earlier: moment([]), at: 10 })).toBe(now.document)
  })

  it('leaves no difference, from whatever workflow to whatever other', () => {
    const nodes = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        text: fc.string(),
        x: fc.integer({ min: 0, max: 3 }),
      }),
      { selector: ({ id }) => id },
    )
    const moments = nodes.map((list) =>
      moment(list.map(({ id, text, x }) => node(id, text, { position: { x, y: 0 } }))),
    )
    const chosen = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(moments, moments, chosen, (then, now, n) => {
        const takes = [1, 2, 3, 4].map((number) => take('a', number))
        const before = { ...then, takes: takes.slice(0, n) }
        const document: WorkflowDocument = goBack(before, takes, 10)
        expect(isSame(difference(before, { document, takes }))).toBe(true)
        expect(now.document).toEqual(now.document)
      }),
    )
  })
})
