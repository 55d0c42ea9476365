import { beforeEach, expect, it } from 'vitest'
import { refuse } from '../net/refusal.ts'
import type { Connection } from '../providers/connections.ts'
import type { PollResult } from '../providers/remote.ts'
import { runway } from '../providers/runway/runway.ts'
import { awaitResult } from './await-result.ts'
import { createFollower, type FollowerControl, type LiveNews } from './follower.ts'
import { openBook, someJob } from './test-book.ts'
import { createTestPace, type TestPace } from './test-pace.ts'

const fault = (status: number) =>
  refuse({ code: 'provider_trouble', status, ...(retryAfterMs && { retryAfterMs }) }, { provider: 'Runway' })

let pace: TestPace
let asked: number[]
let cancels: number
/** What is thrown by the next questions, and by the next tries to cancel. */
let faults: { poll: number; cancel: number; status: number }
/** As many questions find it still in line. */
let inLine: number
/** What it asks for with each fault. */
let retryAfterMs: number | undefined
let told: LiveNews[]
let control: FollowerControl

beforeEach(() => {
  pace = createTestPace()
  asked = []
  cancels = 0
  faults = { poll: 0, cancel: 0, status: 500 }
  inLine = 0
  retryAfterMs = undefined
  told = []
})

/** Follows a job that works for ever, until it is canceled. */
function follow(): Promise<unknown> {
  const book = openBook()
  book.tables.jobs.put(someJob('job-1'))
  const provider = {
    ...runway,
    poll: async (): Promise<PollResult> => {
      asked.push(pace.now())
      if (faults.poll-- > 0) throw fault(faults.status)
      return inLine-- > 0 ? { state: 'queued', queuePosition: 2 } : { state: 'running' }
    },
    cancel: async () => {
      cancels++
      if (faults.cancel-- > 0) throw fault(faults.status)
      return 'canceled' as const
    },
  }
  const circuit: Connection['circuit'] = { ask: (_signal, ask) => ask(), restingUntil: () => undefined }
  control = createFollower({
    ledger: book.ledger,
    pace,
    signal: new AbortController().signal,
    provider,
    connect: () => ({ provider, circuit, values: {}, api: () => undefined as never }),
    tell: (news) => void told.push(news),
  })
  return awaitResult('job-1', control.follower).catch((error: unknown) => error)
}

it('asks no sooner than the provider wants it, also after trouble on the way', async () => {
  faults.poll = 3
  void follow()
  await pace.pass(60_000)
  const gaps = asked.slice(1).map((at, index) => at - asked[index]!)
  expect(gaps.length).toBeGreaterThan(3)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(runway.pace.pollMs)
})

it('takes back the place in line once it is being made', async () => {
  inLine = 1
  void follow()
  await pace.pass(60_000)
  expect(told[0]!.queuePosition).toBe(2)
  // Each word is added to those before it.
  expect(Object.assign({}, ...told)).toMatchObject({ queuePosition: undefined })
})

it('tries again to cancel what could not be canceled for trouble on the way', async () => {
  faults.cancel = 2
  const end = follow()
  await pace.pass(10)
  control.cancel()
  await pace.pass(120_000)
  expect(cancels).toBe(3)
  expect(await end).toMatchObject({ code: 'job_canceled' })
})

it('takes a cancel that is refused for an answer', async () => {
  faults = { poll: 0, cancel: 9, status: 409 }
  void follow()
  await pace.pass(10)
  control.cancel()
  await pace.pass(120_000)
  expect(cancels).toBe(1)
  expect(asked.length).toBeGreaterThan(3)
})

it.each([86_400_000, 2 ** 40, Number.MAX_VALUE])(
  'asks again after ten minutes, however long it is asked to wait: %d ms',
  async (wish) => {
    retryAfterMs = wish
    faults.poll = 99
    void follow()
    await pace.pass(3_600_000)
    expect(asked.slice(1).map((at, index) => at - asked[index]!)).toEqual(Array(6).fill(600_000))
    expect(told[0]).toMatchObject({ tries: 1, nextAt: asked[1] })
  },
)
