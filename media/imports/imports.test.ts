import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import type { FolderImport, ImportedFile, ImportOrder } from '../../nodes/contract/moving.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Db } from '../db/db.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { createTables } from '../db/tables.ts'
import { createEvents } from '../events.ts'
import { createStore } from '../files/store.ts'
import { createMediaManager, type MediaManager } from '../media-manager.ts'
import { makeClip, testEngine } from '../mp4/test-clips.ts'
import { createImports, type ImportsParts } from './imports.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-imports-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let clip: Buffer
beforeAll(async () => {
  clip = readFileSync(await makeClip(join(root, 'clip.mp4'), { size: '64x48' }))
})

function bytes(n: number): Buffer {
  const filler = Buffer.alloc(64)
  filler.writeUInt32BE(filler.length, 0)
  filler.write('free', 4, 'latin1')
  filler.writeUInt32BE(n, 60)
  return Buffer.concat([clip, filler])
}

let folder: string
let footage: string
let db: Db
let manager: MediaManager
let told: CoreEvent[]
beforeEach(() => {
  folder = mkdtempSync(join(root, 'library-'))
  footage = mkdtempSync(join(root, 'footage-'))
  db = openDatabase(folder)
  manager = createMediaManager({
    tables: createTables(db),
    store: createStore(folder),
    engine: async () => testEngine,
    folder,
  })
})
afterEach(() => closeDatabase(db))

function openImports(change: Partial<ImportsParts> = {}) {
  const events = createEvents()
  told = []
  events.on((event) => told.push(event))
  return createImports({ manager, events, dataFolder: folder, ...change })
}

function put(name: string, content: Buffer | string): string {
  const path = join(footage, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

/** An import as it ended, with what became of each file, by name. */
async function run(order: Partial<ImportOrder> = {}, change: Partial<ImportsParts> = {}) {
  const imports = openImports(change)
  const files: ImportedFile[] = []
  const { id } = imports.start({ paths: [footage], way: 'copy', ...order }, (file) => files.push(file))
  const ended = await imports.finished(id)
  return {
    ended,
    files: Object.fromEntries(files.map((file) => [file.name, file.error?.code ?? file.state])),
  }
}

describe('importing a folder', () => {
  it('brings in all that is in it, and says of everything else why not', async () => {
    put('clip 10.mp4', bytes(10))
    put('clip 2.mp4', bytes(2))
    put('第一天/镜头.mov', bytes(3))
    put('第一天/same again', bytes(2))
    put('notes.txt', 'Rain. A door.')
    put('empty.mp4', '')
    put('cut.mp4', bytes(4).subarray(0, 2000))
    put('.hidden/a.mp4', bytes(5))
    put('.DS_Store', 'x')
    put('Thumbs.db', 'x')
    symlinkSync(footage, join(footage, 'loop'))
    symlinkSync(join(footage, 'nowhere'), join(footage, 'broken.mp4'))
    execFileSync('mkfifo', [join(footage, 'pipe.mp4')])
    const { ended, files } = await run()
    const { '第一天/same again': again, 'clip 2.mp4': first, ...others } = files
    expect([first, again].toSorted()).toEqual(['imported', 'known'])
    expect(others).toEqual({
      'clip 10.mp4': 'imported',
      '第一天/镜头.mov': 'imported',
      'notes.txt': 'file_not_media',
      'empty.mp4': 'file_empty',
      'cut.mp4': 'file_incomplete',
      '.hidden': 'file_left_aside',
      '.DS_Store': 'file_left_aside',
      'Thumbs.db': 'file_left_aside',
      loop: 'folder_linked',
      'broken.mp4': 'file_not_found',
      'pipe.mp4': 'file_not_regular',
    })
    expect(ended).toMatchObject({
      state: 'done',
      files: 7,
      done: 7,
      counts: { imported: 3, known: 1, skipped: 7, refused: 2 },
    })
    expect(ended.bytesDone).toBe(ended.bytes)
    expect(ended.told.map(({ state }) => state)).toEqual([
      ...Array(2).fill('refused'),
      ...Array(7).fill('skipped'),
    ])
    expect(
      manager
        .getMany([...createTables(db).media.ids()])
        .map(({ name }) => name)
        .toSorted(),
    ).toContain('镜头.mov')
  })

  it('takes the clips in the order that people number them', async () => {
    for (const n of [10, 9, 1, 2]) put(`scene ${n}/clip.mp4`, bytes(n))
    const { files } = await run(
      {},
      { manager: { importFile: (path) => Promise.reject(new AppError('file_unreadable', { name: path })) } },
    )
    expect(Object.keys(files)).toEqual([
      'scene 1/clip.mp4',
      'scene 2/clip.mp4',
      'scene 9/clip.mp4',
      'scene 10/clip.mp4',
    ])
  })

  it('links instead of copying when asked to', async () => {
    put('a.mp4', bytes(1))
    put('b.mp4', bytes(2))
    const { ended } = await run({ way: 'link' })
    expect(ended.counts).toEqual({ imported: 2, known: 0, skipped: 0, refused: 0 })
    expect(readdirSync(join(folder, 'objects'))).toEqual([])
    expect((await run({ way: 'copy' })).ended.counts).toMatchObject({ known: 2 })
    expect(readdirSync(join(folder, 'objects'))).toEqual([])
  })

  it.runIf(process.platform === 'linux')(
    'says of a name that is no Unicode what to do about it',
    async () => {
      // As archives from other systems leave them: 雨 in GBK.
      writeFileSync(
        Buffer.concat([Buffer.from(`${footage}/`), Buffer.from([0xd3, 0xea]), Buffer.from('.mp4')]),
        bytes(1),
      )
      put('a.mp4', bytes(2))
      expect(Object.values((await run()).files).toSorted()).toEqual(['file_name_garbled', 'imported'])
    },
  )

  it('does not import the library into itself', async () => {
    symlinkSync(root, join(footage, 'way around'))
    const { files } = await run({ paths: [join(footage, 'way around')] })
    expect(files[folder.slice(root.length + 1)]).toBe('folder_is_library')
  })

  it('refuses by name what was named, and goes on with the rest', async () => {
    const words = put('notes.txt', 'Rain.')
    const { ended, files } = await run({ paths: [words, join(footage, 'gone.mp4'), put('a.mp4', bytes(1))] })
    expect(files).toEqual({
      'notes.txt': 'file_not_media',
      'gone.mp4': 'file_not_found',
      'a.mp4': 'imported',
    })
    expect(ended).toMatchObject({ state: 'done', counts: { imported: 1, refused: 2, skipped: 0 } })
  })

  it('stops at a number of files that nobody means, and says so', async () => {
    for (let n = 0; n < 5; n++) put(`${n}.mp4`, bytes(n))
    const { ended } = await run({}, { mostFiles: 3 })
    expect(ended).toMatchObject({ files: 3, counts: { imported: 3, skipped: 1 } })
    expect(ended.told[0]!.error).toMatchObject({ code: 'import_too_large', details: { limit: 3 } })
  })

  it('wants whole paths', () => {
    expect(() => openImports().start({ paths: ['footage'], way: 'copy' })).toThrow(
      expect.objectContaining({ code: 'path_not_whole' }),
    )
  })
})

describe('an import on its way', () => {
  it('tells how far it is in files and bytes, and that the library changed', async () => {
    for (let n = 0; n < 6; n++) put(`${n}.mp4`, bytes(n))
    const { ended } = await run()
    const news = told.filter((event) => event.type === 'import.changed').map((event) => event.import)
    expect(news[0]).toMatchObject({ state: 'running', done: 0 })
    expect(news.at(-1)).toEqual(ended)
    expect(ended.bytesDone).toBe(6 * bytes(0).length)
    expect(told.filter(({ type }) => type === 'media.changed')).toHaveLength(6)
    expect(told).toContainEqual({ type: 'library.changed' })
  })

  it('keeps what is in when it is stopped', async () => {
    for (let n = 0; n < 40; n++) put(`${n}.mp4`, bytes(n))
    const imports = openImports()
    let seen = 0
    const { id } = imports.start({ paths: [footage], way: 'copy' }, () => {
      if ((seen += 1) === 5) imports.stop(id)
    })
    const { state, counts, error } = await imports.finished(id)
    expect([state, error, counts.refused]).toEqual(['stopped', undefined, 0])
    expect(counts.imported).toBeGreaterThanOrEqual(5)
    expect(counts.imported).toBeLessThan(40)
    expect(createTables(db).media.ids().size).toBe(counts.imported)
    expect(readdirSync(join(folder, 'temp'))).toEqual([])
    expect(imports.list().map((one: FolderImport) => one.id)).toEqual([id])
    // The same again brings in the rest.
    expect((await run()).ended.counts).toMatchObject({
      known: counts.imported,
      imported: 40 - counts.imported,
    })
  })

  it('gives up where nothing fits any more, with the sentence for it', async () => {
    for (let n = 0; n < 40; n++) put(`${n}.mp4`, bytes(n))
    const full = { importFile: () => Promise.reject(new AppError('disk_full', { what: 'a clip' })) }
    const { ended } = await run({}, { manager: full })
    expect(ended).toMatchObject({ state: 'failed', error: { code: 'disk_full' } })
    expect(ended.counts.refused).toBeLessThan(30)
  })
})

it('reads a folder that is named twice once', async () => {
  copyFileSync(put('a.mp4', bytes(1)), join(footage, 'b.mp4'))
  const { ended } = await run({ paths: [footage, footage] })
  expect(ended.counts).toMatchObject({ imported: 1, known: 1 })
})
