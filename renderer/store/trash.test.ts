import { beforeEach, expect, it, vi } from 'vitest'
import type { MediaUse } from '../../nodes/contract/library.ts'
import type { Media } from '../../nodes/media.ts'
import { changeLanguage } from '../i18n/index.ts'
import { createStoreOver } from './create-store.ts'
import { createTestCore } from './test-core.ts'

beforeEach(() => changeLanguage('en'))

const [rain, snow] = ['a', 'b'].map((letter) => letter.repeat(64)) as [string, string]
const picture = (id: string): Media => ({
  id,
  kind: 'image',
  name: 'x',
  sizeBytes: 1,
  hasAudio: false,
  sourceType: 'uploaded',
  createdAt: 1,
  favourite: false,
  missing: false,
})
const use = (mediaId: string): MediaUse => ({
  mediaId,
  workflowId: 'w',
  workflowName: 'Rainy Night',
  nodeId: 'n',
  nodeTitle: 'Still 1',
  nodeType: 'text-to-image',
  as: 'active-take',
})

/** A store over a library of two pictures, of which workflows use some, and earlier versions show some. */
async function library(used: readonly string[] = [], shown: Readonly<Record<string, string[]>> = {}) {
  const test = createTestCore()
  const held = new Map([rain, snow].map((id) => [id, picture(id)]))
  const asked: string[] = []
  type Asked = { ids: string[] }
  const answers: Record<string, (input: Asked) => unknown> = {
    'media.uses': ({ ids }) => ids.filter((id) => used.includes(id)).map(use),
    'history.showing': ({ ids }) => ({ ids: ids.flatMap((id) => shown[id] ?? []) }),
    'media.trash': ({ ids }) => ids.forEach((id) => held.set(id, { ...held.get(id)!, trashedAt: 1 })) ?? {},
    'media.restore': ({ ids }) => ids.forEach((id) => held.set(id, picture(id))) ?? {},
    'media.purge': ({ ids }) => ({ items: ids.filter((id) => held.delete(id)).length, bytes: 1 }),
    'media.list': () => {
      const items = [...held.values()].filter(({ trashedAt }) => trashedAt !== undefined)
      return { items, total: items.length }
    },
    'media.get': ({ ids }) => ids.flatMap((id) => held.get(id) ?? []),
  }
  const call = async (name: string, input: unknown) => {
    asked.push(name)
    return answers[name] ? answers[name](input as Asked) : test.call(name as never, input as never)
  }
  const store = createStoreOver({ ...test, call: call as typeof test.call })
  store.setState({ media: Object.fromEntries(held) })
  return { store, state: store.getState, held, asked }
}

it('throws away what no workflow uses without a question, and takes it back from the toast', async () => {
  const { state, held } = await library()
  expect(await state().trashMedia([rain, snow])).toBe(true)
  expect(state().media[rain]?.trashedAt).toBeDefined()
  expect(state().toasts.map(({ text }) => text)).toEqual(['2 files are in the trash.'])

  state().toasts[0]!.action!.perform()
  await vi.waitFor(() => expect(held.get(snow)?.trashedAt).toBeUndefined())
  expect(state().media[rain]?.trashedAt).toBeUndefined()
})

it('asks before it throws away what a workflow uses, naming it, and leaves it where it is on a no', async () => {
  const { state, held, asked } = await library([snow])
  const trashing = state().trashMedia([rain, snow])
  await vi.waitFor(() => expect(state().trashQuestion).toBeDefined())
  expect(state().trashQuestion).toMatchObject({
    kind: 'trash',
    count: 2,
    uses: [{ workflowName: 'Rainy Night' }],
  })
  state().answerTrash(false)
  expect(await trashing).toBe(false)
  expect(asked).not.toContain('media.trash')
  expect(held.get(snow)?.trashedAt).toBeUndefined()
  expect(state().trashQuestion).toBeUndefined()
})

it('always asks before files go for good, and says what a run still needed', async () => {
  const { state, held } = await library([snow])
  held.set(rain, { ...picture(rain), trashedAt: 1 })
  held.set(snow, { ...picture(snow), trashedAt: 1 })
  const emptying = state().purgeMedia()
  await vi.waitFor(() =>
    expect(state().trashQuestion).toMatchObject({ kind: 'purge', count: 2, ids: undefined }),
  )
  held.delete(snow)
  state().answerTrash(true)
  expect(await emptying).toBe(true)
  expect(state().media[rain]).toBeUndefined()
  expect(state().toasts.at(-1)?.text).toBe(
    '1 file was deleted for good. 1 is still needed by a run or an export and stays in the trash.',
  )
})

it('says before files go that earlier versions show them, each version once', async () => {
  const { state, held, asked } = await library([], { [rain]: ['first', 'second'], [snow]: ['second'] })
  const trashing = state().trashMedia([rain])
  await vi.waitFor(() =>
    expect(state().trashQuestion).toMatchObject({ kind: 'trash', uses: [], versions: 2 }),
  )
  state().answerTrash(true)
  expect(await trashing).toBe(true)

  held.set(snow, { ...picture(snow), trashedAt: 1 })
  const emptying = state().purgeMedia()
  await vi.waitFor(() =>
    expect(state().trashQuestion).toMatchObject({ kind: 'purge', count: 2, uses: [], versions: 2 }),
  )
  state().answerTrash(false)
  expect(await emptying).toBe(false)
  expect(asked).not.toContain('media.purge')
})

it('gives up a question when a newer one comes', async () => {
  const { state, asked } = await library([rain, snow])
  const first = state().trashMedia([rain])
  await vi.waitFor(() => expect(state().trashQuestion?.ids).toEqual([rain]))
  const second = state().trashMedia([snow])
  expect(await first).toBe(false)
  state().answerTrash(true)
  expect(await second).toBe(true)
  expect(asked.filter((name) => name === 'media.trash')).toHaveLength(1)
})
