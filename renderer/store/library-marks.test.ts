import { beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../i18n/index.ts'
import { idOf, openLibrary } from './test-library.ts'

beforeEach(() => changeLanguage('en'))

const night = { kind: 'tag', name: 'night' } as const

describe('tags', () => {
  it('are taken back from those that did not have them before, and only from those', async () => {
    const { state, files } = await openLibrary(3)
    files.set(idOf(1), { ...files.get(idOf(1))!, tags: [night] })
    await state().addTag([...files.values()], night)
    expect([...files.values()].map(({ tags }) => tags)).toEqual([[night], [night], [night]])
    await state().undoInLibrary()
    expect([...files.values()].map(({ tags = [] }) => tags.length)).toEqual([0, 1, 0])
    await state().redoInLibrary()
    expect([...files.values()].map(({ tags = [] }) => tags.length)).toEqual([1, 1, 1])
  })

  it('that became one are told apart again, also where the other is in the trash alone', async () => {
    const { state, files } = await openLibrary(3)
    const storm = { kind: 'tag', name: 'storm' } as const
    const tags = () => [...files.values()].map((one) => (one.tags ?? []).map(({ name }) => name).toSorted())
    files.set(idOf(0), { ...files.get(idOf(0))!, tags: [night] })
    files.set(idOf(1), { ...files.get(idOf(1))!, tags: [night, storm] })
    files.set(idOf(2), { ...files.get(idOf(2))!, tags: [storm], trashedAt: 9 })
    const before = tags()
    await state().renameTag(night, storm)
    expect(tags()).toEqual([['storm'], ['storm'], ['storm']])
    await state().undoInLibrary()
    expect(tags()).toEqual(before)
    await state().redoInLibrary()
    expect(tags()).toEqual([['storm'], ['storm'], ['storm']])
    await state().undoInLibrary()
    expect(tags()).toEqual(before)
  })

  it('have their old name back', async () => {
    const { state, files } = await openLibrary(1)
    files.set(idOf(0), { ...files.get(idOf(0))!, tags: [night] })
    await state().renameTag(night, { kind: 'tag', name: 'dusk' })
    expect(files.get(idOf(0))!.tags).toEqual([{ kind: 'tag', name: 'dusk' }])
    await state().undoInLibrary()
    expect(files.get(idOf(0))!.tags).toEqual([night])
  })

  it('are no step where all have them already', async () => {
    const { state, files } = await openLibrary(1)
    await state().addTag([{ ...files.get(idOf(0))!, tags: [{ kind: 'tag', name: 'Night' }] }], night)
    expect(state().libraryHistory.past).toEqual([])
  })

  it('stand on the tile before the page is read again', async () => {
    const { state, files } = await openLibrary(2)
    await state().askLibrary('main')
    await state().addTag([files.get(idOf(1))!], night)
    expect(state().views.main.pages[0]?.[1]?.tags).toEqual([night])
  })
})

describe('what was done in the library', () => {
  it('is offered to be taken back, the latest step alone', async () => {
    const { state, files } = await openLibrary(2)
    await state().markFavourite([...files.values()], true)
    await state().renameInLibrary(files.get(idOf(0))!, 'rain.jpg')
    expect(state().toasts.map(({ text }) => text)).toEqual(['Renamed.'])
    state().toasts[0]!.action!.perform()
    await expect.poll(() => files.get(idOf(0))!.name).toBe('still 0.jpg')
    expect(state().toasts).toEqual([])
    expect([...files.values()].map(({ favourite }) => favourite)).toEqual([true, true])
    await state().undoInLibrary()
    expect([...files.values()].map(({ favourite }) => favourite)).toEqual([false, false])
  })

  it('leaves the workflow and its own steps alone', async () => {
    const { state, files } = await openLibrary(1)
    const nodeId = state().addNode('prompt')
    await state().renameInLibrary(files.get(idOf(0))!, 'rain.jpg')
    await state().undoInLibrary()
    expect(state().document.nodes.map(({ id }) => id)).toEqual([nodeId])
    expect(state().history.past).toHaveLength(1)
  })

  it('is no step when the core refuses it', async () => {
    const { state, files } = await openLibrary(1)
    files.get = () => {
      throw new Error('refused')
    }
    await state().renameInLibrary([...files.values()][0]!, 'rain.jpg')
    expect(state().libraryHistory.past).toEqual([])
    expect(state().toasts.map(({ kind }) => kind)).toEqual(['error'])
  })
})

describe('collections', () => {
  const filesOf = (collections: Map<string, { ids: string[] }>) =>
    [...collections.values()].map(({ ids }) => ids)

  it('give back only what was put in', async () => {
    const { state, collections } = await openLibrary(3)
    await state().createCollection('Rain', [idOf(0)])
    const [id] = [...collections.keys()]
    await state().addToCollection(id!, [idOf(0), idOf(2)])
    expect(filesOf(collections)).toEqual([[idOf(0), idOf(2)]])
    await state().undoInLibrary()
    expect(filesOf(collections)).toEqual([[idOf(0)]])
  })

  it('come back with all that was in them, under their name', async () => {
    const { state, collections } = await openLibrary(3)
    await state().createCollection('Rain', [idOf(0), idOf(1)])
    await state().loadFacets()
    await state().removeCollection([...collections.keys()][0]!)
    expect(collections.size).toBe(0)
    await state().undoInLibrary()
    expect([...collections.values()]).toEqual([{ name: 'Rain', ids: [idOf(0), idOf(1)] }])
    await state().redoInLibrary()
    expect(collections.size).toBe(0)
  })

  it('come back as what they were, so that the steps before can be taken back, too', async () => {
    const { state, collections } = await openLibrary(3)
    await state().createCollection('Rain', [idOf(0)])
    const [id] = [...collections.keys()]
    await state().addToCollection(id!, [idOf(1)])
    await state().removeCollection(id!)
    for (const held of [[[idOf(0), idOf(1)]], [[idOf(0)]], []]) {
      await state().undoInLibrary()
      expect(filesOf(collections)).toEqual(held)
    }
    for (const held of [[[idOf(0)]], [[idOf(0), idOf(1)]], []]) {
      await state().redoInLibrary()
      expect(filesOf(collections)).toEqual(held)
    }
    expect(state().toasts.filter(({ kind }) => kind === 'error')).toEqual([])
  })

  it('come back whole although the answer to the first attempt was lost', async () => {
    const { state, collections, core } = await openLibrary(1)
    await state().createCollection('Rain', [idOf(0)])
    const [id] = [...collections.keys()]
    await state().loadFacets()
    await state().removeCollection(id!)
    core.loseAnswer('collections.create')
    await state().undoInLibrary()
    await state().undoInLibrary()
    expect([...collections]).toEqual([[id, { name: 'Rain', ids: [idOf(0)] }]])
    expect(state().libraryHistory.past).toHaveLength(1)
  })
})

describe('a step about something that is gone for good', () => {
  it('is let go with a sentence, and the steps before it are taken back', async () => {
    const { state, files } = await openLibrary(2)
    await state().renameInLibrary(files.get(idOf(0))!, 'rain.jpg')
    await state().markFavourite([files.get(idOf(1))!], true)
    files.delete(idOf(1))
    await state().undoInLibrary()
    expect(state().toasts.map(({ kind, text }) => [kind, text])).toEqual([
      ['error', 'Not undone, because what it was about is not here any more: 1 favourite added.'],
    ])
    await state().undoInLibrary()
    expect(files.get(idOf(0))!.name).toBe('still 0.jpg')
    expect(state().libraryHistory).toMatchObject({ past: [], future: [{ label: 'rename' }] })
  })

  it('is not done again either, and the steps after it are', async () => {
    const { state, files } = await openLibrary(2)
    await state().renameInLibrary(files.get(idOf(1))!, 'rain.jpg')
    await state().renameInLibrary(files.get(idOf(0))!, 'storm.jpg')
    await state().undoInLibrary()
    await state().undoInLibrary()
    files.delete(idOf(1))
    await state().redoInLibrary()
    expect(state().toasts.map(({ text }) => text)).toEqual([
      'Not done again, because what it was about is not here any more: Renamed.',
    ])
    await state().redoInLibrary()
    expect(files.get(idOf(0))!.name).toBe('storm.jpg')
  })

  it('is taken back for the files that are left', async () => {
    const { state, files } = await openLibrary(2)
    await state().markFavourite([...files.values()], true)
    files.delete(idOf(0))
    await state().undoInLibrary()
    expect([...files.values()].map(({ favourite }) => favourite)).toEqual([false])
    expect(state().libraryHistory.past).toEqual([])
  })

  it('waits for the next attempt where the core only does not answer', async () => {
    const { state, files, core } = await openLibrary(1)
    await state().markFavourite([...files.values()], true)
    core.loseAnswer('media.favourite')
    await state().undoInLibrary()
    expect(state().libraryHistory.past).toHaveLength(1)
    await state().undoInLibrary()
    expect(state().libraryHistory.past).toEqual([])
  })
})

it('a search that was removed comes back as the one that it was', async () => {
  const { state, searches } = await openLibrary(0)
  await state().saveSearch('Nights')
  const search = { ...[...searches.values()][0]! }
  await state().renameSearch(search, 'Rain')
  await state().removeSearch({ ...search, name: 'Rain' })
  await state().undoInLibrary()
  await state().undoInLibrary()
  expect([...searches.values()]).toEqual([search])
  await state().undoInLibrary()
  expect(searches.size).toBe(0)
})
