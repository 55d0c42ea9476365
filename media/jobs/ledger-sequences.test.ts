import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Budget } from '../../nodes/contract/money.ts'
import { AppError } from '../../nodes/errors.ts'
import { scratchMedia } from '../db/scratch.ts'
import { readSpending } from './spending.ts'
import { isOpen, toMicros, type StoredJob } from './stored-job.ts'
import { openBook, someOrder, type Book } from './test-book.ts'

const SEQUENCES = 1_000
const trouble = new AppError('generation_unfinished', { provider: 'Runway', reason: 'x' })

/** One thing that happens to one job, or to the clock. `share` is the real cost as a part of the reserve. */
const Arrow = fc.record({
  what: fc.constantFrom(
    'open',
    'open',
    'open',
    'came-back',
    'send-again',
    'submitted',
    'submitted',
    'running',
    'unknown',
    'succeeded',
    'adopted',
    'failed',
    'canceled',
    'expired',
    'settled',
    'an-hour',
    'a-day',
  ),
  job: fc.nat({ max: 7 }),
  micros: fc.nat({ max: 2_000_000 }),
  share: fc.option(fc.nat({ max: 1_000 }), { nil: undefined }),
  charge: fc.constantFrom('none', 'possible', 'charged'),
  run: fc.nat({ max: 2 }),
})
type Arrow = typeof Arrow extends fc.Arbitrary<infer A> ? A : never

const cap = fc.option(
  fc.nat({ max: 12_000_000 }).map((micros) => micros / 1e6),
  { nil: undefined, freq: 2 },
)
const clips = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 2 })
const Limits = fc.record({
  usd: fc.record({ run: cap, day: cap, month: cap }),
  clips: fc.record({ run: clips, day: clips, month: clips }),
  agreed: fc.array(fc.option(fc.nat({ max: 4_000_000 }), { nil: undefined, freq: 2 }), {
    minLength: 3,
    maxLength: 3,
  }),
})
type Limits = typeof Limits extends fc.Arbitrary<infer A> ? A : never

it('never counts below nothing, never across a limit, and always as the spending page says', () => {
  const book = openBook()
  book.tables.media.put(scratchMedia(1))
  let opened = 0
  let refused = 0
  fc.assert(
    fc.property(Limits, fc.array(Arrow, { minLength: 5, maxLength: 30 }), (limits, arrows) => {
      book.db.exec('DELETE FROM jobs')
      book.clock.now = new Date(2026, 10, 29, 22, 30).getTime()
      const ids: string[] = []
      for (const arrow of arrows) {
        if (arrow.what === 'open') {
          const id = openWithin(book, limits, arrow)
          if (id === undefined) refused++
          else {
            ids.push(id)
            opened++
          }
        } else step(book, ids[arrow.job % Math.max(1, ids.length)], arrow)
        expectWithin(book, limits)
      }
      expect(jobsOf(book).all).toHaveLength(ids.length)
      expectShown(book)
    }),
    { numRuns: SEQUENCES },
  )
  // Otherwise the limits were never in the way, or always.
  expect(Math.min(opened, refused)).toBeGreaterThan(SEQUENCES / 2)
})

function openWithin(
  { ledger }: Book,
  limits: Limits,
  { micros: asked, run, job }: Arrow,
): string | undefined {
  const claim = { micros: asked, runId: `run-${run}`, runLimitMicros: limits.agreed[run], modelTitle: 'x' }
  try {
    return ledger.open(someOrder({ runId: claim.runId, variation: job }), claim, budgetOf(limits)).id
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('over_')) return undefined
    throw error
  }
}

/** Takes the arrow where the life of a job has one, as its followers would. */
function step(
  { ledger, clock }: Book,
  id: string | undefined,
  { what, share, charge, job: at }: Arrow,
): void {
  if (what === 'an-hour') clock.now += 3_600_000
  if (what === 'a-day') clock.now += 24 * 3_600_000
  const job = id === undefined ? undefined : ledger.get(id)
  if (!job) return
  const costUsd = share === undefined ? undefined : (job.countedMicros * share) / 1_000 / 1e6
  const isUnderWay = job.state === 'submitted' || job.state === 'running'
  if (job.state === 'intent') {
    if (what === 'came-back') ledger.cameBack(job.id)
    if (what === 'send-again') ledger.sendAgain(job.id)
    if (what === 'unknown') ledger.unknown(job.id, trouble)
    if (what === 'failed') ledger.failed(job.id, trouble, { charge: 'none' })
  }
  if ((job.state === 'intent' || job.state === 'unknown') && what === 'submitted') {
    ledger.submitted(job.id, { externalId: job.id })
  }
  if (isUnderWay) {
    if (what === 'running') ledger.running(job.id)
    if (what === 'failed') ledger.failed(job.id, trouble, { charge, costUsd })
    if (what === 'canceled') ledger.canceled(job.id, { charge, costUsd })
    if (what === 'expired') ledger.expired(job.id, trouble)
    if (what === 'succeeded') ledger.succeeded(job.id, { outputs: [], keptUntil: undefined, costUsd })
  }
  if (job.state === 'succeeded' && what === 'adopted') ledger.adopted(job.id, scratchMedia(1).id, () => {})
  if (job.asks && what === 'settled') ledger.settledBy(job.id, at % 2 === 0)
}

const micros = (jobs: readonly StoredJob[]) => jobs.reduce((sum, { countedMicros }) => sum + countedMicros, 0)
const clipsOf = (jobs: readonly StoredJob[]) => jobs.reduce((sum, { countedClips }) => sum + countedClips, 0)

function jobsOf({ tables, clock }: Book) {
  const all = tables.jobs.list({ which: 'all', limit: 500 })
  const now = new Date(clock.now)
  const since = (start: Date) => all.filter(({ createdAt }) => createdAt >= start.getTime())
  return {
    all,
    day: since(new Date(now.getFullYear(), now.getMonth(), now.getDate())),
    month: since(new Date(now.getFullYear(), now.getMonth())),
  }
}

function expectWithin(book: Book, { usd, clips: most, agreed }: Limits): void {
  const { all, day, month } = jobsOf(book)
  expect(all.filter(({ countedMicros }) => countedMicros < 0)).toEqual([])
  const runs = agreed.map((_, run) => all.filter(({ runId }) => runId === `run-${run}`))
  const limited = [
    { jobs: day, usd: usd.day, clips: most.day },
    { jobs: month, usd: usd.month, clips: most.month },
    ...runs.map((jobs) => ({ jobs, usd: usd.run, clips: most.run })),
    ...runs.map((jobs, run) => ({ jobs, usd: (agreed[run] ?? Infinity) / 1e6, clips: undefined })),
  ]
  const crossed = limited.filter(
    (limit) =>
      micros(limit.jobs) > toMicros(limit.usd ?? Infinity) || clipsOf(limit.jobs) > (limit.clips ?? Infinity),
  )
  expect(crossed).toEqual([])
}

function expectShown(book: Book): void {
  const { day, month } = jobsOf(book)
  const spending = readSpending(book.tables.jobs, book.clock.now, (id) => id)
  const total = (jobs: readonly StoredJob[]) => ({
    usd: micros(jobs) / 1e6,
    reservedUsd: micros(jobs.filter(isOpen)) / 1e6,
    clips: clipsOf(jobs),
  })
  expect([spending.day, spending.month]).toEqual([total(day), total(month)])
  for (const shares of [spending.byProvider, spending.byModel, spending.byWorkflow]) {
    expect(shares.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(micros(month) / 1e6, 9)
  }
}

function budgetOf({ usd, clips: most }: Limits) {
  return Budget.parse({ usd, clips: most })
}
