import { beforeEach, describe, expect, it } from 'vitest'
import { Budget } from '../../nodes/contract/money.ts'
import { AppError } from '../../nodes/errors.ts'
import { scratchMedia } from '../db/scratch.ts'
import type { Output } from '../providers/remote.ts'
import { openBook, someOrder, type Book } from './test-book.ts'
import type { StoredJob } from './stored-job.ts'

const noLimits = Budget.parse({})
const claim = { micros: 600_000, runId: 'run-1', modelTitle: 'Gen-4.5' }
const clip: Output = { kind: 'video', from: { url: 'https://cdn.test/clip.mp4?signature=1' } }
const trouble = new AppError('generation_unfinished', { provider: 'Runway', reason: 'bad output' })
const nothingCounted = { micros: 0, reservedMicros: 0, clips: 0 }

let book: Book
beforeEach(() => {
  book = openBook()
})

const counted = () => book.tables.jobs.countedSince(0)
/** What is on the disk must be what was answered. */
function stored(job: StoredJob): StoredJob {
  const found = book.tables.jobs.get(job.id)!
  expect(found).toEqual(job)
  return found
}

const open = (change: Parameters<typeof someOrder>[0] = {}) =>
  book.ledger.open(someOrder(change), claim, noLimits)
function submitted(change: Parameters<typeof someOrder>[0] = {}, externalId = 'task-1'): StoredJob {
  return book.ledger.submitted(open(change).id, { externalId })
}
function succeeded(costUsd?: number): StoredJob {
  return book.ledger.succeeded(submitted().id, { outputs: [clip], keptUntil: undefined, costUsd })
}

describe('the intent', () => {
  it('reserves the price and remembers all that a restart needs, before anything is sent', () => {
    const job = open()
    expect(stored(job)).toMatchObject({
      ...someOrder(),
      state: 'intent',
      asks: false,
      attempts: 1,
      sentAt: book.clock.now,
      createdAt: book.clock.now,
      estimatedMicros: 600_000,
    })
    expect(job.externalId).toBeUndefined()
    expect(counted()).toEqual({ micros: 600_000, reservedMicros: 600_000, clips: 1 })
    expect(book.steps).toEqual(['intent intent'])
  })

  it('leaves no trace when a limit stands in its way', () => {
    const budget = Budget.parse({ usd: { day: 0.59 } })
    expect(() => book.ledger.open(someOrder(), claim, budget)).toThrow(
      expect.objectContaining({ code: 'over_budget' }),
    )
    expect(book.tables.jobs.list({ which: 'all', limit: 10 })).toEqual([])
    expect(book.steps).toEqual([])
  })

  it('that came back is not on its way any more, and is counted until it ends', () => {
    const { id } = open()
    expect(stored(book.ledger.cameBack(id)).sentAt).toBeUndefined()
    book.clock.now += 2_000
    expect(stored(book.ledger.sendAgain(id))).toMatchObject({ sentAt: book.clock.now, attempts: 2 })
    expect(counted().reservedMicros).toBe(600_000)
  })
})

describe('a job that the provider took', () => {
  it('has its id and addresses on the disk, and is not on its way any more', () => {
    const { id } = open()
    book.clock.now += 900
    const links = { status: 'https://queue.test/requests/1/status' }
    const job = book.ledger.submitted(id, { externalId: 'task-1', links })
    const at = book.clock.now
    expect(stored(job)).toMatchObject({
      state: 'submitted',
      externalId: 'task-1',
      links,
      submittedAt: at,
      heardAt: at,
    })
    expect(job.sentAt).toBeUndefined()
    expect(counted()).toEqual({ micros: 600_000, reservedMicros: 600_000, clips: 1 })
  })

  it('is counted with the most that it may cost, where that is more than we thought', () => {
    const more = book.ledger.submitted(open().id, { externalId: 'task-1', maxUsd: 0.75 })
    const less = book.ledger.submitted(open({ variation: 1 }).id, { externalId: 'task-2', maxUsd: 0.1 })
    expect([more.countedMicros, less.countedMicros]).toEqual([750_000, 600_000])
    expect([more.estimatedMicros, less.estimatedMicros]).toEqual([600_000, 600_000])
  })

  it('is not taken for another that has its id already: nothing of either is lost', () => {
    const first = submitted()
    const second = open({ variation: 1 })
    expect(book.ledger.isKnown('runway', 'task-1')).toBe(true)
    expect(book.ledger.isKnown('fal', 'task-1')).toBe(false)
    expect(() => book.ledger.submitted(second.id, { externalId: 'task-1' })).toThrow(/UNIQUE/)
    stored(first)
    stored(second)
    expect(counted()).toEqual({ micros: 1_200_000, reservedMicros: 1_200_000, clips: 2 })
    // Another provider may well use the same id.
    submitted({ provider: 'fal', variation: 2 }, 'task-1')
  })

  it('says that it runs, and when it was last heard of', () => {
    const { id } = submitted()
    book.clock.now += 5_000
    expect(stored(book.ledger.running(id))).toMatchObject({ state: 'running', heardAt: book.clock.now })
    book.clock.now += 5_000
    expect(stored(book.ledger.heard(id))).toMatchObject({ state: 'running', heardAt: book.clock.now })
    expect(book.steps.slice(-2)).toEqual(['running running', 'silent running'])
  })
})

describe('a job that is made', () => {
  it('is counted with what it really cost, where the provider says so', () => {
    expect(stored(succeeded(0.525))).toMatchObject({
      state: 'succeeded',
      outputs: [clip],
      countedMicros: 525_000,
      estimatedMicros: 600_000,
      chargedBy: 'provider',
    })
    expect(counted()).toEqual({ micros: 525_000, reservedMicros: 525_000, clips: 1 })
  })

  it('keeps its reserve as its price, where nobody says more', () => {
    expect(stored(succeeded())).toMatchObject({ countedMicros: 600_000, chargedBy: 'estimate' })
  })

  it('cost nothing where the provider says 0, and still counts as a clip', () => {
    expect(succeeded(0)).toMatchObject({ countedMicros: 0, countedClips: 1, chargedBy: 'provider' })
  })

  it('does not keep the bytes of a file that came within the answer', () => {
    const outputs: Output[] = [{ kind: 'image', from: { base64: 'iVBORw0KGgo='.repeat(10_000) } }, clip]
    const { id } = submitted()
    const job = stored(book.ledger.succeeded(id, { outputs, keptUntil: 7, costUsd: undefined }))
    expect(job.outputs).toEqual([{ kind: 'image', from: { base64: '' } }, clip])
    expect(job.keptUntil).toBe(7)
    expect(JSON.stringify(job)).not.toContain('iVBOR')
  })

  it('is over once its file is here, and needs no address any more', () => {
    book.tables.media.put(scratchMedia(1))
    book.clock.now += 8_000
    const linked: string[] = []
    const { id } = succeeded(0.5)
    const job = book.ledger.adopted(id, scratchMedia(1).id, ({ state }) => void linked.push(state))
    expect(stored(job)).toMatchObject({
      state: 'adopted',
      mediaId: scratchMedia(1).id,
      outputs: undefined,
      endedAt: book.clock.now,
    })
    expect(linked).toEqual(['succeeded'])
    expect(counted()).toEqual({ micros: 500_000, reservedMicros: 0, clips: 1 })
  })

  it('is adopted together with whatever belongs to that, or not at all', () => {
    const { id } = succeeded(0.5)
    const before = book.tables.jobs.get(id)!
    const link = () => {
      book.tables.settings.set('linked', true)
      throw new Error('the disk is full')
    }
    expect(() => book.ledger.adopted(id, 'f'.repeat(64), link)).toThrow('the disk is full')
    expect(book.tables.jobs.get(id)).toEqual(before)
    expect(book.tables.settings.get('linked')).toBeUndefined()
    // Nobody is told of what did not happen.
    expect(book.steps.at(-1)).toBe('succeeded succeeded')
  })

  it('that waits for the person stays made, and counted', () => {
    const { id } = succeeded(0.5)
    const error = new AppError('result_unfetched', { provider: 'Runway' })
    expect(stored(book.ledger.ask(id, error, 'charged'))).toMatchObject({
      state: 'succeeded',
      asks: true,
      outputs: [clip],
      countedMicros: 500_000,
      error: { code: 'result_unfetched', details: { provider: 'Runway', charge: 'charged' } },
    })
    expect(stored(book.ledger.resume(id))).toMatchObject({ asks: false, error: undefined })
  })
})

describe('a job that came to nothing', () => {
  it('gives back all of its reserve where nothing was charged', () => {
    const job = book.ledger.failed(submitted().id, trouble, { charge: 'none' })
    expect(stored(job)).toMatchObject({
      state: 'failed',
      asks: false,
      endedAt: book.clock.now,
      estimatedMicros: 600_000,
      error: { code: 'generation_unfinished', details: { reason: 'bad output', charge: 'none' } },
    })
    expect(counted()).toEqual(nothingCounted)
  })

  it('keeps its reserve counted where it may have been charged', () => {
    book.ledger.failed(submitted().id, trouble, { charge: 'possible' })
    expect(counted()).toEqual({ micros: 600_000, reservedMicros: 0, clips: 1 })
  })

  it('is counted with what the provider charged for it all the same', () => {
    const job = book.ledger.canceled(submitted().id, { charge: 'charged', costUsd: 0.2 })
    expect(stored(job)).toMatchObject({ state: 'canceled', countedMicros: 200_000, chargedBy: 'provider' })
    expect(counted()).toEqual({ micros: 200_000, reservedMicros: 0, clips: 1 })
  })

  it('and that the provider forgot stays counted, and asks', () => {
    const job = book.ledger.expired(submitted().id, new AppError('job_gone', { provider: 'Runway' }))
    expect(stored(job)).toMatchObject({ state: 'expired', asks: true, countedMicros: 600_000 })
  })
})

describe('a job of which nobody knows', () => {
  const unknown = () =>
    book.ledger.unknown(open().id, new AppError('outcome_unknown', { provider: 'Runway' }))

  it('asks, stays open and stays counted, however long it takes', () => {
    const job = stored(unknown())
    expect(job).toMatchObject({ state: 'unknown', asks: true, error: { details: { charge: 'possible' } } })
    expect(book.tables.jobs.findOpen('signature-1', 0)).toEqual([job])
    expect(book.tables.jobs.countedSince(book.clock.now)).toEqual({
      micros: 600_000,
      reservedMicros: 600_000,
      clips: 1,
    })
  })

  it('goes on like any other once it is found at the provider', () => {
    const job = book.ledger.submitted(unknown().id, { externalId: 'found-1' })
    expect(stored(job)).toMatchObject({ state: 'submitted', asks: false, error: undefined })
  })

  it('gives back its reserve when the person saw that it was not taken', () => {
    const job = book.ledger.settledBy(unknown().id, false)
    expect(stored(job)).toMatchObject({ state: 'failed', asks: false, chargedBy: 'person' })
    expect(job.sentAt).toBeUndefined()
    expect(counted()).toEqual(nothingCounted)
    expect(book.tables.jobs.findOpen('signature-1', 0)).toEqual([])
  })

  it('stays counted when the person saw that it was taken, or let it be', () => {
    expect(stored(book.ledger.settledBy(unknown().id, true))).toMatchObject({
      state: 'failed',
      chargedBy: 'person',
      countedMicros: 600_000,
      countedClips: 1,
    })
    expect(counted()).toEqual({ micros: 600_000, reservedMicros: 0, clips: 1 })
  })

  it('keeps the end that it had before the person looked', () => {
    const { id } = book.ledger.expired(submitted().id, new AppError('job_gone', { provider: 'Runway' }))
    const endedAt = book.clock.now
    book.clock.now += 60_000
    expect(stored(book.ledger.settledBy(id, false))).toMatchObject({ state: 'expired', asks: false, endedAt })
    expect(counted()).toEqual(nothingCounted)
  })
})
