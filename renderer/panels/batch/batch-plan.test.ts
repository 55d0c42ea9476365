import { describe, expect, it } from 'vitest'
import { createStoreOver } from '../../store/create-store.ts'
import { createTestCore } from '../../store/test-core.ts'
import { modelOf, providerOf } from '../../store/test-money.ts'
import { listOf, ownWords, previewBatch, waysFor, type BatchDraft } from './batch-plan.ts'

const draft: BatchDraft = { way: 'lines', lines: '', pictures: [], table: '', tableName: 'The table' }

describe('a list', () => {
  it('is a shot for each line that says something', () => {
    expect(listOf({ ...draft, lines: 'rain\n\n  wind \n' }).items).toEqual([
      { prompt: 'rain' },
      { prompt: 'wind' },
    ])
  })

  it('tells which columns of a table mean nothing', () => {
    const list = listOf({ ...draft, way: 'table', table: 'prompt,mood\nrain,dark' })
    expect([list.items, list.unknown]).toEqual([[{ prompt: 'rain' }], ['mood']])
  })

  it('names the line of a table that cannot be read', () => {
    const list = listOf({ ...draft, way: 'table', table: 'prompt,seconds\nrain,long' })
    expect(list.error).toMatchObject({ code: 'batch_unreadable', details: { line: 2 } })
  })

  it('is empty, and no trouble, before anything is given', () => {
    for (const way of ['lines', 'pictures', 'table'] as const) {
      expect(listOf({ ...draft, way })).toEqual({ items: [], unknown: [] })
    }
  })
})

it('can be made of pictures only where a node shows one or needs one', () => {
  expect(waysFor('media')).toEqual(['pictures'])
  expect(waysFor('image-to-video')).toContain('pictures')
  expect(waysFor('text-to-video')).not.toContain('pictures')
})

describe('what a list would make', () => {
  it('is counted and priced, and changes nothing', async () => {
    const core = createTestCore()
    const kling = providerOf('kling', { key: { state: 'ready', kept: 'keychain' }, ready: true })
    core.providers.push(kling)
    const { getState: state, setState } = createStoreOver(core)
    await state().start()
    const price = { rates: [{ usd: 0.4, per: 'clip' as const }], source: 'list' as const, asOf: '2026-11' }
    setState({ models: [{ ...modelOf(kling), price }] })
    const shot = state().addNode('prompt', { params: { text: 'rain' } })
    state().addNode('text-to-video', {
      params: { model: 'kling/clips' },
      connectFrom: { node: shot, port: 'text' },
    })
    const before = state().document
    expect(ownWords(before.nodes[0]!)).toBe('rain')
    const items = [{ prompt: 'one' }, { prompt: 'two' }, { prompt: 'three' }]
    const preview = previewBatch(state(), shot, items)
    expect(preview).toMatchObject({ added: 4, cost: { usd: 1.2, unknown: 0 } })
    expect(state().document).toBe(before)
  })
})
