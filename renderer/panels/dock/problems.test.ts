import { expect, it } from 'vitest'
import type { RunNode } from '../../../nodes/contract/records.ts'
import { statusOf } from '../../../nodes/engine/status.ts'
import { AppError, toWire } from '../../../nodes/errors.ts'
import { emptyDocument, type DocumentNode, type WorkflowDocument } from '../../../nodes/graph/document.ts'
import type { Media } from '../../../nodes/media.ts'
import { changeLanguage } from '../../i18n/index.ts'
import type { Take } from '../../../nodes/takes.ts'
import { problemsOf, type Problem } from './problems.ts'

type World = Parameters<typeof problemsOf>[0]

const node = (id: string, type: string, params: Record<string, unknown> = {}): DocumentNode => ({
  id,
  type,
  version: 1,
  title: id,
  position: { x: 0, y: 0 },
  params,
})

const wire = (from: string, to: string) => {
  const [[fromNode, fromPort], [toNode, toPort]] = [from.split('.'), to.split('.')] as [string[], string[]]
  return {
    id: `${from}-${to}`,
    from: { node: fromNode!, port: fromPort! },
    to: { node: toNode!, port: toPort! },
  }
}

interface Scene extends Partial<World> {
  readonly nodes: DocumentNode[]
  readonly connections?: WorkflowDocument['connections']
  readonly takes?: readonly Take[]
  readonly gone?: readonly string[]
}

function problems({ nodes, connections = [], takes = [], gone = [], ...rest }: Scene): Problem[] {
  const document = { ...emptyDocument(), nodes, connections }
  const statuses = statusOf(document, {
    takesOf: (id) => takes.filter(({ nodeId }) => nodeId === id),
    isMissing: (id) => gone.includes(id),
  })
  return problemsOf({
    document,
    statuses,
    nodeRuns: {},
    quoteOf: () => undefined,
    mediaOf: () => undefined,
    engine: undefined,
    saveState: 'saved',
    saveError: undefined,
    workflow: undefined,
    ...rest,
  })
}

const failed = (nodeId: string): RunNode => ({
  runId: 'run',
  nodeId,
  title: nodeId,
  type: 'text-to-image',
  state: 'failed',
  error: toWire(new AppError('encode_unfinished', { what: 'Still 1' })),
  cost: 0,
})

it('lists nothing while everything that can run is ready', () => {
  const nodes = [
    node('Shot', 'prompt', { text: 'rain' }),
    node('Still', 'text-to-image'),
    node('Note', 'note'),
  ]
  expect(problems({ nodes, connections: [wire('Shot.text', 'Still.prompt')] })).toEqual([])
})

it('asks for a missing input where it is missing, and not again behind it', () => {
  const nodes = [node('Still', 'text-to-image'), node('Motion', 'image-to-video')]
  expect(problems({ nodes, connections: [wire('Still.image', 'Motion.image')] })).toEqual([
    {
      id: 'Still',
      nodeId: 'Still',
      subject: 'Still',
      severity: 'warn',
      sentence: 'Needs a prompt',
      fix: { kind: 'connect', nodeId: 'Still', port: 'prompt' },
    },
  ])
})

it('says why a node did not finish, and lets it be tried again', () => {
  const nodes = [node('Still', 'text-to-image', { prompt: 'rain' })]
  expect(problems({ nodes, nodeRuns: { Still: failed('Still') } })).toMatchObject([
    {
      severity: 'err',
      sentence: 'The video engine stopped before Still 1 was finished.',
      fix: { kind: 'obstacle', error: { code: 'encode_unfinished' } },
    },
  ])
})

it('offers to make a lost take again, and to choose another file for a lost one of the library', () => {
  const id = 'a'.repeat(64)
  const take: Take = {
    nodeId: 'Still',
    mediaId: id,
    number: 1,
    variation: 0,
    signature: '',
    createdAt: 0,
    activatedAt: 0,
  }
  const nodes = [
    node('Still', 'text-to-image', { prompt: 'rain' }),
    node('File', 'media', { mediaId: id, kind: 'image' }),
  ]
  const found = problems({ nodes, takes: [take], gone: [id] })
  expect(found.map(({ subject, fix }) => [subject, fix?.kind])).toEqual([
    ['Still', 'make-again'],
    ['File', 'choose-file'],
  ])
})

it('says of a file that was deleted for good that it was, and not that it is lost', () => {
  const id = 'a'.repeat(64)
  const nodes = [node('File', 'media', { mediaId: id, kind: 'image' })]
  const media: Media = {
    id,
    kind: 'image',
    name: 'rain.png',
    sizeBytes: 1,
    hasAudio: false,
    sourceType: 'uploaded',
    createdAt: 1,
    favourite: false,
    missing: true,
    deletedAt: 2,
  }
  expect(problems({ nodes, gone: [id], mediaOf: () => media })).toMatchObject([
    { sentence: 'It was deleted for good. Choose another file', fix: { kind: 'choose-file' } },
  ])
})

it('names what stands in the way of a node before it is run, and leads out of it', () => {
  const nodes = [node('Still', 'text-to-image', { prompt: 'rain', model: 'vendor/gone' })]
  const error = toWire(new AppError('model_unknown', { model: 'vendor/gone' }))
  const quoteOf = () => ({ ok: false as const, error, adjustments: [] })
  expect(problems({ nodes, quoteOf })).toMatchObject([
    {
      sentence: 'The model “vendor/gone” is not available. Choose another model.',
      severity: 'warn',
      fix: { kind: 'obstacle', error: { code: 'model_unknown' } },
    },
  ])
})

it('says behind the sentence of a provider what became of the money', () => {
  const nodes = [node('Still', 'text-to-image', { prompt: 'rain' })]
  const error = toWire(new AppError('no_credit', { provider: 'Kling', charge: 'none' }))
  const nodeRuns = { Still: { ...failed('Still'), error } }
  expect(problems({ nodes, nodeRuns })[0]!.sentence).toBe(
    'Your Kling account has no credit left. Nothing was charged.',
  )
})

it('puts one sentence behind another without a space in Chinese', () => {
  changeLanguage('zh-Hans')
  const nodes = [node('Still', 'text-to-image', { prompt: 'rain' })]
  const error = toWire(new AppError('no_credit', { provider: 'Kling', charge: 'none' }))
  const nodeRuns = { Still: { ...failed('Still'), error } }
  expect(problems({ nodes, nodeRuns })[0]!.sentence).toMatch(/。没有产生费用。$/)
  changeLanguage('en')
})

it('lets a connection that does not fit be removed, and keeps a node of an unknown type', () => {
  const nodes = [
    node('Shot', 'prompt', { text: 'rain' }),
    node('Motion', 'image-to-video'),
    node('New', 'lip-sync'),
  ]
  const found = problems({ nodes, connections: [wire('Shot.text', 'Motion.image')] })
  expect(found.map(({ subject, fix }) => [subject, fix])).toEqual([
    ['Motion', { kind: 'disconnect', connectionId: 'Shot.text-Motion.image' }],
    ['New', undefined],
  ])
})

it('tells of a missing video engine only where clips are to be made', () => {
  const engine: World['engine'] = { ok: false, error: new AppError('ffmpeg_missing') }
  const stills = [node('Still', 'text-to-image', { prompt: 'rain' })]
  expect(problems({ nodes: stills, engine })).toEqual([])
  const clips = [node('Clip', 'text-to-video', { prompt: 'rain' })]
  expect(problems({ nodes: clips, engine })).toMatchObject([{ id: 'engine', fix: { kind: 'settings' } }])
})

it('puts what keeps the workflow from being saved first', () => {
  const nodes = [node('Still', 'text-to-image')]
  const saveError = new AppError('workflow_conflict')
  const found = problems({ nodes, saveState: 'conflict', saveError })
  expect(found.map(({ id }) => id)).toEqual(['save', 'Still'])
  expect(found[0]).toMatchObject({ fix: { kind: 'reload' }, severity: 'err' })
})
