import { expect, it } from 'vitest'
import { sampleWorkflow } from '../sample.ts'
import { parseDocument, parseDocumentText } from './document.ts'

const sample = sampleWorkflow('en').document
const sentenceOf = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing was thrown'
}

it('reads back what it wrote, for both languages of the sample', () => {
  for (const language of ['en', 'zh-Hans']) {
    const { document } = sampleWorkflow(language)
    expect(parseDocument(JSON.parse(JSON.stringify(document)), 'sample')).toEqual(document)
  }
})

it('keeps nodes, params and fields it does not know', () => {
  const foreign = {
    ...sample,
    mood: 'blue',
    nodes: [
      {
        id: 'x',
        type: 'upscale-8k',
        version: 3,
        title: 'Later',
        position: { x: 1, y: 2 },
        params: { a: [1] },
        colour: 'red',
      },
    ],
    connections: [{ id: 'c', from: { node: 'x', port: 'out' }, to: { node: 'gone', port: 'in' }, weight: 2 }],
  }
  expect(parseDocument(structuredClone(foreign), 'foreign')).toEqual(foreign)
})

it.each([
  [
    'half a file',
    '{"format":"sceneloom-workflow","ver',
    'half a file could not be read as a workflow: its text is damaged or incomplete',
  ],
  ['a list', '[]', 'a list could not be read as a workflow: it does not say that it is a Sceneloom workflow'],
  [
    'tomorrow',
    '{"format":"sceneloom-workflow","version":2}',
    'tomorrow was made with a newer Sceneloom. It was left as it is; update the app to open it.',
  ],
])('says in one sentence why %s cannot be opened', (name, text, sentence) => {
  expect(sentenceOf(() => parseDocumentText(text, name))).toBe(sentence)
})

it('names the part that does not fit', () => {
  const broken = { ...sample, nodes: [{ ...sample.nodes[0]!, position: { x: 'left', y: 0 } }] }
  expect(sentenceOf(() => parseDocument(broken, 'mine'))).toBe(
    'mine could not be read as a workflow: “nodes.0.position.x” is missing or is not what belongs there',
  )
})

it('gives each connection an id of its own', () => {
  const [wire] = sample.connections
  const { connections } = parseDocument({ ...sample, connections: [wire, wire, wire] }, 'twins')
  expect(connections.map(({ id }) => id)).toEqual([wire!.id, `${wire!.id}-2`, `${wire!.id}-3`])
})

it('refuses two nodes with one id, because takes could not be told apart', () => {
  const twins = { ...sample, nodes: [sample.nodes[0], sample.nodes[0]] }
  expect(sentenceOf(() => parseDocument(twins, 'twins'))).toMatch(/two nodes have the id “shot-1”/)
})
