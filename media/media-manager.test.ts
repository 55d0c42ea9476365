import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../nodes/errors.ts'
import { closeDatabase, openDatabase } from './db/open.ts'
import type { Db } from './db/db.ts'
import { createTables } from './db/tables.ts'
import type { Engine } from './ffmpeg/engine.ts'
import { createStore } from './files/store.ts'
import { createMediaManager } from './media-manager.ts'
import { ffmpeg, makeClip, testEngine } from './mp4/test-clips.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-manager-'))
const at = (name: string) => join(root, name)
afterAll(() => rmSync(root, { recursive: true, force: true }))

let clip: string
let picture: string
let song: string
beforeAll(async () => {
  clip = await makeClip(at('clip.mp4'), { size: '64x48' })
  picture = at('picture.png')
  song = at('song.mp3')
  await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=64x48', '-frames:v', '1', picture])
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=440:d=1', song])
})

let folder: string
let db: Db
beforeEach(() => {
  folder = mkdtempSync(join(root, 'library-'))
  db = openDatabase(folder)
})
afterEach(() => closeDatabase(db))

function openManager(engine: () => Promise<Engine> = async () => testEngine) {
  return createMediaManager({ tables: createTables(db), store: createStore(folder), engine, folder })
}
const withoutEngine = () =>
  openManager(async () => {
    throw new AppError('ffmpeg_missing')
  })

const sha = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
const files = (name: string) =>
  readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
const isEmpty = () =>
  expect([openManager().list({ limit: 1, offset: 0 }).total, files('objects'), files('temp')]).toEqual([
    0,
    [],
    [],
  ])

const generation = {
  provider: 'animatic',
  model: 'storyboard',
  prompt: 'Rain over the harbour',
  params: { seed: 7, aspect: '9:16' },
  startedAt: 100,
  completedAt: 200,
  cost: 0,
}

describe('importing a file', () => {
  it('stores a copy under its hash with everything that was measured, and leaves the original alone', async () => {
    const before = statSync(clip)
    const { media, existed } = await openManager().importFile(clip)
    expect(existed).toBe(false)
    expect(media).toMatchObject({
      id: sha(clip),
      kind: 'video',
      name: 'clip.mp4',
      sizeBytes: before.size,
      width: 64,
      height: 48,
      aspectRatio: '4:3',
      codec: 'h264',
      audioCodec: 'aac',
      fps: 24,
      hasAudio: true,
      sourceType: 'uploaded',
      favourite: false,
      missing: false,
    })
    expect(sha(openManager().pathOf(media.id))).toBe(media.id)
    expect(statSync(clip)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs, mode: before.mode })
    expect(JSON.parse(db.prepare('SELECT metadata FROM media').pluck().get() as string)).toMatchObject({
      format: 'mov',
      video: { timeBase: { den: 12288 }, extradataHash: expect.stringMatching(/^[0-9a-f]{32}$/) },
    })
  })

  it('tells the window neither where a file is nor what was measured of it', async () => {
    const { media } = await openManager().importFile(clip)
    expect(Object.keys(media)).not.toContain('filePath')
    expect(Object.keys(media)).not.toContain('metadata')
  })

  it('answers the media that is there for the same bytes under another name, and writes nothing', async () => {
    const manager = openManager()
    const first = await manager.importFile(clip)
    copyFileSync(clip, at('other name.mov'))
    const again = await manager.importFile(at('other name.mov'))
    expect(again).toEqual({ media: first.media, existed: true })
    expect(files('objects')).toHaveLength(1)
  })

  it('makes one media of the same bytes that come at once', async () => {
    const manager = openManager()
    const all = await Promise.all(Array.from({ length: 12 }, () => manager.importFile(clip)))
    expect(all.filter(({ existed }) => !existed)).toHaveLength(1)
    expect(manager.list({ limit: 10, offset: 0 }).total).toBe(1)
    expect([files('objects').length, files('temp').length]).toEqual([1, 0])
  })

  it('imports files of the same size that are not the same', async () => {
    const manager = openManager()
    const bytes = readFileSync(song)
    // The third one even ends like the second.
    for (const [text, position] of [
      ['aaaa', bytes.length - 4],
      ['bbbb', bytes.length - 4],
      ['x', 3000],
    ] as const) {
      bytes.write(text, position, 'latin1')
      writeFileSync(at('same-size.mp3'), bytes)
      expect((await manager.importFile(at('same-size.mp3'))).existed).toBe(false)
    }
    expect(manager.list({ limit: 10, offset: 0 }).total).toBe(3)
    expect(files('objects')).toHaveLength(3)
  })

  it('needs no engine for pictures and plain MP4', async () => {
    const manager = withoutEngine()
    expect((await manager.importFile(picture)).media).toMatchObject({
      kind: 'image',
      codec: 'png',
      width: 64,
    })
    expect((await manager.importFile(clip)).media).toMatchObject({ kind: 'video' })
    expect(await manager.renditionOf(sha(picture), 'poster')).toMatchObject({ contentType: 'image/jpeg' })
    expect(await manager.renditionOf(sha(clip), 'poster')).toBeUndefined()
    await expect(manager.importFile(song)).rejects.toMatchObject({ code: 'ffmpeg_missing' })
    expect(files('temp')).toEqual([])
  })

  it('takes the type from the content and the label from the person', async () => {
    copyFileSync(picture, at('film.mp4'))
    const { media } = await openManager().importFile(at('film.mp4'), { name: 'My\nframe' })
    expect(media).toMatchObject({ kind: 'image', name: 'My frame' })
    expect(openManager().fileOf(media.id)).toEqual({
      path: expect.stringMatching(/\.png$/),
      contentType: 'image/png',
    })
  })

  it('stores what a picked link leads to, not the link', async () => {
    symlinkSync(clip, at('picked.mp4'))
    const { media } = await openManager().importFile(at('picked.mp4'))
    expect(media).toMatchObject({ id: sha(clip), name: 'picked.mp4' })
    expect(statSync(openManager().pathOf(media.id)).isFile()).toBe(true)
  })

  it.each([
    ['file_not_media', () => Buffer.from('INT. KITCHEN – NIGHT')],
    ['file_empty', () => Buffer.alloc(0)],
    ['file_incomplete', () => readFileSync(clip).subarray(0, 3000)],
    ['file_incomplete', () => readFileSync(picture).subarray(0, statSync(picture).size - 40)],
    [
      'file_unreadable',
      () => Buffer.concat([readFileSync(picture).subarray(0, 60), readFileSync(picture).subarray(-12)]),
    ],
  ] as const)('refuses with %s and keeps nothing', async (code, bytes) => {
    writeFileSync(at('bad.mp4'), bytes())
    await expect(openManager().importFile(at('bad.mp4'))).rejects.toMatchObject({
      code,
      details: { name: 'bad.mp4' },
    })
    isEmpty()
  })

  it('says how far it is, and keeps nothing when it is stopped', async () => {
    const fractions: number[] = []
    await openManager().importFile(picture, { onProgress: (fraction) => fractions.push(fraction) })
    expect(fractions.at(-1)).toBe(1)

    const stop = new AbortController()
    const stopped = openManager().importFile(clip, { signal: stop.signal, onProgress: () => stop.abort() })
    await expect(stopped).rejects.toMatchObject({ code: 'stopped' })
    expect([files('objects').length, files('temp').length]).toEqual([1, 0])
  })

  it('brings back the file of a media whose file was lost', async () => {
    const manager = openManager()
    const { media } = await manager.importFile(clip)
    rmSync(manager.pathOf(media.id))
    expect(manager.get(media.id)?.missing).toBe(true)
    const again = await manager.importFile(clip, { name: 'again.mp4' })
    expect(again).toEqual({ media, existed: true })
    expect(sha(manager.pathOf(media.id))).toBe(media.id)
  })
})

describe('adopting a file that was made here', () => {
  const made = (name = 'made') => {
    const path = join(folder, 'temp', name)
    copyFileSync(clip, path)
    return path
  }

  it('moves it in, with the story of how it was made', async () => {
    const manager = openManager()
    const path = made()
    const { media } = await manager.adopt(path, { name: 'Shot 1', sourceType: 'generated', generation })
    expect(media).toMatchObject({ name: 'Shot 1', sourceType: 'generated', generation })
    expect(manager.get(media.id)).toEqual(media)
    expect(manager.list({ filter: { text: 'harbour' }, limit: 5, offset: 0 }).items).toEqual([media])
    expect(files('temp')).toEqual([])
  })

  it('checks it like any other file, and leaves it to its maker when it is no good', async () => {
    const manager = openManager()
    const path = made()
    truncateSync(path, 3000)
    await expect(
      manager.adopt(path, { name: 'Shot 1', sourceType: 'generated', generation }),
    ).rejects.toMatchObject({ code: 'file_incomplete', details: { name: 'Shot 1' } })
    expect(statSync(path).size).toBe(3000)
    expect(manager.list({ limit: 1, offset: 0 }).total).toBe(0)
  })

  it('keeps the first story, and learns one where there was none', async () => {
    const manager = openManager()
    await manager.importFile(clip)
    const adopt = (prompt: string, name: string) =>
      manager.adopt(made(name), { name, sourceType: 'generated', generation: { ...generation, prompt } })
    expect(await adopt('first', 'a')).toMatchObject({
      existed: true,
      media: { name: 'clip.mp4', sourceType: 'uploaded', generation: { prompt: 'first' } },
    })
    expect((await adopt('second', 'b')).media.generation?.prompt).toBe('first')
    expect(manager.list({ filter: { text: 'first' }, limit: 5, offset: 0 }).total).toBe(1)
  })
})

describe('the library', () => {
  it('lists, finds, renames and marks', async () => {
    const manager = openManager()
    const { media } = await manager.importFile(clip)
    await manager.importFile(picture)
    await manager.importFile(song)
    const names = (options = {}) =>
      manager.list({ limit: 10, offset: 0, ...options }).items.map(({ name }) => name)
    expect(names()).toEqual(['song.mp3', 'picture.png', 'clip.mp4'])
    expect(names({ filter: { kinds: ['image'] } })).toEqual(['picture.png'])
    expect(manager.list({ limit: 1, offset: 1 })).toMatchObject({
      items: [{ name: 'picture.png' }],
      total: 3,
    })

    expect(manager.rename(media.id, 'Opening \n shot').name).toBe('Opening shot')
    expect(names({ filter: { text: 'OPENING' } })).toEqual(['Opening shot'])
    expect(manager.setFavourite(media.id, true).favourite).toBe(true)
    expect(names({ filter: { favourites: true } })).toEqual(['Opening shot'])
    expect(manager.getMany([sha(song), media.id, 'unknown']).map(({ name }) => name)).toEqual([
      'song.mp3',
      'Opening shot',
    ])
  })

  it('says that a media is missing when its file is gone or not as long as it was', async () => {
    const manager = openManager()
    const { media } = await manager.importFile(picture)
    const path = manager.pathOf(media.id)
    rmSync(path)
    writeFileSync(path, readFileSync(picture).subarray(0, 100))
    expect(manager.get(media.id)).toMatchObject({ missing: true })
    expect(manager.list({ limit: 1, offset: 0 }).items[0]?.missing).toBe(true)
    expect(() => manager.pathOf(media.id)).toThrow(
      expect.objectContaining({ code: 'media_missing', details: { name: 'picture.png' } }),
    )
    expect(manager.fileOf(media.id)).toBeUndefined()
    // The card still shows what it was.
    expect(await manager.renditionOf(media.id, 'poster')).toBeDefined()
  })

  it('serves no file that was swapped for a link', async () => {
    const manager = openManager()
    const { media } = await manager.importFile(picture)
    const path = manager.pathOf(media.id)
    rmSync(path)
    copyFileSync(picture, at('elsewhere.png'))
    symlinkSync(at('elsewhere.png'), path)
    expect(manager.fileOf(media.id)).toBeUndefined()
    expect(() => manager.pathOf(media.id)).toThrow(expect.objectContaining({ code: 'media_missing' }))
  })

  it('knows nothing of an unknown id', async () => {
    const manager = openManager()
    const id = 'f'.repeat(64)
    expect([manager.get(id), manager.fileOf(id), await manager.renditionOf(id, 'poster')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    for (const ask of [
      () => manager.pathOf(id),
      () => manager.rename(id, 'x'),
      () => manager.setFavourite(id, true),
    ]) {
      expect(ask).toThrow(expect.objectContaining({ code: 'not_found' }))
    }
  })

  it('keeps posters as a cache that may be deleted', async () => {
    const manager = openManager()
    const { media } = await manager.importFile(clip)
    const first = await manager.renditionOf(media.id, 'poster')
    rmSync(join(folder, 'posters'), { recursive: true })
    expect(await openManager().renditionOf(media.id, 'poster')).toEqual(first)
    expect(basename(first!.path)).toBe(`${media.id}.jpg`)
  })
})
