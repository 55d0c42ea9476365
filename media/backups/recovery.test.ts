import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCore, type Core } from '../core.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { newReplacement, writeOrder } from '../db/replace.ts'
import { createTables } from '../db/tables.ts'
import { someJob } from '../jobs/test-book.ts'
import { makeClip } from '../mp4/test-clips.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-recovery-'))
let clip: string
beforeAll(async () => {
  clip = await makeClip(join(root, 'rain.mp4'), { size: '64x64' })
  return () => rmSync(root, { recursive: true, force: true })
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'library-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const library = () => join(folder, 'library.db')

async function withLibrary<T>(work: (core: Core) => Promise<T>): Promise<T> {
  const core = await openCore({ dataFolder: folder, version: 'test' })
  try {
    await core.runs.ready()
    return await work(core)
  } finally {
    await core.close()
  }
}

/** A drama with a still that was made for it, and a clip that was brought in. */
async function makeDrama(core: Core): Promise<{ id: string; takes: unknown; clipId: string }> {
  const { id } = await core.handlers['workflows.sample']({ language: 'en' })
  const { summary, document, rev } = await core.handlers['workflows.open']({ id })
  const { media } = await core.importFile(clip)
  const still = document.nodes.find(({ type }) => type === 'text-to-image')!
  const shown = {
    ...document.nodes.find(({ type }) => type === 'prompt')!,
    id: 'my-clip',
    type: 'media',
    version: 1,
    params: { mediaId: media.id },
  }
  const saved = await core.handlers['workflows.save']({
    id: summary.id,
    rev,
    document: { ...document, nodes: [...document.nodes, shown] },
  })
  await core.handlers['workflows.describe']({ id: summary.id, description: 'Two rainy minutes' })
  const target = { kind: 'nodes' as const, nodeIds: [still.id] }
  const run = await core.handlers['runs.start']({
    workflowId: summary.id,
    rev: saved.rev,
    target,
    standIn: true,
  })
  expect((await core.runs.finished(run.id)).state).toBe('done')
  const opened = await core.handlers['workflows.open']({ id: summary.id })
  expect(opened.takes.length).toBeGreaterThan(0)
  return { id: summary.id, takes: opened, clipId: media.id }
}

/** All that a person would notice: the graph, the takes with what they were made from, the files and their story. */
function noticeable(opened: unknown) {
  const { summary, document, takes, media } = opened as Awaited<
    ReturnType<Core['handlers']['workflows.open']>
  >
  return {
    name: summary.name,
    description: summary.description,
    document,
    takes,
    media: media
      .map(({ createdAt: _at, tags: _tags, ...rest }) => rest)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

const open = (core: Core, id: string) => core.handlers['workflows.open']({ id })
const inbox = (core: Core) => core.handlers['jobs.list']({ which: 'inbox', limit: 5 })
const recovery = async (core: Core) => (await core.handlers['backups.recovery']({})).recovery

describe('a library whose database is gone', () => {
  it('is rebuilt, too, when the backup that was to take its place is gone by the time it is copied', async () => {
    const made = await withLibrary(makeDrama)
    rmSync(library())
    writeOrder(folder, newReplacement('lost', 'library-2026-01-01T00-00-00.db'))
    await withLibrary(async (core) => {
      expect(noticeable(await open(core, made.id))).toEqual(noticeable(made.takes))
      expect(await recovery(core)).toMatchObject({ how: 'rebuilt' })
    })
  })

  it('is rebuilt from its files and mirrors when there is no backup: graphs, takes, names and stories', async () => {
    const made = await withLibrary(makeDrama)
    rmSync(library())
    await withLibrary(async (core) => {
      expect(noticeable(await open(core, made.id))).toEqual(noticeable(made.takes))
      expect(await recovery(core)).toMatchObject({ how: 'rebuilt', workflows: 1, media: 2 })
      // Told once.
      expect(await recovery(core)).toBeUndefined()
    })
    expect(readdirSync(folder)).not.toContain('recovery.json')
  })

  it('has the tags again that its person gave, and those that say where a file was made', async () => {
    const made = await withLibrary(async (core) => {
      const made = await makeDrama(core)
      await core.handlers['media.tag']({
        ids: [made.clipId],
        add: [{ kind: 'character', name: '林' }],
        remove: [],
      })
      await core.handlers['workflows.describe']({ id: made.id, description: 'Mirrored with its tags' })
      return made
    })
    const tagsOf = async (core: Core) =>
      (await open(core, made.id)).media
        .map(({ id, tags = [] }) => [id, tags.map(({ kind, name }) => `${kind} ${name}`).toSorted()] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
    const before = await withLibrary(tagsOf)
    expect(before.flatMap(([, tags]) => tags)).toContain('character 林')
    rmSync(library())
    await withLibrary(async (core) => expect(await tagsOf(core)).toEqual(before))
  })

  it('pays and makes nothing again that a signature gave already', async () => {
    const made = await withLibrary(makeDrama)
    rmSync(library())
    await withLibrary(async (core) => {
      const { rev, takes } = await open(core, made.id)
      const target = { kind: 'nodes' as const, nodeIds: [takes[0]!.nodeId] }
      const run = await core.handlers['runs.start']({ workflowId: made.id, rev, target, standIn: true })
      const ended = await core.runs.finished(run.id)
      expect(ended.nodes.map(({ state }) => state)).not.toContain('done')
      expect((await open(core, made.id)).takes).toHaveLength(takes.length)
    })
  })

  it('takes a file without a single table, whose log was lost, for no new beginning', async () => {
    const made = await withLibrary(makeDrama)
    rmSync(library())
    const blank = new Database(library())
    blank.pragma('journal_mode = WAL')
    blank.close()
    await withLibrary(async (core) => {
      expect(noticeable(await open(core, made.id))).toEqual(noticeable(made.takes))
      expect(await recovery(core)).toMatchObject({ how: 'rebuilt' })
    })
  })

  it('takes the newest good backup, and what is newer from mirrors and files', async () => {
    const made = await withLibrary(async (core) => {
      const older = await core.handlers['workflows.create']({ name: 'Older' })
      await core.handlers['backups.make']({})
      return { older, ...(await makeDrama(core)) }
    })
    writeFileSync(library(), '')
    await withLibrary(async (core) => {
      expect(noticeable(await open(core, made.id))).toEqual(noticeable(made.takes))
      expect((await open(core, made.older.id)).summary.name).toBe('Older')
      const told = await recovery(core)
      expect(told).toMatchObject({ how: 'backup', workflows: 2, media: 2 })
      expect(Date.now() - told!.from!).toBeLessThan(60_000)
    })
  })
})

describe('a library whose database is damaged', () => {
  it.each([
    ['cut in half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['not a database', () => Buffer.from('this is a shopping list\n'.repeat(100))],
    ['overwritten in the middle', (bytes: Buffer) => bytes.fill(0xa5, 4096, 12 * 4096)],
  ])('is put back (%s), and the damaged file is kept as it was', async (_, damage) => {
    const made = await withLibrary(async (core) => {
      const made = await makeDrama(core)
      await core.handlers['backups.make']({})
      return made
    })
    const damaged = damage(readFileSync(library()))
    writeFileSync(library(), damaged)
    await withLibrary(async (core) => {
      expect(noticeable(await open(core, made.id))).toEqual(noticeable(made.takes))
      const told = await recovery(core)
      expect(told!.how).toBe('backup')
      expect(readFileSync(join(told!.aside, 'library.db')).equals(damaged)).toBe(true)
    })
  })

  it('passes over a backup that is damaged, too', async () => {
    const made = await withLibrary(async (core) => {
      await core.handlers['backups.make']({})
      const made = await makeDrama(core)
      const { id } = await core.handlers['backups.make']({})
      writeFileSync(join(folder, 'backups', id), 'gone')
      return made
    })
    writeFileSync(library(), 'gone')
    await withLibrary(async (core) => {
      expect(noticeable(await open(core, made.id))).toEqual(noticeable(made.takes))
      const sound = (await core.handlers['backups.list']({})).map((backup) => backup.sound)
      expect(sound).toEqual([false, true])
    })
  })
})

describe('restoring a backup', () => {
  it('happens at the next start, keeps aside what was there, and parks open jobs', async () => {
    const db = openDatabase(folder)
    createTables(db).jobs.put(someJob('job-1'))
    closeDatabase(db)
    const made = await withLibrary(async (core) => {
      expect(await inbox(core)).toEqual([])
      const made = await makeDrama(core)
      const backup = await core.handlers['backups.make']({})
      expect(backup).toMatchObject({ sound: true, workflows: 1, media: 2 })
      await core.handlers['workflows.describe']({ id: made.id, name: 'Renamed since' })
      const later = await core.handlers['workflows.create']({ name: 'Later' })
      await core.handlers['backups.restore']({ id: backup.id })
      expect((await open(core, made.id)).summary.name).toBe('Renamed since')
      return { ...made, later }
    })
    await withLibrary(async (core) => {
      expect(noticeable(await open(core, made.id))).toEqual(noticeable(made.takes))
      await expect(open(core, made.later.id)).rejects.toMatchObject({ code: 'not_found' })
      expect(await inbox(core)).toMatchObject([{ id: 'job-1', error: { code: 'job_parked' } }])
      expect(await recovery(core)).toBeUndefined()
    })
    const aside = readdirSync(folder).find((name) => name.startsWith('replaced-'))!
    const kept = new Database(join(folder, aside, 'library.db'), { readonly: true })
    expect(kept.prepare('SELECT name FROM workflows ORDER BY name').pluck().all()).toEqual([
      'Later',
      'Renamed since',
    ])
    kept.close()
  })

  it('happens at once where the library is opened anew, behind the same handlers and listeners', async () => {
    await withLibrary(async (core) => {
      const backup = await core.handlers['backups.make']({})
      const later = await core.handlers['workflows.create']({ name: 'Later' })
      const heard: string[] = []
      core.onEvent(({ type }) => heard.push(type))
      await core.handlers['backups.restore']({ id: backup.id })
      await core.handlers['backups.reopen']({})
      await expect(open(core, later.id)).rejects.toMatchObject({ code: 'not_found' })
      expect(heard).toContain('library.reopened')
      await core.handlers['workflows.create']({ name: 'After' })
      expect(heard.at(-1)).toBe('workflow.changed')
    })
  })

  it('opens with the next question when it could not be opened again at once', async () => {
    await withLibrary(async (core) => {
      const { id } = await core.handlers['workflows.create']({ name: 'Before' })
      const from = 'library-2026-01-01T00-00-00.000Z.db'
      mkdirSync(join(folder, 'backups', from), { recursive: true })
      writeOrder(folder, { why: 'asked', from, aside: 'replaced', ready: false })
      await expect(core.handlers['backups.reopen']({})).rejects.toThrow('Nothing can be written')
      await expect(open(core, id)).rejects.toThrow('Nothing can be written')
      rmSync(join(folder, 'replace.json'))
      expect(await open(core, id)).toMatchObject({ summary: { name: 'Before' } })
    })
  })

  it('is free for the next try where its parts could not be put together', async () => {
    await withLibrary(async (core) => {
      const { id } = await core.handlers['workflows.create']({ name: 'Before' })
      const inTheWay = join(folder, 'instance.json.new')
      mkdirSync(inTheWay)
      await expect(core.handlers['backups.reopen']({})).rejects.toThrow('Nothing can be written')
      await expect(open(core, id)).rejects.toThrow('Nothing can be written')
      rmSync(inTheWay, { recursive: true })
      expect(await open(core, id)).toMatchObject({ summary: { name: 'Before' } })
    })
  })

  it('answers what is asked while it is opened again', async () => {
    await withLibrary(async (core) => {
      const { id } = await core.handlers['workflows.create']({ name: 'Before' })
      const reopened = core.handlers['backups.reopen']({})
      await new Promise((resolve) => setImmediate(resolve))
      expect(await open(core, id)).toMatchObject({ summary: { name: 'Before' } })
      await reopened
    })
  })

  it('refuses a damaged backup and one that is not there, and changes nothing', async () => {
    await withLibrary(async (core) => {
      const { id } = await core.handlers['backups.make']({})
      writeFileSync(join(folder, 'backups', id), readFileSync(library()).subarray(0, 9_000))
      await expect(core.handlers['backups.restore']({ id })).rejects.toMatchObject({ code: 'backup_damaged' })
      await expect(core.handlers['backups.restore']({ id: '../library.db' })).rejects.toMatchObject({
        code: 'not_found',
      })
    })
    expect(readdirSync(folder).filter((name) => /replace|next/.test(name))).toEqual([])
  })
})
