import { createHash } from 'node:crypto'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Finding, Remedy } from '../../nodes/contract/keeping.ts'
import type { Media } from '../../nodes/media.ts'
import { openCore, type Core } from '../core.ts'
import { makeClip } from '../mp4/test-clips.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-doctor-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let clip: Buffer
beforeAll(async () => {
  clip = readFileSync(await makeClip(join(root, 'clip.mp4'), { size: '64x64' }))
})

let folder: string
let core: Core
beforeEach(async () => {
  folder = mkdtempSync(join(root, 'library-'))
  core = await openCore({ dataFolder: folder, version: 'test' })
})
afterEach(() => core.close())

/** A clip of its own: a box that every player skips tells it from the others. */
function write(path: string, n: number): string {
  const filler = Buffer.alloc(64, n)
  filler.writeUInt32BE(filler.length, 0)
  filler.write('free', 4, 'latin1')
  writeFileSync(path, clip)
  appendFileSync(path, filler)
  return path
}

async function bring(count: number): Promise<Media[]> {
  const media = []
  for (let n = 0; n < count; n++)
    media.push((await core.importFile(write(join(root, `clip ${n}.mp4`), n))).media)
  return media
}

const fileOf = ({ id }: { id: string }) => join(folder, 'objects', id.slice(0, 2), `${id}.mp4`)

async function examine(order: { deep?: boolean; folders?: string[] } = {}) {
  const ended = new Set<string>()
  const { promise, resolve } = Promise.withResolvers<void>()
  let id = ''
  const off = core.onEvent((event) => {
    if (event.type === 'doctor.changed' && event.report.state !== 'running') ended.add(event.report.id)
    if (ended.has(id)) resolve()
  })
  ;({ id } = await core.handlers['doctor.examine']({ deep: false, folders: [], ...order }))
  if (!ended.has(id)) await promise
  off()
  const { report } = await core.handlers['doctor.last']({})
  expect(report).toMatchObject({ id, state: 'done', progress: 1 })
  const { items } = await core.handlers['doctor.findings']({ id, limit: 500, offset: 0 })
  return { id, items, counts: report!.counts }
}

const kinds = (items: readonly Finding[]) => items.map(({ kind }) => kind)
const waysOf = (finding: Finding) => finding.remedies.map(({ kind }) => kind)
const mend = (id: string, remedy: Remedy, dryRun = false) =>
  core.handlers['doctor.mend']({ id, remedy, dryRun })
const ok = (id: string, remedy: Remedy) => [{ id: expect.any(String), remedy, ok: true, ...(id && { id }) }]
/** All that is in the library's folder but its database, with its size. */
function contents(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('library.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path).size}`)
    .toSorted()
}

describe('an examination', () => {
  it('finds nothing wrong with a library that is whole, quickly and to the last byte', async () => {
    await bring(3)
    expect((await examine()).items).toEqual([])
    expect((await examine({ deep: true })).items).toEqual([])
    const { report } = await core.handlers['doctor.last']({})
    expect(report).toMatchObject({ examined: 3, endedAt: expect.any(Number) })
  })

  it('tells what is missing, cut short and flipped, and whose files nobody knows', async () => {
    const [gone, short, flipped, whole] = await bring(4)
    rmSync(fileOf(gone!))
    truncateSync(fileOf(short!), 1_000)
    const bytes = readFileSync(fileOf(flipped!))
    bytes[500]! ^= 1
    writeFileSync(fileOf(flipped!), bytes)
    write(join(folder, 'objects', whole!.id.slice(0, 2), `${'0'.repeat(64)}.mp4`), 9)
    const quick = await examine()
    expect(kinds(quick.items)).toEqual(['missing', 'changed', 'orphan'])
    const deep = await examine({ deep: true })
    expect(kinds(deep.items)).toEqual(['missing', 'changed', 'changed', 'orphan'])
    expect(deep.items[2]).toMatchObject({
      mediaId: flipped!.id,
      name: 'clip 2.mp4',
      remedies: [{ kind: 'set-aside' }],
    })
    expect(deep.counts).toMatchObject({ missing: 1, changed: 2, orphan: 1 })
  })

  it('marks what is missing, so that the library can show it, and takes the mark back', async () => {
    const [media] = await bring(1)
    const missing = async () => {
      const { total } = await core.handlers['media.list']({ ...everything, filter: { missing: true } })
      return total
    }
    renameSync(fileOf(media!), join(root, 'elsewhere'))
    const heard: string[] = []
    const off = core.onEvent(({ type }) => heard.push(type))
    await examine()
    off()
    expect(heard).toContain('library.changed')
    expect(await missing()).toBe(1)
    renameSync(join(root, 'elsewhere'), fileOf(media!))
    await examine()
    expect(await missing()).toBe(0)
  })

  it('is stopped, and another one takes its place', async () => {
    await bring(2)
    const first = await core.handlers['doctor.examine']({ deep: true, folders: [] })
    const { id } = await examine()
    expect(id).not.toBe(first.id)
    await expect(
      core.handlers['doctor.findings']({ id: first.id, limit: 5, offset: 0 }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

const everything = { limit: 50, offset: 0, sort: { by: 'date', descending: true } } as const

describe('mending', () => {
  it('does nothing in a dry run', async () => {
    const [gone, changed] = await bring(3)
    rmSync(fileOf(gone!))
    truncateSync(fileOf(changed!), 1_000)
    const { id } = await examine({ folders: [root] })
    const before = contents()
    expect(await mend(id, 'relink', true)).toHaveLength(2)
    expect(await mend(id, 'set-aside', true)).toHaveLength(1)
    expect(contents()).toEqual(before)
    expect((await core.handlers['doctor.findings']({ id, limit: 5, offset: 0 })).total).toBe(2)
  })

  it('brings files back by their content from wherever they were moved, whatever they are called there', async () => {
    const [moved, changed] = await bring(3)
    const elsewhere = join(root, 'moved', 'deep below')
    mkdirSync(elsewhere, { recursive: true })
    renameSync(fileOf(moved!), join(elsewhere, 'no name at all'))
    const bytes = readFileSync(fileOf(changed!))
    bytes[500]! ^= 1
    writeFileSync(fileOf(changed!), bytes)
    write(join(elsewhere, 'another name.mov'), 1)

    const { id, items } = await examine({ deep: true, folders: [join(root, 'moved')] })
    expect(items.map(waysOf)).toEqual([
      ['relink', 'placeholder'],
      ['relink', 'set-aside'],
    ])
    expect((await mend(id, 'relink')).every((one) => one.ok)).toBe(true)
    expect((await examine({ deep: true })).items).toEqual([])
    // The bytes that were wrong are kept, too.
    const kept = readdirSync(join(folder, 'quarantine'), { recursive: true, withFileTypes: true })
    expect(kept.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([`${changed!.id}.mp4`])
  })

  it('puts wrong bytes back where they were when the right ones turn out not to be there', async () => {
    const [changed] = await bring(1)
    truncateSync(fileOf(changed!), 1_000)
    const { id, items } = await examine({ folders: [root] })
    const { from } = items[0]!.remedies[0]!
    writeFileSync(from!, 'somebody wrote something else')
    const [mended] = await mend(id, 'relink')
    expect(mended).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^file_/) } })
    expect(statSync(fileOf(changed!)).size).toBe(1_000)
  })

  it('takes nothing out of the library that is right again by then, or known by then', async () => {
    const [changed] = await bring(1)
    truncateSync(fileOf(changed!), 1_000)
    const source = write(join(root, 'clip 1.mp4'), 1)
    const hash = createHash('sha256').update(readFileSync(source)).digest('hex')
    mkdirSync(join(folder, 'objects', hash.slice(0, 2)), { recursive: true })
    copyFileSync(source, fileOf({ id: hash }))
    const { id, items } = await examine()
    expect(kinds(items)).toEqual(['changed', 'orphan'])
    await bring(2)
    expect((await mend(id, 'set-aside')).every((one) => one.ok)).toBe(true)
    expect([changed!.id, hash].map((media) => core.manager.get(media)?.missing)).toEqual([false, false])
  })

  it('adopts a file that lost its row, and sets aside one that is not what its name says', async () => {
    const [media] = await bring(2)
    const copy = readFileSync(fileOf(media!))
    await core.close()
    rmSync(join(folder, 'library.db'))
    rmSync(join(folder, 'workflows'), { recursive: true, force: true })
    core = await openCore({ dataFolder: folder, version: 'test' })
    expect((await core.handlers['media.list']({ ...everything, filter: {} })).total).toBe(2)

    const stranger = join(folder, 'objects', 'ab', `${'ab'.repeat(32)}.mp4`)
    mkdirSync(join(folder, 'objects', 'ab'), { recursive: true })
    writeFileSync(stranger, copy)
    const { id, items } = await examine()
    expect(items.map(waysOf)).toEqual([['adopt', 'set-aside']])
    expect(await mend(id, 'adopt')).toMatchObject([{ ok: false, error: { code: 'file_changed' } }])
    expect(await mend(id, 'set-aside')).toEqual(ok('', 'set-aside'))
    expect(existsSync(stranger)).toBe(false)
    expect((await examine()).items).toEqual([])
  })

  it('forgets what a crash left half-made, but only when it is a day old', async () => {
    const old = Date.now() / 1000 - 25 * 3600
    const recent = Date.now() / 1000 - 3600
    for (const [name, time] of [
      ['old.part', old],
      ['recent.part', recent],
    ] as const) {
      writeFileSync(join(folder, 'temp', name), 'half')
      utimesSync(join(folder, 'temp', name), time, time)
    }
    const { id, items } = await examine()
    expect(items.map((finding) => [finding.name, waysOf(finding)])).toEqual([
      ['old.part', ['forget', 'set-aside']],
      ['recent.part', ['set-aside']],
    ])
    expect(await mend(id, 'forget')).toEqual(ok('half-written:temp/old.part', 'forget'))
    expect(readdirSync(join(folder, 'temp'))).toEqual(['recent.part'])
  })

  it('leaves a placeholder alone from then on, and tells again when it was well in between', async () => {
    const [gone] = await bring(1)
    renameSync(fileOf(gone!), join(root, 'aside'))
    const { id } = await examine()
    expect(await mend(id, 'placeholder')).toEqual(ok('', 'placeholder'))
    expect((await examine()).items).toEqual([])
    renameSync(join(root, 'aside'), fileOf(gone!))
    expect((await examine()).items).toEqual([])
    rmSync(fileOf(gone!))
    expect(kinds((await examine()).items)).toEqual(['missing'])
  })

  it('lets others have their turn while it looks up what helps very many', async () => {
    const recent = Date.now() / 1000 - 3600
    for (let n = 0; n < 1_200; n++) {
      writeFileSync(join(folder, 'temp', `${n}.part`), 'half')
      utimesSync(join(folder, 'temp', `${n}.part`), recent, recent)
    }
    const { id } = await examine()
    const asked = mend(id, 'set-aside', true)
    let turns = 0
    setImmediate(() => turns++)
    expect(await asked).toHaveLength(1_200)
    expect(turns).toBeGreaterThan(0)
  })

  it('states what making it again costs, and makes it in an ordinary run', async () => {
    const { id: workflowId } = await core.handlers['workflows.sample']({ language: 'en' })
    const opened = await core.handlers['workflows.open']({ id: workflowId })
    const still = opened.document.nodes.find(({ type }) => type === 'text-to-image')!
    const target = { kind: 'nodes' as const, nodeIds: [still.id] }
    const run = await core.handlers['runs.start']({ workflowId, rev: opened.rev, target })
    await core.runs.finished(run.id)
    const { takes, media } = await core.handlers['workflows.open']({ id: workflowId })
    const path = core.manager.pathOf(takes[0]!.mediaId)
    rmSync(path)

    const { id, items } = await examine()
    expect(items).toMatchObject([
      {
        kind: 'missing',
        name: media[0]!.name,
        usedIn: [opened.summary.name],
        remedies: [{ kind: 'make-again', usd: 0 }, { kind: 'placeholder' }],
      },
    ])
    expect(await mend(id, 'make-again')).toEqual(ok('', 'make-again'))
    const [again] = await core.handlers['runs.list']({ workflowId, limit: 1 })
    expect((await core.runs.finished(again!.id)).state).toBe('done')
    expect(existsSync(path)).toBe(true)
    expect((await examine()).items).toEqual([])
  })

  it('finds what a workflow shows and nobody knows, by its content', async () => {
    const [media] = await bring(1)
    const { id: workflowId } = await core.handlers['workflows.sample']({ language: 'en' })
    const { document, rev } = await core.handlers['workflows.open']({ id: workflowId })
    const shown = {
      ...document.nodes[0]!,
      id: 'clip',
      type: 'media',
      version: 1,
      params: { mediaId: 'f'.repeat(64) },
    }
    const nodes = [...document.nodes, shown, { ...shown, id: 'known', params: { mediaId: media!.id } }]
    await core.handlers['workflows.save']({ id: workflowId, rev, document: { ...document, nodes } })
    const { id, items } = await examine({ folders: [root] })
    expect(items).toMatchObject([
      { kind: 'lost-reference', mediaId: 'f'.repeat(64), remedies: [{ kind: 'placeholder' }] },
    ])
    expect(await mend(id, 'placeholder')).toHaveLength(1)
  })
})
