import { beforeEach, describe, expect, it } from 'vitest'
import type { FolderImport } from '../../nodes/contract/moving.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { CoreLink } from '../api.ts'
import { changeLanguage } from '../i18n/index.ts'
import { createStoreOver } from './create-store.ts'
import type { FolderFile } from './imports.ts'
import { createTestCore } from './test-core.ts'

beforeEach(() => changeLanguage('en'))

const begun: FolderImport = {
  id: 'one',
  state: 'running',
  way: 'copy',
  name: 'Footage',
  files: 0,
  done: 0,
  bytes: 0,
  bytesDone: 0,
  counts: { imported: 0, known: 0, skipped: 0, refused: 0 },
  told: [],
  startedAt: 1,
}

async function open(change: Partial<CoreLink> = {}) {
  const core = { ...createTestCore(), ...change }
  const store = createStoreOver(core)
  await store.getState().start()
  return { core, store, folders: () => store.getState().folderImports }
}

const media = (id: string): Media => ({
  id: id.padEnd(64, '0'),
  kind: 'video',
  name: id,
  sizeBytes: 1,
  hasAudio: false,
  sourceType: 'uploaded',
  createdAt: 1,
  favourite: false,
  missing: false,
})

async function* folder(...files: FolderFile[]) {
  yield* files
}
const file = (name: string, text = name) => ({ name: `Footage/${name}`, file: new File([text], name) })

describe('a folder that the core imports', () => {
  it('is shown with its news, newest first, until it is over and dismissed', async () => {
    const { core, store, folders } = await open()
    core.emit({ type: 'import.changed', import: begun })
    core.emit({ type: 'import.changed', import: { ...begun, id: 'two' } })
    core.emit({ type: 'import.changed', import: { ...begun, state: 'done', done: 3, files: 3 } })
    expect(folders().map(({ id, state }) => [id, state])).toEqual([
      ['two', 'running'],
      ['one', 'done'],
    ])
    store.getState().dismissFolderImports()
    expect(folders().map(({ id }) => id)).toEqual(['two'])
  })

  it('is begun by the shell where only the shell knows the paths', async () => {
    const asked: unknown[] = []
    const { store, folders } = await open({
      importPaths: async (files, way) => {
        asked.push([files.map(({ name }) => name), way])
        return begun
      },
    })
    await store.getState().importPicked([new File([], 'Footage')], 'link')
    expect(asked).toEqual([[['Footage'], 'link']])
    expect(folders()).toEqual([begun])
    expect(store.getState()).toMatchObject({ leftPanel: 'media', panelsHidden: false })
  })
})

describe('a folder that a browser hands over', () => {
  it('comes in file by file, and tells what became of each', async () => {
    const known = new Set<string>()
    const { store, folders } = await open({
      importFile: async ({ name }) => {
        if (name.endsWith('.txt')) throw new AppError('file_not_media', { name, looksLike: 'text' })
        if (name === 'cut.mp4') throw new AppError('file_incomplete', { name })
        const existed = known.has(name[0]!)
        known.add(name[0]!)
        return { media: media(name[0]!), existed }
      },
    })
    const hidden = { name: 'Footage/.x', error: new AppError('file_left_aside', { name: '.x' }) }
    const files = folder(hidden, file('a.mp4'), file('a again.mp4'), file('notes.txt'), file('cut.mp4'))
    await store.getState().uploadFolder('Footage', files)
    const [done] = folders()
    expect(done).toMatchObject({
      state: 'done',
      name: 'Footage',
      files: 4,
      done: 4,
      counts: { imported: 1, known: 1, skipped: 2, refused: 1 },
    })
    expect(done!.bytesDone).toBe(done!.bytes)
    expect(done!.told.map(({ name }) => name)).toEqual(['Footage/cut.mp4', 'Footage/.x', 'Footage/notes.txt'])
    expect(store.getState().media['a'.padEnd(64, '0')]).toBeDefined()
  })

  it('keeps what is in when it is stopped', async () => {
    const { store, folders } = await open({
      importFile: async ({ name }) => {
        if (name === 'b.mp4') await store.getState().stopImport(folders()[0]!.id)
        return { media: media(name[0]!), existed: false }
      },
    })
    await store.getState().uploadFolder('Footage', folder(file('a.mp4'), file('b.mp4'), file('c.mp4')))
    expect(folders()[0]).toMatchObject({ state: 'stopped', done: 2, counts: { imported: 2 } })
  })

  it('ends when nobody answers any more', async () => {
    const { store, folders } = await open({
      importFile: () => Promise.reject(new AppError('core_unreachable')),
    })
    await store.getState().uploadFolder('Footage', folder(file('a.mp4'), file('b.mp4')))
    expect(folders()[0]).toMatchObject({ state: 'failed', error: { code: 'core_unreachable' } })
  })
})
