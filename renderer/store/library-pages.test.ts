import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { changeLanguage } from '../i18n/index.ts'
import { mediaAt, PAGE, pagesFor } from './library-pages.ts'
import { file, idOf, openLibrary } from './test-library.ts'

beforeEach(() => changeLanguage('en'))

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
const heldIn = (pages: Readonly<Record<number, readonly unknown[]>>) => Object.values(pages).flat().length

describe('a long library', () => {
  it('is known in length from its first page', async () => {
    const { state } = await openLibrary(100_000)
    await state().askLibrary('main')
    expect(state().views.main.total).toBe(100_000)
    expect(heldIn(state().views.main.pages)).toBe(PAGE)
  })

  it('can be jumped into anywhere', async () => {
    const { state, asked } = await openLibrary(100_000)
    await state().askLibrary('main')
    state().lookAtLibrary('main', 70_010, 70_040)
    await settled()
    expect(mediaAt(state().views.main, 70_020)?.id).toBe(idOf(70_020))
    expect(asked.map(({ offset }) => offset)).toEqual([0, 70_000])
  })

  it('holds no more of it after it was scrolled through from end to end', async () => {
    const { state } = await openLibrary(20_000)
    await state().askLibrary('main')
    let most = 0
    for (let from = 0; from < 20_000; from += 250) {
      state().lookAtLibrary('main', from, from + 60)
      await settled()
      most = Math.max(most, heldIn(state().views.main.pages))
    }
    expect(mediaAt(state().views.main, 19_760)?.id).toBe(idOf(19_760))
    expect(most).toBeLessThanOrEqual(8 * PAGE)
    expect(Object.keys(state().media)).toEqual([])
  })

  it('leaves out what was scrolled past before it could be read', async () => {
    const { state, asked } = await openLibrary(10_000)
    await state().askLibrary('main')
    for (let from = 0; from <= 9_000; from += 100) state().lookAtLibrary('main', from, from + 50)
    await settled()
    expect(asked.length).toBeLessThan(5)
    expect(mediaAt(state().views.main, 9_010)?.id).toBe(idOf(9_010))
  })
})

it('shows the answer to the newest question, whichever comes last', async () => {
  const { state } = await openLibrary(30)
  await Promise.all([
    state().askLibrary('main', { filter: { text: 'still 1' } }),
    state().askLibrary('main', { filter: { text: 'still 29' } }),
  ])
  expect(state().views.main.total).toBe(1)
  expect(mediaAt(state().views.main, 0)?.name).toBe('still 29.jpg')
})

it('keeps what the picker asks apart from what the library shows', async () => {
  const { state } = await openLibrary(30)
  await state().askLibrary('main', { filter: { text: 'still 2' } })
  await state().askLibrary('pick')
  expect([state().views.main.total, state().views.pick.total]).toEqual([11, 30])
})

it('follows news only while it is on screen', async () => {
  const { state, files, asked } = await openLibrary(3)
  await state().askLibrary('main')
  state().lookAtLibrary('main', 0, 10)
  files.set(idOf(9), file(9))
  await state().refreshLibrary()
  await expect.poll(() => state().views.main.total).toBe(4)
  state().lookAwayFromLibrary('main')
  const before = asked.length
  await state().refreshLibrary()
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(asked.length).toBe(before)
})

it('says what went wrong, and shows the list when it is asked again', async () => {
  const library = await openLibrary(3)
  const { core, state } = library
  const list = library.files.values.bind(library.files)
  library.files.values = () => {
    throw new AppError('core_unreachable')
  }
  await state().askLibrary('main')
  expect(state().views.main).toMatchObject({ loading: false, error: { code: 'core_unreachable' } })
  library.files.values = list
  await state().askLibrary('main')
  expect(state().views.main.error).toBeUndefined()
  expect(state().views.main.total).toBe(3)
  expect(core.calls.filter((name) => name === 'media.list')).toHaveLength(2)
})

it('knows which pages a stretch needs', () => {
  expect(pagesFor(0, 20, 1_000)).toEqual([0])
  expect(pagesFor(90, 210, 1_000)).toEqual([0, 1, 2])
  expect(pagesFor(90, 210, 150)).toEqual([0, 1])
  expect(pagesFor(0, 0, 0)).toEqual([])
})
