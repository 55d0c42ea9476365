import { afterEach, expect, it } from 'vitest'
import { sampleWorkflow } from '../../../nodes/sample.ts'
import { changeLanguage } from '../../i18n/index.ts'
import { wireNames } from './wire-names.ts'

const { document } = sampleWorkflow('en')
afterEach(() => changeLanguage('en'))

it('calls a connection by the titles and ports at its ends, in the language of the window', () => {
  expect(wireNames(document)[0]).toBe('Shot 1, Text to Still 1, Prompt')
  changeLanguage('zh-Hans')
  expect(wireNames(document)[0]).toBe('“Shot 1”的文字接到“Still 1”的提示词')
})

it('is the same list while nodes only move, and another when one is renamed', () => {
  const before = wireNames(document)
  const change = (part: object) => ({
    ...document,
    nodes: document.nodes.map((node) => (node.title === 'Shot 1' ? { ...node, ...part } : node)),
  })
  expect(wireNames(change({ position: { x: 9, y: 9 } }))).toBe(before)
  expect(wireNames(change({ title: 'Opening' }))[0]).toBe('Opening, Text to Still 1, Prompt')
})
