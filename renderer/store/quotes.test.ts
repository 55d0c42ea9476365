import { describe, expect, it } from 'vitest'
import { createStoreOver } from './create-store.ts'
import { selectNodeView } from './node-view.ts'
import { selectQuote } from './quotes.ts'
import { selectRunCost, selectRunCounts } from './selectors.ts'
import { createTestCore } from './test-core.ts'
import { modelOf, providerOf } from './test-money.ts'

/** A prompt that feeds a clip of ten cents a second, and a clip of a model that ended. */
async function open() {
  const core = createTestCore()
  const kling = providerOf('kling', { key: { state: 'ready' }, ready: true })
  core.providers.push(kling)
  const { getState: state, setState } = createStoreOver(core)
  await state().start()
  const price = { rates: [{ usd: 0.1, per: 'second' as const }], source: 'list' as const, asOf: '2026-11' }
  const clips = { ...modelOf(kling), seconds: { min: 1, max: 10 }, price }
  const ended = { ...clips, id: 'kling/ended', lifecycle: { state: 'retired' as const, on: '2026-01-01' } }
  setState({ models: [clips, ended] })
  const shot = state().addNode('prompt', { params: { text: 'rain' } })
  const clip = state().addNode('text-to-video', {
    params: { model: 'kling/clips', seconds: 5 },
    connectFrom: { node: shot, port: 'text' },
  })
  return { state, shot, clip }
}

describe('the quote of a node', () => {
  it('is the same object while nodes are moved, and for words that cost no more', async () => {
    const { state, shot, clip } = await open()
    const view = selectNodeView(state(), clip)
    state().moveNodes({ [clip]: { x: 900, y: 40 } }, true)
    expect(selectNodeView(state(), clip)!.quote).toBe(view!.quote)
    state().setParam(shot, 'text', 'rain on the lamps')
    expect(selectNodeView(state(), clip)!.quote).toBe(view!.quote)
  })

  it('follows the settings', async () => {
    const { state, clip } = await open()
    expect(selectQuote(state(), clip)).toMatchObject({ estimate: { usd: 0.5 } })
    state().setParam(clip, 'seconds', 8)
    expect(selectQuote(state(), clip)).toMatchObject({ estimate: { usd: 0.8 } })
  })

  it('is none for what asks no model', async () => {
    const { state, shot } = await open()
    expect(selectQuote(state(), shot)).toBeUndefined()
    expect(selectQuote(state(), state().addNode('video-stitcher'))).toBeUndefined()
  })
})

it('does not count or price what could not be made as it stands', async () => {
  const { state } = await open()
  state().addNode('text-to-video', { params: { model: 'kling/ended', prompt: 'wind' } })
  expect(selectRunCounts(state())).toEqual({ toRun: 1, makers: 2, stuck: 1 })
  expect(selectRunCost(state(), { kind: 'all' })).toEqual({ usd: 0.5, unknown: 0 })
})
