import { expect, it } from 'vitest'
import { parseDocument, emptyDocument } from '../../nodes/graph/document.ts'
import { hasSameGraph, isSame, reconcile } from './reconcile.ts'
import { nodesOf } from './test-core.ts'

const base = { ...emptyDocument(), nodes: nodesOf({ shot: 'prompt' }) }
const panned = { ...base, viewport: { x: 1, y: 2, zoom: 3 } }
const edited = { ...base, nodes: nodesOf({ shot: 'prompt', other: 'prompt' }) }
const editedOtherwise = { ...base, nodes: [] }

it('lets an edit stand against a look, and leaves two edits to the person', () => {
  expect(reconcile({ base, here: base, there: panned })).toBe('ours')
  expect(reconcile({ base, here: edited, there: panned })).toBe('ours')
  expect(reconcile({ base, here: edited, there: { ...edited, viewport: panned.viewport } })).toBe('ours')
  expect(reconcile({ base, here: base, there: edited })).toBe('theirs')
  expect(reconcile({ base, here: panned, there: edited })).toBe('theirs')
  expect(reconcile({ base, here: edited, there: editedOtherwise })).toBe('conflict')
})

it('knows a document again in whatever order the library wrote it', () => {
  const { position, ...rest } = { ...base.nodes[0]!, width: 300 }
  const document = { ...panned, nodes: [{ ...rest, kept: undefined, position }] }
  const read = parseDocument(JSON.parse(JSON.stringify(document)), 'test')
  expect(JSON.stringify(read)).not.toBe(JSON.stringify(document))
  expect(isSame(read, document)).toBe(true)
  expect(hasSameGraph(read, { ...document, viewport: { x: 0, y: 0, zoom: 1 } })).toBe(true)
  expect(isSame([], {})).toBe(false)
})
