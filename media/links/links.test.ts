import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { createTables, type Tables } from '../db/tables.ts'
import { createEvents } from '../events.ts'
import { createStore, type Store } from '../files/store.ts'
import { createMediaManager, type MediaManager } from '../media-manager.ts'
import { makeClip, testEngine } from '../mp4/test-clips.ts'
import type { Db } from '../db/db.ts'
import { createLinks, type Links } from './links.ts'
import { relinkFrom } from './relink.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-links-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let clip: Buffer
beforeAll(async () => {
  clip = readFileSync(await makeClip(join(root, 'clip.mp4'), { size: '64x48' }))
})

/** Another clip of the same length: a box that every player skips ends in `n`. */
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
let tables: Tables
let store: Store
let manager: MediaManager
let links: Links
let told: CoreEvent[]
beforeEach(() => {
  folder = mkdtempSync(join(root, 'library-'))
  footage = join(mkdtempSync(join(root, 'disk-')), 'footage')
  mkdirSync(footage)
  open()
})
afterEach(async () => {
  await links.close()
  closeDatabase(db)
})

interface Watching {
  readonly quietMs?: number
  readonly mostMs?: number
  readonly asks?: () => void
}

function open({ quietMs = 20, mostMs = 5_000, asks = () => {} }: Watching = {}) {
  db = openDatabase(folder)
  tables = createTables(db)
  store = createStore(folder)
  const events = createEvents()
  told = []
  events.on((event) => told.push(event))
  manager = createMediaManager({
    tables,
    store,
    engine: async () => testEngine,
    folder,
    noticeLink: (id) => links.notice(id),
  })
  const { below } = tables.links
  const asked = (prefix: string) => {
    asks()
    return below(prefix)
  }
  const counted = { ...tables, links: { ...tables.links, below: asked } }
  links = createLinks({ tables: counted, events, get: manager.get, quietMs, mostMs })
}

async function reopen(options: Watching) {
  await links.close()
  closeDatabase(db)
  open(options)
}

const at = (name: string) => join(footage, name)
function put(name: string, n: number): string {
  writeFileSync(at(name), bytes(n))
  return at(name)
}
async function link(name: string, n: number) {
  const { media } = await manager.importFile(put(name, n), { link: true })
  await links.settled()
  return media.id
}
const stored = () =>
  readdirSync(join(folder, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
const missing = (id: string) => manager.get(id)!.missing
/** Whoever watches takes a moment. */
const until = async (isSo: () => boolean) =>
  await expect.poll(isSo, { timeout: 8_000, interval: 20 }).toBe(true)

describe('linking a file', () => {
  it('remembers its place, copies nothing, and serves it where it lies', async () => {
    const id = await link('旅行 clip.mov', 1)
    const media = manager.get(id)!
    expect(media).toMatchObject({ linkedPath: at('旅行 clip.mov'), missing: false, kind: 'video', width: 64 })
    expect(stored()).toEqual([])
    expect(manager.pathOf(id)).toBe(at('旅行 clip.mov'))
    // By what it is, not by what it is called.
    expect(manager.fileOf(id)).toEqual({ path: at('旅行 clip.mov'), contentType: 'video/mp4' })
    expect((await manager.renditionOf(id, 'poster'))?.contentType).toBe('image/jpeg')
    expect(readFileSync(at('旅行 clip.mov'))).toEqual(bytes(1))
  })

  it('recognises bytes that are known, stored or linked, and copies them no second time', async () => {
    const id = await link('a.mp4', 1)
    const copied = await manager.importFile(put('b.mp4', 1))
    expect(copied).toMatchObject({ existed: true, media: { id, linkedPath: at('a.mp4') } })
    const first = await manager.importFile(put('c.mp4', 2))
    const linked = await manager.importFile(put('d.mp4', 2), { link: true })
    expect(linked).toEqual({ existed: true, media: first.media })
    expect(stored()).toHaveLength(1)
  })

  it('follows a link to where the bytes are', async () => {
    put('real.mp4', 1)
    symlinkSync(at('real.mp4'), at('alias.mp4'))
    const { media } = await manager.importFile(at('alias.mp4'), { link: true })
    expect(media.linkedPath).toBe(at('real.mp4'))
  })

  it('lets nothing in that is not media, and leaves what it reads as it was', async () => {
    writeFileSync(at('notes.mp4'), 'only words')
    await expect(manager.importFile(at('notes.mp4'), { link: true })).rejects.toMatchObject({
      code: 'file_not_media',
    })
    const before = statSync(put('a.mp4', 1))
    await link('a.mp4', 1)
    expect(statSync(at('a.mp4'))).toMatchObject({ ino: before.ino, mode: before.mode })
  })

  it('becomes a copy when the file is gone and the same bytes come in as one', async () => {
    const id = await link('a.mp4', 1)
    rmSync(at('a.mp4'))
    expect(missing(id)).toBe(true)
    const { media } = await manager.importFile(put('b.mp4', 1))
    expect(media).toMatchObject({ id, missing: false })
    expect(media.linkedPath).toBeUndefined()
    expect(stored()).toHaveLength(1)
  })
})

describe('a linked file that changes', () => {
  it('is never taken for what it was, even with the same length and the same date', async () => {
    const id = await link('a.mp4', 1)
    const { atime, mtime } = statSync(at('a.mp4'))
    put('a.mp4', 2)
    utimesSync(at('a.mp4'), atime, mtime)
    expect(missing(id)).toBe(true)
    expect(() => manager.pathOf(id)).toThrow(expect.objectContaining({ code: 'media_missing' }))
    await links.settled()
    expect([missing(id), manager.fileOf(id)]).toEqual([true, undefined])
    // Its new bytes are another media; the old one stays missing until its own are back.
    const other = await link('a.mp4', 2)
    expect([other === id, missing(id), missing(other)]).toEqual([false, true, false])
    put('a.mp4', 1)
    await links.begin()
    expect([missing(id), missing(other)]).toEqual([false, true])
  })

  it('is the same file after only its dates or permissions changed', async () => {
    const id = await link('a.mp4', 1)
    utimesSync(at('a.mp4'), new Date(), new Date(2020, 1, 1))
    expect(missing(id)).toBe(true)
    await links.begin()
    expect(missing(id)).toBe(false)
  })
})

describe('watching linked files', () => {
  it('notices by itself that one is gone, and that it is back', async () => {
    const id = await link('a.mp4', 1)
    await links.begin()
    told.length = 0
    renameSync(at('a.mp4'), join(root, 'elsewhere.mp4'))
    await until(() => tables.links.get(id)!.missingAt !== undefined)
    expect(told).toContainEqual({
      type: 'media.changed',
      media: expect.objectContaining({ id, missing: true }),
    })
    renameSync(join(root, 'elsewhere.mp4'), at('a.mp4'))
    await until(() => told.some((event) => event.type === 'media.changed' && !event.media.missing))
    expect(tables.links.get(id)!.missingAt).toBeUndefined()
  })

  it('finds one that was renamed or moved below its folder, among others of the same length', async () => {
    const ids = [await link('a.mp4', 1), await link('b.mp4', 2), await link('c.mp4', 3)]
    await links.begin()
    mkdirSync(at('day 1'))
    renameSync(at('a.mp4'), at('day 1/scene 4.mp4'))
    renameSync(at('b.mp4'), at('take.mov'))
    await until(() => basename(manager.get(ids[0]!)!.linkedPath!) === 'scene 4.mp4' && !missing(ids[1]!))
    expect(ids.map((id) => [manager.get(id)!.linkedPath, missing(id)])).toEqual([
      [at('day 1/scene 4.mp4'), false],
      [at('take.mov'), false],
      [at('c.mp4'), false],
    ])
  })

  it('finds all of a folder that was renamed while nobody watched', async () => {
    const ids = [await link('a.mp4', 1), await link('b.mp4', 2)]
    await links.close()
    closeDatabase(db)
    renameSync(footage, `${footage} 2024`)
    open()
    expect(ids.map(missing)).toEqual([true, true])
    await links.begin()
    expect(ids.map((id) => [missing(id), basename(manager.get(id)!.linkedPath!)])).toEqual([
      [false, 'a.mp4'],
      [false, 'b.mp4'],
    ])
    expect(told).toContainEqual({ type: 'library.changed' })
  })

  it('does not wait until somebody who writes into the folder is done', async () => {
    await reopen({ quietMs: 2_000, mostMs: 50 })
    const id = await link('a.mp4', 1)
    await links.begin()
    let isNoticed = false
    const writer = setInterval(() => {
      appendFileSync(at('rendering.mov'), 'frame')
      isNoticed ||= tables.links.get(id)!.missingAt !== undefined
    }, 5)
    try {
      rmSync(at('a.mp4'))
      await until(() => isNoticed)
    } finally {
      clearInterval(writer)
    }
    expect(missing(id)).toBe(true)
  })

  it('asks the library once about a folder in which very much happens', async () => {
    let asked = 0
    await reopen({ quietMs: 60, asks: () => void asked++ })
    const id = await link('a.mp4', 1)
    await links.begin()
    rmSync(at('a.mp4'))
    for (let n = 0; n < 300; n++) writeFileSync(at(`frame ${n}.txt`), 'x')
    await until(() => tables.links.get(id)!.missingAt !== undefined)
    await links.settled()
    expect(asked).toBeGreaterThan(0)
    expect(asked).toBeLessThan(20)
  })

  it('looks for one as soon as it is wanted and not there', async () => {
    const id = await link('a.mp4', 1)
    mkdirSync(at('deep/er'), { recursive: true })
    renameSync(at('a.mp4'), at('deep/er/x.mp4'))
    expect(manager.fileOf(id)).toBeUndefined()
    await links.settled()
    expect(manager.pathOf(id)).toBe(at('deep/er/x.mp4'))
  })
})

describe('bringing missing files back from other folders', () => {
  it('finds them by their content, as links or as copies, and nothing else', async () => {
    const [linked, lost] = [await link('a.mp4', 1), await link('b.mp4', 2)]
    const { media: copied } = await manager.importFile(put('c.mp4', 3))
    const away = mkdtempSync(join(root, 'other-disk-'))
    mkdirSync(join(away, 'archive'))
    renameSync(at('a.mp4'), join(away, 'archive', 'x1'))
    renameSync(at('c.mp4'), join(away, 'x3.bin'))
    writeFileSync(join(away, 'decoy.mp4'), bytes(9))
    rmSync(at('b.mp4'))
    rmSync(store.find(`objects/${copied.id.slice(0, 2)}/${copied.id}.mp4`)!)
    const wanted = [linked, lost, copied.id].map((id) => manager.get(id)!)

    const found = await relinkFrom(manager, [away], { missing: wanted, way: 'link' })
    expect(found.map(({ id, path, media }) => [id, path, media?.missing]).toSorted()).toEqual(
      [
        [linked, join(away, 'archive', 'x1'), false],
        [copied.id, join(away, 'x3.bin'), false],
      ].toSorted(),
    )
    expect([missing(lost), stored()]).toEqual([true, []])

    rmSync(join(away, 'archive', 'x1'))
    copyFileSync(join(root, 'clip.mp4'), join(away, 'archive', 'other.mp4'))
    writeFileSync(join(away, 'again.mp4'), bytes(1))
    await relinkFrom(manager, [away], { missing: [manager.get(linked)!], way: 'copy' })
    expect(manager.get(linked)).toMatchObject({ missing: false })
    expect(stored()).toHaveLength(1)
  })

  it('takes no other bytes for those it looks for, although they were there a moment ago', async () => {
    const id = await link('a.mp4', 1)
    rmSync(at('a.mp4'))
    await expect(manager.importFile(put('b.mp4', 2), { expect: id })).rejects.toMatchObject({
      code: 'file_changed',
    })
    await expect(manager.importFile(put('b.mp4', 2), { expect: id, link: true })).rejects.toMatchObject({
      code: 'file_changed',
    })
    expect(tables.media.ids().size).toBe(1)
  })
})
