import { createHash, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSource } from './source.ts'
import { createStore } from './store.ts'
import type { StageOptions } from './staging.ts'

let folder: string
let home: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-store-'))
  home = join(folder, 'home')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

function file(name: string, bytes: Buffer): string {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

async function stage(store: ReturnType<typeof createStore>, path: string, options: StageOptions = {}) {
  const source = await openSource(path, 'the clip')
  try {
    return await store.stage(source, options)
  } finally {
    await source.close()
  }
}

const everything = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

describe('the store', () => {
  it.each([
    ['one byte', 1],
    ['one block', 512 * 1024],
    ['a block and a byte', 512 * 1024 + 1],
    ['many blocks', 5_000_003],
  ])('keeps %s under its own hash, for its owner only', async (_, size) => {
    const bytes = randomBytes(size)
    const store = createStore(home)
    const staged = await stage(store, file('a', bytes))
    expect([staged.hash, staged.sizeBytes]).toEqual([sha(bytes), size])

    const stored = await staged.commit('mp4')
    expect(stored).toEqual({
      filePath: `objects/${staged.hash.slice(0, 2)}/${staged.hash}.mp4`,
      existed: false,
    })
    const path = store.find(stored.filePath)!
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'objects')).mode & 0o777).toBe(0o700)
    expect(everything(store.tempFolder)).toEqual([])
    expect(store.sizeOf(stored.filePath)).toBe(size)
  })

  it('says how far it is, up to all of it', async () => {
    const fractions: number[] = []
    const onProgress = (fraction: number) => fractions.push(fraction)
    const staged = await stage(createStore(home), file('a', randomBytes(3_000_000)), { onProgress })
    await staged.discard()
    expect(fractions.length).toBeGreaterThan(3)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })

  it('never writes over what it has', async () => {
    const store = createStore(home)
    const bytes = randomBytes(1000)
    const first = await (await stage(store, file('a', bytes))).commit('mp4')
    const before = statSync(join(home, first.filePath))
    const again = await (await stage(store, file('b', bytes))).commit('mp4')
    expect(again).toEqual({ ...first, existed: true })
    expect(statSync(join(home, first.filePath)).ino).toBe(before.ino)
    expect(everything(store.tempFolder)).toEqual([])
  })

  it('makes one object of the same bytes that come many times at once', async () => {
    const store = createStore(home)
    const path = file('a', randomBytes(200_000))
    const stored = await Promise.all(
      Array.from({ length: 8 }, async () => (await stage(store, path)).commit('mp4')),
    )
    expect(stored.filter(({ existed }) => !existed)).toHaveLength(1)
    expect(everything(join(home, 'objects'))).toHaveLength(1)
    expect(everything(store.tempFolder)).toEqual([])
  })

  it('replaces an object that was damaged behind its back', async () => {
    const store = createStore(home)
    const bytes = randomBytes(1000)
    const path = file('a', bytes)
    const { filePath } = await (await stage(store, path)).commit('mp4')
    rmSync(join(home, filePath))
    writeFileSync(join(home, filePath), bytes.subarray(0, 500))
    expect(await (await stage(store, path)).commit('mp4')).toEqual({ filePath, existed: false })
    expect(readFileSync(join(home, filePath)).equals(bytes)).toBe(true)
  })

  it('moves a file of ours instead of copying it', async () => {
    const store = createStore(home)
    const bytes = randomBytes(1000)
    const path = join(store.tempFolder, 'made')
    writeFileSync(path, bytes, { mode: 0o644 })
    const { ino } = statSync(path)
    const { filePath } = await (await stage(store, path, { move: true })).commit('mp4')
    expect(statSync(join(home, filePath))).toMatchObject({ ino, mode: 0o100600 })
    expect(existsSync(path)).toBe(false)
  })

  it('leaves a file of ours where it is when it is not wanted after all', async () => {
    const store = createStore(home)
    const path = join(store.tempFolder, 'made')
    writeFileSync(path, 'x')
    await (await stage(store, path, { move: true })).discard()
    expect(existsSync(path)).toBe(true)
  })

  it('copies a file of ours that lies on another disk', async () => {
    if (statSync('/dev/shm', { throwIfNoEntry: false })?.dev === statSync(folder).dev) return
    const path = join('/dev/shm', `sceneloom-${process.pid}`)
    writeFileSync(path, 'made elsewhere')
    try {
      const { filePath } = await (await stage(createStore(home), path, { move: true })).commit('mp4')
      expect(readFileSync(join(home, filePath), 'utf8')).toBe('made elsewhere')
    } finally {
      rmSync(path)
    }
  })

  it.each([
    ['grows', (path: string) => appendFileSync(path, randomBytes(700_000))],
    ['is written to', (path: string) => utimesSync(path, new Date(), new Date(Date.now() + 5000))],
    ['shrinks', (path: string) => writeFileSync(path, 'short')],
  ])('refuses a file that %s while it is read, and keeps nothing of it', async (_, change) => {
    const store = createStore(home)
    const path = file('a', randomBytes(3_000_000))
    let changed = false
    const onProgress = () => {
      if (!changed) change(path)
      changed = true
    }
    await expect(stage(store, path, { onProgress })).rejects.toMatchObject({
      code: 'file_changed',
      details: { name: 'the clip' },
    })
    expect(everything(home)).toEqual([])
  })

  it('ends although the file never stops growing', async () => {
    const path = file('a', randomBytes(600_000))
    const onProgress = () => appendFileSync(path, randomBytes(1_200_000))
    await expect(stage(createStore(home), path, { onProgress })).rejects.toMatchObject({
      code: 'file_changed',
    })
    expect(statSync(path).size).toBeLessThan(10_000_000)
  })

  it('stops when asked to, and keeps nothing', async () => {
    const store = createStore(home)
    const stop = new AbortController()
    const path = file('a', randomBytes(3_000_000))
    const staging = stage(store, path, { signal: stop.signal, onProgress: () => stop.abort() })
    await expect(staging).rejects.toMatchObject({ code: 'stopped' })
    expect(everything(home)).toEqual([])
  })

  it('goes on after a failure as if nothing had been', async () => {
    const store = createStore(home)
    const path = file('a', randomBytes(3_000_000))
    for (let round = 0; round < 6; round++) {
      await expect(stage(store, path, { signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'stopped',
      })
    }
    const staged = await stage(store, path)
    expect(staged.hash).toBe(sha(readFileSync(path)))
    await staged.discard()
    expect(everything(home)).toEqual([])
  })

  it('sweeps what a crash left behind a day ago, and nothing younger', () => {
    const temp = join(home, 'temp')
    mkdirSync(join(temp, 'old-folder'), { recursive: true })
    for (const name of ['old.part', 'young.part', 'old-folder/file']) writeFileSync(join(temp, name), 'x')
    const yesterday = Date.now() / 1000 - 25 * 3600
    for (const name of ['old.part', 'old-folder']) utimesSync(join(temp, name), yesterday, yesterday)
    createStore(home)
    expect(readdirSync(temp)).toEqual(['young.part'])
  })

  it('finds nothing outside of itself', () => {
    const store = createStore(home)
    file('secret.mp4', Buffer.from('secret'))
    symlinkSync(join(folder, 'secret.mp4'), join(home, 'objects', 'link.mp4'))
    mkdirSync(join(home, 'objects', 'folder.mp4'))
    for (const path of [
      'objects/link.mp4',
      'objects/../../secret.mp4',
      'objects/folder.mp4',
      'objects/gone.mp4',
    ]) {
      expect([path, store.find(path)]).toEqual([path, undefined])
    }
    expect(store.sizeOf('objects/folder.mp4')).toBeUndefined()
  })
})
