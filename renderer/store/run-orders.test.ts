import { describe, expect, it } from 'vitest'
import type { Run, RunNode } from '../../nodes/contract/records.ts'
import { AppError } from '../../nodes/errors.ts'
import { createStoreOver } from './create-store.ts'
import { stopWords } from './run-news.ts'
import { selectNodeView } from './node-view.ts'
import { createTestCore } from './test-core.ts'
import { modelOf, providerOf } from './test-money.ts'

const kling = providerOf('kling', { key: { state: 'ready', kept: 'keychain' }, ready: true })
const animatic = providerOf('animatic', { kind: 'local', key: { state: 'not-needed' }, ready: true })

/** A workflow with one clip of a model that costs two dollars. */
async function open({ usd = 2, model = 'kling/clips' } = {}) {
  const core = createTestCore()
  core.providers.push(animatic, kling)
  const { getState: state, setState } = createStoreOver(core)
  await state().start()
  const price = { rates: [{ usd, per: 'clip' as const }], source: 'list' as const, asOf: '2026-11' }
  setState({ models: [modelOf(animatic), { ...modelOf(kling), price }] })
  const clip = state().addNode('text-to-video', { params: { prompt: 'rain', model } })
  await state().flush()
  const started = () => core.calls.filter((name) => name === 'runs.start').length
  return { core, state, setState, clip, started }
}

describe('a run that costs more than may pass unasked', () => {
  it('waits for the person, and starts once they agreed', async () => {
    const { state, started } = await open()
    await state().run({ kind: 'all' })
    expect([started(), state().confirming]).toEqual([0, { target: { kind: 'all' } }])
    state().closeConfirm()
    await state().run({ kind: 'all' }, { agreedUsd: 2 })
    expect([started(), state().confirming]).toEqual([1, undefined])
  })

  it('is not asked about when the animatic stands in', async () => {
    const { state, started } = await open()
    await state().run({ kind: 'all' }, { standIn: true })
    expect(started()).toBe(1)
  })

  it('is asked about when the core says so, whatever the window thought', async () => {
    const { core, state } = await open({ usd: 0.5 })
    core.refuse('runs.start', 'cost_unconfirmed')
    await state().run({ kind: 'all' })
    expect(state().confirming).toEqual({ target: { kind: 'all' } })
    expect(state().toasts).toEqual([])
  })
})

it('makes a node with the animatic in one step that can be taken back', async () => {
  const { state, clip, started } = await open()
  await state().makeAsAnimatic(clip)
  expect(state().document.nodes[0]!.params['model']).toBe('animatic/clips')
  expect(started()).toBe(1)
  state().undo()
  expect(state().document.nodes[0]!.params['model']).toBe('kling/clips')
})

it('says of a node why it cannot be made before it is tried, and what it would cost once it can', async () => {
  const { state, setState, clip } = await open()
  expect(selectNodeView(state(), clip)!.quote).toMatchObject({ ok: true, estimate: { usd: 2 } })
  setState({ providers: [animatic, { ...kling, key: { state: 'missing' }, ready: false }] })
  expect(selectNodeView(state(), clip)!.quote).toMatchObject({ ok: false, error: { code: 'key_missing' } })
})

const running = (state: Run['state'], change: Partial<Run> = {}): Run => ({
  id: 'before',
  workflowId: 'first',
  workflowName: '',
  state,
  startedAt: 1,
  nodes: [nodeRun('clip', 'running')],
  ...change,
})
const nodeRun = (nodeId: string, state: RunNode['state'], change: Partial<RunNode> = {}): RunNode => ({
  runId: 'before',
  nodeId,
  title: '',
  type: 'text-to-video',
  state,
  cost: 0.42,
  ...change,
})

describe('clips that were being made when the app last ended', () => {
  it('are told of once, and keep nobody from running', async () => {
    const { core, state } = await open()
    const run = running('running', { pickedUp: true })
    core.emit({ type: 'run.changed', run })
    core.emit({ type: 'run.changed', run })
    expect(state().toasts.map(({ text }) => text)).toEqual(['Picked up 1 clip from before.'])
    expect(state().activeRunId).toBeUndefined()
    expect(state().nodeRuns['clip']?.state).toBe('running')
  })
})

it('tries again what was held', async () => {
  const { core, state, clip, started } = await open({ usd: 0.5 })
  const held = nodeRun(clip, 'held', { error: { code: 'disk_low', details: {}, message: '' } })
  core.emit({ type: 'run.changed', run: running('partial', { nodes: [held] }) })
  await state().retryRun()
  expect(started()).toBe(1)
})

it('says what a stop does not take back', () => {
  const job = { jobId: 'j', state: 'running' as const }
  const nodes = [nodeRun('a', 'running', { job }), nodeRun('b', 'waiting')]
  expect(stopWords(running('running', { nodes }))).toBe(
    'Stopped. What was begun already may still be charged: 1 clip, about $0.42.',
  )
  expect(stopWords(running('running', { nodes: [nodeRun('b', 'running')] }))).toBeUndefined()
})

describe('a batch', () => {
  it('is one step, and the list is refused as a whole where it is too long', async () => {
    const { state, clip } = await open()
    state().makeBatch(clip, [{ prompt: 'one' }, { prompt: 'two' }, { prompt: 'three' }])
    expect(state().document.nodes.map(({ params }) => params['prompt'])).toEqual(['one', 'two', 'three'])
    state().undo()
    expect(state().document.nodes.map(({ params }) => params['prompt'])).toEqual(['rain'])
    const many = Array.from({ length: 501 }, () => ({ prompt: 'x' }))
    expect(() => state().makeBatch(clip, many)).toThrow(AppError)
  })

  it('of pictures gives a clip the node that shows them', async () => {
    const { state } = await open()
    const motion = state().addNode('image-to-video')
    const picture = (letter: string) => ({ id: letter.repeat(64), kind: 'image' as const })
    state().makeBatch(motion, [{ media: picture('a') }, { media: picture('b') }])
    const media = state().document.nodes.filter(({ type }) => type === 'media')
    expect(media.map(({ params }) => params['mediaId'])).toEqual(['a'.repeat(64), 'b'.repeat(64)])
    const motions = state().document.nodes.filter(({ type }) => type === 'image-to-video')
    expect(state().document.connections.map(({ from, to }) => [from.node, to.node])).toEqual(
      media.map(({ id }, index) => [id, motions[index]!.id]),
    )
  })
})
