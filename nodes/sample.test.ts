import { expect, it } from 'vitest'
import { emptyDocument } from './graph/document.ts'
import { isSample, sampleWorkflow } from './sample.ts'

it.each(['en', 'zh-Hans'])('knows its own scene in %s', (language) => {
  expect(isSample(sampleWorkflow(language).document)).toBe(true)
})

it('knows its scene with other words, other places and without the note', () => {
  const { document } = sampleWorkflow('en')
  const nodes = document.nodes
    .filter(({ type }) => type !== 'note')
    .map((node) => ({ ...node, title: 'x', position: { x: 0, y: 0 }, params: { ...node.params, text: 'y' } }))
  expect(isSample({ ...document, nodes })).toBe(true)
})

it('takes no other workflow for it, nor a scene that has lost a shot or a wire', () => {
  const { document } = sampleWorkflow('en')
  const nodes = document.nodes.filter(({ id }) => id !== 'motion-3')
  const connections = document.connections.slice(1)
  expect(isSample(emptyDocument())).toBe(false)
  expect(isSample({ ...document, nodes })).toBe(false)
  expect(isSample({ ...document, connections })).toBe(false)
})
