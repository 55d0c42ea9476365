import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFake } from '../../e2e/fakes/server.ts'
import { runway as fakeRunway } from '../../e2e/fakes/runway.ts'
import { openCore } from '../core.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { createTables, type Tables } from '../db/tables.ts'
import { AppError } from '../../nodes/errors.ts'
import { createLedger } from './ledger.ts'
import { parkCopied } from './park-copied.ts'
import type { StoredJob } from './stored-job.ts'
import { someJob } from './test-book.ts'

let home: string
let folder: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sceneloom-park-'))
  folder = join(home, 'library')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** What a start of the app does with the library of a folder. Answers the open jobs as they then are. */
function start(at = folder, during: (tables: Tables) => void = () => {}): StoredJob[] {
  const db = openDatabase(at)
  try {
    const tables = createTables(db)
    parkCopied(tables, at)
    during(tables)
    return tables.jobs.listOpen()
  } finally {
    closeDatabase(db)
  }
}

/** A library that was started before, with one open job. */
function withJob(change: Partial<StoredJob> = {}): StoredJob {
  const job = someJob('job-1', change)
  start(folder, (tables) => tables.jobs.put(job))
  return job
}

const beside = () => join(folder, 'instance.json')
const parked = { asks: true, error: { code: 'job_parked' } }

describe('open jobs go on', () => {
  it('in the library that they were begun in, however often it is started', () => {
    const job = withJob()
    for (let time = 0; time < 3; time++) expect(start()).toEqual([job])
  })

  it('in a library that was moved to another place on the same disk', () => {
    const job = withJob()
    const elsewhere = join(home, 'elsewhere')
    renameSync(folder, elsewhere)
    expect(start(elsewhere)).toEqual([job])
  })

  it('where a start was cut off before the library was told of it', () => {
    const job = withJob()
    const db = openDatabase(folder)
    const tables = createTables(db)
    const cutOff = { ...tables, settings: { ...tables.settings, set: () => expect.fail('cut off') } }
    // Twice, because the second start finds what the first one left.
    for (let time = 0; time < 2; time++) expect(() => parkCopied(cutOff, folder)).toThrow('cut off')
    closeDatabase(db)
    expect(start()).toEqual([job])
  })

  it('where a start was cut off after the library was told of it', () => {
    const job = withJob()
    let halfWay = ''
    const db = openDatabase(folder)
    const tables = createTables(db)
    const watched = {
      ...tables,
      settings: {
        ...tables.settings,
        set(key: string, value: unknown) {
          tables.settings.set(key, value)
          halfWay = readFileSync(beside(), 'utf8')
        },
      },
    }
    parkCopied(watched, folder)
    closeDatabase(db)
    writeFileSync(beside(), halfWay)
    expect(start()).toEqual([job])
    expect(start()).toEqual([job])
  })

  it('in a library that no app with paid work has opened before', () => {
    const db = openDatabase(folder)
    createTables(db).jobs.put(someJob('job-1'))
    closeDatabase(db)
    expect(start()).toEqual([someJob('job-1')])
  })
})

describe('open jobs are parked', () => {
  it('in a copy of the library, and go on in the library itself', () => {
    const job = withJob()
    const copy = join(home, 'copy')
    cpSync(folder, copy, { recursive: true })
    expect(start(copy)).toEqual([{ ...job, asks: true, error: expect.objectContaining(parked.error) }])
    expect(start()).toEqual([job])
    // They wait for the person, also at the next start.
    expect(start(copy)).toMatchObject([parked])
  })

  it('in a library that was put back from an older copy of its database', () => {
    const job = withJob()
    const backup = readFileSync(join(folder, 'library.db'))
    start()
    writeFileSync(join(folder, 'library.db'), backup)
    expect(start()).toEqual([{ ...job, asks: true, error: expect.objectContaining(parked.error) }])
  })

  it('where the note beside the library is gone, or cannot be read', () => {
    for (const note of [undefined, '', '{"start":', '"x"', 'null']) {
      rmSync(folder, { recursive: true, force: true })
      withJob()
      if (note === undefined) rmSync(beside())
      else writeFileSync(beside(), note)
      expect(start()).toMatchObject([parked])
    }
  })

  it('with an intent as something that nobody knows, and with what is over left alone', () => {
    withJob({ state: 'intent', externalId: undefined, submittedAt: undefined, sentAt: 5 })
    const done = someJob('job-2', { state: 'failed', asks: false, endedAt: 9 })
    start(folder, (tables) => tables.jobs.put(done))
    const copy = join(home, 'copy')
    cpSync(folder, copy, { recursive: true })
    start(copy, (tables) => {
      // What it may cost stays counted, and when it was sent stays known, for looking it up.
      const { state, sentAt, countedMicros } = tables.jobs.get('job-1')!
      expect({ state, sentAt, countedMicros }).toEqual({
        state: 'unknown',
        sentAt: 5,
        countedMicros: 600_000,
      })
      expect(tables.jobs.get('job-2')).toEqual(done)
    })
  })
})

it('writes a note beside the library that nobody else may read, and that is finished', () => {
  withJob()
  expect(statSync(beside()).mode & 0o777).toBe(0o600)
  const note = { start: expect.any(String), place: expect.any(String) }
  expect(JSON.parse(readFileSync(beside(), 'utf8'))).toEqual(note)
})

it('still asks about a job of which nobody knows, after the copy was told to go on', async () => {
  const job = someJob('job-1', { externalId: undefined, submittedAt: undefined })
  start(folder, (tables) => {
    tables.jobs.put(job)
    const ledger = createLedger({ tables, now: Date.now, onChange: () => {} })
    ledger.unknown(job.id, new AppError('outcome_unknown', { provider: 'Runway' }))
  })
  const copy = join(home, 'copy')
  cpSync(folder, copy, { recursive: true })
  const fake = await startFake(fakeRunway)
  const core = await openCore({ dataFolder: copy, version: 'test', waitScale: 0.001 })
  try {
    await core.handlers['providers.configure']({ provider: 'runway', address: fake.origin })
    await core.handlers['keys.set']({ provider: 'runway', key: fake.key })
    const inbox = () => core.handlers['jobs.list']({ which: 'inbox', limit: 5 })
    expect(await inbox()).toMatchObject([{ id: 'job-1', error: { code: 'job_parked' } }])
    await core.handlers['jobs.answer']({ id: 'job-1', answer: 'resume' })
    expect(await inbox()).toMatchObject([{ id: 'job-1', state: 'unknown' }])
  } finally {
    await core.close()
    await fake.close()
  }
})
