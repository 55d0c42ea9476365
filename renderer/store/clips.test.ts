import { describe, expect, it } from 'vitest'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { clipFromText, clipOf, clipToText, paste } from './clips.ts'
import { nodesOf } from './test-core.ts'

const document: WorkflowDocument = {
  ...emptyDocument(),
  nodes: nodesOf({ shot: 'prompt', still: 'text-to-image', motion: 'image-to-video' }).map((node) => ({
    ...node,
    chosenTake: { mediaId: 'a'.repeat(64), at: 1 },
    kept: true,
  })),
  connections: [
    { id: 'w1', from: { node: 'shot', port: 'text' }, to: { node: 'still', port: 'prompt' } },
    { id: 'w2', from: { node: 'still', port: 'image' }, to: { node: 'motion', port: 'image' } },
  ],
}
const at = { x: 80, y: 800 }

describe('copies of nodes', () => {
  const copied = paste(document, clipOf(document, ['still', 'motion']), { at, withIncoming: false })
  const copies = copied.document.nodes.slice(3)

  it('have ids and titles of their own, and start where they were pasted', () => {
    expect(copies.map(({ id }) => id)).toEqual(copied.ids)
    expect(new Set(copied.document.nodes.map(({ id }) => id)).size).toBe(5)
    expect(copies.map(({ title }) => title)).toEqual(['still 2', 'motion 2'])
    expect(copies.map(({ position }) => position)).toEqual([at, { x: 480, y: 800 }])
  })

  it('stay connected to each other, not to the originals', () => {
    expect(copied.document.connections.slice(2)).toMatchObject([
      { from: { node: copied.ids[0], port: 'image' }, to: { node: copied.ids[1], port: 'image' } },
    ])
  })

  it('leave the takes with the originals', () => {
    expect(copies.every(({ chosenTake, kept }) => chosenTake === undefined && kept === undefined)).toBe(true)
  })

  it('keep what flows into them when asked to', () => {
    const clip = clipOf(document, ['still'])
    const { document: pasted, ids } = paste(document, clip, { at, withIncoming: true })
    expect(pasted.connections.at(-1)).toMatchObject({
      from: { node: 'shot', port: 'text' },
      to: { node: ids[0], port: 'prompt' },
    })
  })
})

describe('the system clipboard', () => {
  it('carries nodes to another window', () => {
    const clip = clipOf(document, ['still', 'motion'])
    expect(clipFromText(clipToText(clip))).toMatchObject(clip)
  })

  it.each(['rain on the window', '{', '{"format":"other"}', '[1]'])('leaves the text %s alone', (text) => {
    expect(clipFromText(text)).toBeUndefined()
  })
})
