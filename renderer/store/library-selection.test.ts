import { beforeEach, expect, it } from 'vitest'
import { changeLanguage } from '../i18n/index.ts'
import { MOST_SELECTED } from './library-selection.ts'
import { idOf, openLibrary } from './test-library.ts'

beforeEach(() => changeLanguage('en'))

it('reaches with Shift over pages that were never read', async () => {
  const { state } = await openLibrary(2_000)
  await state().askLibrary('main')
  state().selectMedia([idOf(40)], 40)
  await state().selectMediaRange(1_239)
  const { ids, cursor, anchor } = state().librarySelection
  expect([ids.size, cursor, anchor]).toEqual([1_200, 1_239, 40])
  expect([ids.has(idOf(40)), ids.has(idOf(1_239)), ids.has(idOf(1_240))]).toEqual([true, true, false])
  await state().selectMediaRange(30)
  expect([...state().librarySelection.ids]).toEqual(Array.from({ length: 11 }, (_, n) => idOf(30 + n)))
})

it('selects all that the filter leaves, and says where it stops', async () => {
  const { state } = await openLibrary(12_000)
  await state().askLibrary('main', { filter: { text: 'still 11' } })
  await state().selectAllMedia()
  expect(state().librarySelection.ids.size).toBe(state().views.main.total)
  expect(state().toasts).toEqual([])
  await state().askLibrary('main', { filter: {} })
  await state().selectAllMedia()
  expect(state().librarySelection.ids.size).toBe(MOST_SELECTED)
  expect(state().toasts.map(({ text }) => text)).toEqual([
    'The first 10000 are selected. Narrow the list to select the others.',
  ])
})

it('knows what is selected also where its page was let go', async () => {
  const { state, files } = await openLibrary(2_000)
  await state().askLibrary('main')
  state().selectMedia([idOf(5), idOf(1_900)], 5)
  files.set(idOf(1_900), { ...files.get(idOf(1_900))!, name: 'train.mp4' })
  expect((await state().selectedMedia()).map(({ name }) => name)).toEqual(['still 5.jpg', 'train.mp4'])
})
