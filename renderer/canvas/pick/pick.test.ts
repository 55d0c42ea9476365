import { describe, expect, it } from 'vitest'
import { emptyDocument, type WorkflowDocument } from '../../../nodes/graph/document.ts'
import { nodeTypes } from '../../../nodes/types/index.ts'
import { searchWords } from '../../i18n/node-words.ts'
import { nodesOf } from '../../store/test-core.ts'
import { bestScore } from '../../ui/match.ts'
import { connectChoices } from './connect-choices.ts'
import { fittingTypes } from './fitting-types.ts'

const at = { x: 0, y: 0 }
const document: WorkflowDocument = {
  ...emptyDocument(),
  nodes: nodesOf({
    shot: 'prompt',
    still: 'text-to-image',
    motion: 'image-to-video',
    film: 'video-stitcher',
  }),
  connections: [
    { id: 'w1', from: { node: 'shot', port: 'text' }, to: { node: 'still', port: 'prompt' } },
    { id: 'w2', from: { node: 'motion', port: 'video' }, to: { node: 'film', port: 'clips' } },
  ],
}

function found(search: string): string | undefined {
  return nodeTypes.toSorted(
    (a, b) => bestScore(searchWords(b.type), search) - bestScore(searchWords(a.type), search),
  )[0]?.type
}

describe('node search', () => {
  it.each([
    ['wst', 'text-to-image'],
    ['wensheng', 'text-to-image'],
    ['文生图', 'text-to-image'],
    ['text to im', 'text-to-image'],
    ['tti', 'text-to-image'],
    ['tssp', 'image-to-video'],
    ['spp', 'video-stitcher'],
    ['pinjie', 'video-stitcher'],
    ['tsc', 'prompt'],
  ])('finds %s first as %s', (search, type) => {
    expect(found(search)).toBe(type)
  })

  it('lists only what takes the dropped wire', () => {
    const types = fittingTypes(document, { screen: at, at, from: { node: 'shot', port: 'text' } })
    expect(types.map(({ type }) => type)).toEqual(['text-to-image', 'image-to-video', 'text-to-video'])
  })

  it('lists only what gives what the port asks for', () => {
    const types = fittingTypes(document, { screen: at, at, to: { node: 'film', port: 'clips' } })
    expect(types.map(({ type }) => type)).toEqual([
      'text-to-image',
      'image-to-video',
      'text-to-video',
      'last-frame',
      'video-stitcher',
      'media',
    ])
  })

  it('offers the one type that can stand between two ports', () => {
    const types = fittingTypes(document, {
      screen: at,
      at,
      from: { node: 'shot', port: 'text' },
      to: { node: 'motion', port: 'image' },
      bridge: 'text-to-image',
    })
    expect(types.map(({ type }) => type)).toEqual(['text-to-image'])
  })

  it('lists only what can go into a wire', () => {
    const types = fittingTypes(document, { screen: at, at, onWire: 'w2' })
    expect(types.map(({ type }) => type)).toEqual(['last-frame', 'video-stitcher'])
  })
})

describe('connecting by keyboard', () => {
  const choices = (nodeId: string) =>
    connectChoices(document, { nodeId }).map((choice) =>
      choice.kind === 'connect'
        ? `${choice.from.node}.${choice.from.port} > ${choice.to.node}.${choice.to.port}`
        : `not ${choice.connection.id}`,
    )

  it('offers every port that fits, nearest node first, and what to disconnect', () => {
    expect(choices('shot')).toEqual(['shot.text > motion.prompt', 'not w1'])
    expect(choices('still')).toEqual([
      'still.image > motion.image',
      'still.image > motion.last',
      'still.image > motion.references',
      'not w1',
    ])
  })

  it('offers nothing that would make a loop', () => {
    expect(choices('film')).toEqual(['not w2'])
  })

  it('can be asked for one port alone', () => {
    const port = { name: 'prompt', side: 'input' } as const
    expect(connectChoices(document, { nodeId: 'motion', port })).toMatchObject([
      { kind: 'connect', from: { node: 'shot', port: 'text' } },
    ])
  })
})
