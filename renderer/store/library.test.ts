import { beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import { changeLanguage } from '../i18n/index.ts'
import { createStoreOver } from './create-store.ts'
import { createTestCore } from './test-core.ts'
import { file as picture } from './test-library.ts'

beforeEach(() => changeLanguage('en'))

/** A store over a core that refuses every file. */
async function refusing() {
  const core = {
    ...createTestCore(),
    importFile: ({ name }: File) => Promise.reject(new AppError('file_empty', { name })),
  }
  const store = createStoreOver(core)
  await store.getState().start()
  return store
}

const file = (name: string) => new File([], name)

it('tells of one refused file in its own sentence', async () => {
  const store = await refusing()
  await store.getState().importFiles([file('a.mp4')])
  const { toasts } = store.getState()
  expect(toasts.map(({ text }) => text)).toEqual(['a.mp4 is empty, so there is nothing to import.'])
})

it('tells of several refused files once, and leads to the list of them', async () => {
  const store = await refusing()
  store.setState({ leftPanel: undefined, panelsHidden: true })
  await store.getState().importFiles(['a.mp4', 'b.mp4', 'c.mp4', 'd.mp4', 'e.mp4'].map(file))
  const { toasts, imports } = store.getState()
  expect(toasts.map(({ text }) => text)).toEqual(['5 files were not imported.'])
  expect(imports.map(({ state }) => state)).toEqual(Array(5).fill('refused'))
  toasts[0]!.action!.perform()
  expect(store.getState()).toMatchObject({ leftPanel: 'media', panelsHidden: false })

  store.getState().dismissImports()
  expect(store.getState().toasts).toEqual([])
})

it('shows what the open workflow waits for as soon as it comes in, or is found gone', async () => {
  vi.useFakeTimers()
  const core = createTestCore()
  const media = (missing: boolean) => picture(1, { missing })
  const { id } = media(false)
  const store = createStoreOver(core)
  await store.getState().start()
  store.getState().addNode('media', { params: { mediaId: id, kind: 'image' } })
  const known = async (files: Media[]) => {
    core.media.splice(0, Infinity, ...files)
    core.emit({ type: 'library.changed' })
    await vi.advanceTimersByTimeAsync(1_000)
    return store.getState().media[id]
  }
  expect(await known([])).toBeUndefined()
  expect(await known([media(false)])).toEqual(media(false))
  const before = store.getState().media
  await known([media(false)])
  expect(store.getState().media).toBe(before)
  expect(await known([media(true)])).toEqual(media(true))
  expect(await known([media(false)])).toEqual(media(false))
  expect(await known([])).toMatchObject({ missing: true })
  vi.useRealTimers()
})

it('calls a file as it was brought in, also where the library has its bytes under another name', async () => {
  const rain: Media = {
    id: 'a'.repeat(64),
    kind: 'video',
    name: 'rain.mp4',
    sizeBytes: 1,
    durationSeconds: 2,
    hasAudio: true,
    sourceType: 'uploaded',
    createdAt: 1,
    favourite: false,
    missing: false,
  }
  const core = { ...createTestCore(), importFile: () => Promise.resolve({ media: rain, existed: true }) }
  const store = createStoreOver(core)
  await store.getState().start()
  const [door] = await store.getState().importFiles([file('door.mp4')])
  expect(door).toEqual({ ...rain, name: 'door.mp4' })
  expect(store.getState().media[rain.id]).toEqual(rain)
  store.getState().addClips(undefined, [door!])
  expect(store.getState().document.nodes.map(({ title }) => title)).toContain('door')
})
