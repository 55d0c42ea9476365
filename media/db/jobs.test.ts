import { beforeEach, describe, expect, it } from 'vitest'
import { someJob, someOrder } from '../jobs/test-book.ts'
import type { StoredJob } from '../jobs/stored-job.ts'
import { jobStates } from '../../nodes/contract/money.ts'
import { isOpen } from '../jobs/stored-job.ts'
import type { Db } from './db.ts'
import { openScratch, scratchMedia } from './scratch.ts'
import { createTables, type Tables } from './tables.ts'

let db: Db
let tables: Tables
beforeEach(() => {
  db = openScratch()
  tables = createTables(db)
})

const put = (id: string, change: Partial<StoredJob> = {}) => {
  const job = someJob(id, change)
  tables.jobs.put(job)
  return job
}
const ids = (jobs: readonly StoredJob[]) => jobs.map(({ id }) => id)

function addWorkflow(id: string): void {
  tables.workflows.add({
    id,
    name: 'Rain',
    description: '',
    status: 'draft',
    definition: {},
    rev: 1,
    createdAt: 1,
    updatedAt: 1,
  })
}

const everything: StoredJob = {
  ...someOrder({ workflowId: 'w' }),
  id: 'job-1',
  order: { ...someOrder().order, firstFrame: scratchMedia(1).id, references: [scratchMedia(1).id] },
  state: 'succeeded',
  asks: true,
  sentAt: 1,
  attempts: 3,
  externalId: 'task-1',
  links: { status: 'https://queue.test/1' },
  outputs: [{ kind: 'video', from: { url: 'https://cdn.test/1.mp4' }, needsKey: true, expiresAt: 9 }],
  mediaId: scratchMedia(1).id,
  estimatedMicros: 600_000,
  countedMicros: 599_999,
  countedClips: 1,
  chargedBy: 'provider',
  error: { code: 'result_unfetched', details: { provider: 'Runway “é 雨”', charge: 'charged' } },
  createdAt: 2,
  submittedAt: 3,
  heardAt: 4,
  endedAt: 5,
  keptUntil: 6,
}

describe('a job', () => {
  it('comes back as it was put in, with all it has and with as little as it can have', () => {
    tables.media.put(scratchMedia(1))
    addWorkflow('w')
    tables.jobs.put(everything)
    expect(tables.jobs.get('job-1')).toEqual(everything)
    const { submittedAt: _, externalId: __, ...bare } = someJob('job-2')
    tables.jobs.put(bare)
    expect(tables.jobs.get('job-2')).toEqual(bare)
    expect(tables.jobs.get('unknown')).toBeUndefined()
  })

  it('is replaced as a whole, and what is absent now is gone', () => {
    tables.media.put(scratchMedia(1))
    addWorkflow('w')
    tables.jobs.put(everything)
    const next = {
      ...everything,
      outputs: undefined,
      error: undefined,
      sentAt: undefined,
      keptUntil: undefined,
    }
    tables.jobs.put(next)
    expect(tables.jobs.get('job-1')).toEqual(next)
    expect(tables.jobs.list({ which: 'all', limit: 5 })).toHaveLength(1)
  })

  it('outlives its workflow and its file', () => {
    tables.media.put(scratchMedia(1))
    addWorkflow('w')
    tables.jobs.put(everything)
    tables.workflows.remove('w')
    db.prepare('DELETE FROM media').run()
    expect(tables.jobs.get('job-1')).toEqual({ ...everything, workflowId: undefined, mediaId: undefined })
    expect(tables.jobs.get('job-1')?.workflowName).toBe('Rain')
  })

  it.each<[string, Partial<StoredJob>]>([
    ['a negative amount', { countedMicros: -1 }],
    ['half a clip', { countedClips: 0.5 as 0 }],
    ['a state that there is not', { state: 'sleeping' as 'failed' }],
    ['a workflow that there is not', { workflowId: 'nowhere' }],
    ['a part of a millionth', { countedMicros: 0.5 }],
  ])('is not written down with %s', (_, change) => {
    const before = put('job-1')
    expect(() => tables.jobs.put({ ...before, ...change })).toThrow(/constraint|cannot store/i)
    expect(tables.jobs.get('job-1')).toEqual(before)
  })
})

describe('the open jobs', () => {
  it('are those of which something may still come, oldest first, as the code has it too', () => {
    const all = jobStates.map((state, index) => put(state, { state, createdAt: 100 - index }))
    expect(ids(tables.jobs.listOpen())).toEqual(ids(all.filter(isOpen).toReversed()))
    expect(ids(tables.jobs.list({ which: 'open', limit: 20 }))).toEqual(ids(all.filter(isOpen)))
  })

  it('of one take of one signature are found, newest first', () => {
    put('older', { createdAt: 1 })
    put('newer', { createdAt: 2 })
    put('other take', { variation: 1 })
    put('other signature', { signatureHash: 'signature-2' })
    put('over', { state: 'adopted', createdAt: 3 })
    expect(ids(tables.jobs.findOpen('signature-1', 0))).toEqual(['newer', 'older'])
    expect(tables.jobs.findOpen('signature-3', 0)).toEqual([])
  })

  it('of the same millisecond keep the order in which they were written down', () => {
    for (const id of ['a', 'b', 'c']) put(id)
    tables.jobs.put({ ...tables.jobs.get('a')!, state: 'running' })
    expect(ids(tables.jobs.listOpen())).toEqual(['a', 'b', 'c'])
  })
})

describe('the lists', () => {
  it('show the newest first, of one workflow or of all, as many as are wanted', () => {
    addWorkflow('w')
    put('one', { createdAt: 1, workflowId: 'w' })
    put('two', { createdAt: 2, state: 'failed' })
    put('three', { createdAt: 3, workflowId: 'w', state: 'expired', asks: true })
    const list = (which: 'open' | 'inbox' | 'all', more = {}) =>
      ids(tables.jobs.list({ which, limit: 10, ...more }))
    expect(list('all')).toEqual(['three', 'two', 'one'])
    expect(list('all', { limit: 2 })).toEqual(['three', 'two'])
    expect(list('all', { workflowId: 'w' })).toEqual(['three', 'one'])
    expect(list('inbox')).toEqual(['three'])
    expect(list('inbox', { workflowId: 'other' })).toEqual([])
  })

  it('know a job by the id that its provider gave it', () => {
    const job = put('one', { externalId: 'task-1' })
    put('two', { externalId: 'task-1', provider: 'fal' })
    put('three', { externalId: undefined })
    put('four', { externalId: undefined })
    expect(tables.jobs.findExternal('runway', 'task-1')).toEqual(job)
    expect(tables.jobs.findExternal('luma', 'task-1')).toBeUndefined()
    expect(() => put('five', { externalId: 'task-1' })).toThrow(/UNIQUE/)
  })

  it('know the file that a job brought, also where the job itself does not', () => {
    tables.media.put(scratchMedia(1))
    const generation = { provider: 'runway', model: 'gen4.5', prompt: '', params: {}, cost: 0.6 }
    tables.generations.add({
      ...generation,
      startedAt: 1,
      completedAt: 2,
      jobId: 'job-1',
      mediaId: scratchMedia(1).id,
    })
    expect(tables.jobs.mediaMadeBy('job-1')).toBe(scratchMedia(1).id)
    expect(tables.jobs.mediaMadeBy('job-2')).toBeUndefined()
  })
})

describe('with many jobs', () => {
  const planOf = (sql: string) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail).join()

  it.each([
    [
      'the open ones',
      "SELECT * FROM jobs WHERE state IN ('intent', 'submitted', 'running', 'succeeded', 'unknown')",
    ],
    ['those of a signature', "SELECT * FROM jobs WHERE signature_hash = 'x' AND variation = 0"],
    ['the one with an id of a provider', "SELECT * FROM jobs WHERE provider = 'x' AND external_id = 'y'"],
    ['what a month cost', 'SELECT sum(counted_micros) FROM jobs WHERE created_at >= 5'],
    ['what a run cost', "SELECT sum(counted_micros) FROM jobs WHERE run_id = 'x'"],
  ])('%s are found without reading all of them', (_, sql) => {
    expect(planOf(sql)).toMatch(/^SEARCH jobs USING INDEX jobs_/)
  })
})
