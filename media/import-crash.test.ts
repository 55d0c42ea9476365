import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from './db/open.ts'
import { createTables } from './db/tables.ts'
import { createStore } from './files/store.ts'
import { createMediaManager } from './media-manager.ts'
import { makeClip, testEngine } from './mp4/test-clips.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-crash-'))
const inbox = join(root, 'inbox')
afterAll(() => rmSync(root, { recursive: true, force: true }))

const CLIPS = 12
beforeAll(async () => {
  mkdirSync(inbox)
  const clip = await makeClip(join(root, 'clip.mp4'), { size: '64x64' })
  for (let n = 0; n < CLIPS; n++) {
    // A box that every player skips makes each a different file, large enough to be cut off half way.
    const filler = Buffer.alloc(400_000, n)
    filler.writeUInt32BE(filler.length, 0)
    filler.write('free', 4, 'latin1')
    copyFileSync(clip, join(inbox, `${n}.mp4`))
    appendFileSync(join(inbox, `${n}.mp4`), filler)
  }
})

function open(folder: string) {
  const db = openDatabase(folder)
  const tables = createTables(db)
  const store = createStore(folder)
  const manager = createMediaManager({ tables, store, engine: async () => testEngine, folder })
  return { db, store, manager, close: () => closeDatabase(db) }
}

const module = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)))

/** A process of its own that imports new files without end, four at a time, and says what is safely in. */
function importer(folder: string) {
  const script = `
    const { readFileSync, writeFileSync } = await import('node:fs')
    const { openDatabase } = await import(${module('./db/open.ts')})
    const { createTables } = await import(${module('./db/tables.ts')})
    const { createStore } = await import(${module('./files/store.ts')})
    const { createMediaManager } = await import(${module('./media-manager.ts')})
    const [folder, inbox] = process.argv.slice(1)
    const tables = createTables(openDatabase(folder))
    const manager = createMediaManager({ tables, store: createStore(folder), engine: () => Promise.reject(), folder })
    console.log('ready')
    await Promise.all([0, 1, 2, 3].map(async (n) => {
      const bytes = readFileSync(inbox + '/' + n + '.mp4')
      for (let pass = 0; ; pass++) {
        bytes.write(process.pid + ' ' + pass, bytes.length - 100)
        const file = folder + '/new-' + n
        writeFileSync(file, bytes)
        console.log((await manager.importFile(file)).media.id)
      }
    }))
  `
  return spawn(process.execPath, ['--input-type=module', '-e', script, folder, inbox], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Everything that must be true whatever happened: each row has its file, and each file is what its name says. */
function check(folder: string): string[] {
  const { db, store, close } = open(folder)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  const rows = db.prepare('SELECT id, file_path, size_bytes FROM media').all() as {
    id: string
    file_path: string
    size_bytes: number
  }[]
  for (const row of rows) expect([row.id, store.sizeOf(row.file_path)]).toEqual([row.id, row.size_bytes])
  const objects = readdirSync(join(folder, 'objects'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const path of objects) {
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(basename(path, '.mp4'))
  }
  close()
  return rows.map(({ id }) => id)
}

describe('killing an import', () => {
  it('never leaves a row without its file, a file with a wrong name, or less than what was acknowledged', async () => {
    const folder = join(root, 'killed')
    const acknowledged = new Set<string>()
    for (let round = 0; round < 20; round++) {
      const child = importer(folder)
      let told = ''
      const heard = (enough: () => boolean) =>
        new Promise<void>((resolve) =>
          child.stdout.on('data', (text) => {
            told += text
            if (enough()) resolve()
          }),
        )
      const ended = new Promise((resolve) => child.once('close', resolve))
      // At every point of an import: the four go in step, and one takes some twenty milliseconds.
      await heard(() => told.split('\n').length > 1 + (round % 3) * 4)
      await new Promise((resolve) => setTimeout(resolve, (round * 7) % 24))
      child.kill('SIGKILL')
      await ended

      for (const id of told.match(/[0-9a-f]{64}/g) ?? []) acknowledged.add(id)
      const rows = new Set(check(folder))
      expect([...acknowledged].filter((id) => !rows.has(id))).toEqual([])
    }
    expect(acknowledged.size).toBeGreaterThan(20)
  })

  it('loses no file: what was stored without a row comes back at the next start', async () => {
    const folder = join(root, 'orphaned')
    const first = open(folder)
    for (let n = 0; n < 3; n++) await first.manager.importFile(join(inbox, `${n}.mp4`))
    // As if the process had ended between the store and the rows.
    first.db.prepare('DELETE FROM media WHERE name <> ?').run('0.mp4')
    first.close()

    const next = open(folder)
    const recovered = await next.manager.recover()
    expect(recovered.map(({ name, kind, missing }) => [name.slice(0, 9), kind, missing])).toEqual([
      ['Recovered', 'video', false],
      ['Recovered', 'video', false],
    ])
    expect(next.manager.list({ limit: 1, offset: 0 }).total).toBe(3)
    expect(await next.manager.recover()).toEqual([])
    next.close()
  })

  it('does not bring back a file that is not what its name says', async () => {
    const folder = join(root, 'damaged')
    const { db, store, manager, close } = open(folder)
    const { media } = await manager.importFile(join(inbox, '0.mp4'))
    const path = store.find(`objects/${media.id.slice(0, 2)}/${media.id}.mp4`)!
    db.prepare('DELETE FROM media').run()
    rmSync(path)
    copyFileSync(join(inbox, '1.mp4'), path)
    expect(await manager.recover()).toEqual([])
    close()
  })
})

const canMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!canMount)('a disk that is full (needs root for a small one)', () => {
  it('says so, keeps what it had, and goes on when there is room again', async () => {
    const folder = join(root, 'small')
    mkdirSync(folder)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder])
    try {
      const { manager, close } = open(folder)
      const kept: string[] = []
      let refused = 0
      for (let n = 0; n < CLIPS; n++) {
        await manager.importFile(join(inbox, `${n}.mp4`)).then(
          ({ media }) => kept.push(media.id),
          (error: unknown) => {
            expect(error).toMatchObject({ code: 'disk_full', details: { what: `${n}.mp4` } })
            refused++
          },
        )
      }
      expect(kept.length).toBeGreaterThan(1)
      expect(refused).toBeGreaterThan(1)
      expect(readdirSync(join(folder, 'temp'))).toEqual([])
      close()
      expect(check(folder).toSorted()).toEqual(kept.toSorted())

      execFileSync('mount', ['-o', 'remount,size=60m', folder])
      const again = open(folder)
      for (let n = 0; n < CLIPS; n++) await again.manager.importFile(join(inbox, `${n}.mp4`))
      expect(again.manager.list({ limit: 1, offset: 0 }).total).toBe(CLIPS)
      again.close()
    } finally {
      execFileSync('umount', ['-l', folder])
    }
  })

  it('says so too when the disk only notices while writing', async () => {
    const folder = join(root, 'tight')
    mkdirSync(folder)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1800k', 'tmpfs', folder])
    try {
      const { manager, close } = open(folder)
      // Four at once: each alone would still fit.
      const ended = await Promise.allSettled(
        [0, 1, 2, 3, 4, 5].map((n) => manager.importFile(join(inbox, `${n}.mp4`))),
      )
      const codes = ended.map((result) => (result.status === 'rejected' ? result.reason.code : 'kept'))
      expect(codes).toContain('kept')
      expect(codes).toContain('disk_full')
      expect(codes.filter((code) => code !== 'kept' && code !== 'disk_full')).toEqual([])
      expect(readdirSync(join(folder, 'temp'))).toEqual([])
      close()
      check(folder)
    } finally {
      execFileSync('umount', ['-l', folder])
    }
  })

  it('says so when not even an empty library fits', () => {
    const folder = join(root, 'tiny')
    mkdirSync(folder)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48k', 'tmpfs', folder])
    try {
      expect(() => openDatabase(folder)).toThrow(
        expect.objectContaining({ code: 'disk_full', details: { what: 'the library' } }),
      )
    } finally {
      execFileSync('umount', ['-l', folder])
    }
  })

  it('names the folder when it can only be read', () => {
    const folder = join(root, 'read-only')
    mkdirSync(folder)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder])
    try {
      expect(() => openDatabase(folder)).toThrow(
        expect.objectContaining({ code: 'folder_not_writable', details: { folder } }),
      )
    } finally {
      execFileSync('umount', ['-l', folder])
    }
  })
})
