import { describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { awaitResult } from '../jobs/await-result.ts'
import { createFollower } from '../jobs/follower.ts'
import { openBook, someOrder } from '../jobs/test-book.ts'
import { createTestPace } from '../jobs/test-pace.ts'
import { Budget } from '../../nodes/contract/money.ts'
import { runway } from '../providers/runway/runway.ts'
import type { Api } from './api.ts'
import { createCircuit } from './circuit.ts'
import { refuse, type Refusal } from './refusal.ts'

const MINUTE = 60_000
const refused = (refusal: Refusal) => () => Promise.reject(refuse(refusal, { provider: 'Runway' }))
const down = refused({ code: 'provider_trouble', status: 503 })
const cut = () => Promise.reject(new Error('socket hang up'))
const well = () => Promise.resolve('fine')

function openCircuit() {
  const pace = createTestPace()
  const changes: (number | undefined)[] = []
  const circuit = createCircuit(pace, () => changes.push(circuit.restingUntil()))
  const never = new AbortController().signal
  const asked: string[] = []
  /** Asks and notes when the question really left. */
  const ask = (name: string, question: () => Promise<unknown> = well, signal = never) =>
    circuit
      .ask(signal, () => {
        asked.push(name)
        return question()
      })
      .catch((error: unknown) => (error instanceof AppError ? error.code : 'cut'))
  const restMs = () => {
    const until = circuit.restingUntil()
    return until === undefined ? undefined : until - pace.now()
  }
  const fail = async (times: number) => {
    for (let time = 0; time < times; time++) await ask('fault', down)
  }
  return { pace, circuit, changes, asked, ask, restMs, fail }
}

describe('a provider that has trouble', () => {
  it('is left alone after five faults within a minute, and not before', async () => {
    const { ask, fail, restMs, changes } = openCircuit()
    await fail(4)
    expect(restMs()).toBeUndefined()
    await ask('cut', cut)
    expect(restMs()).toBe(30_000)
    expect(changes).toHaveLength(1)
  })

  it('is not left alone for a fault now and then', async () => {
    const { pace, ask, restMs } = openCircuit()
    for (let time = 0; time < 20; time++) {
      await ask('fault', down)
      await pace.pass(MINUTE / 4 + 1)
    }
    expect(restMs()).toBeUndefined()
  })

  it('that answers in between is not down', async () => {
    const { fail, ask, restMs } = openCircuit()
    await fail(4)
    await ask('fine')
    await fail(4)
    expect(restMs()).toBeUndefined()
  })

  it.each<[string, Refusal]>([
    ['is busy', { code: 'provider_busy', status: 429 }],
    ['does not know a job', { code: 'job_gone', status: 404 }],
    ['does not take the key', { code: 'key_rejected', status: 401 }],
    ['declines what was asked for', { code: 'content_refused', status: 400 }],
  ])('is no longer so once it answers that it %s', async (_, refusal) => {
    const { fail, ask, restMs } = openCircuit()
    for (let time = 0; time < 20; time++) await ask('refused', refused(refusal))
    expect(restMs()).toBeUndefined()
    await fail(4)
    await ask('refused', refused(refusal))
    await fail(4)
    expect(restMs()).toBeUndefined()
  })
})

describe('while it rests', () => {
  it('nothing is sent; then one tries, and when that goes well all the others follow', async () => {
    const { pace, fail, ask, asked, circuit, changes } = openCircuit()
    await fail(5)
    asked.length = 0
    const answer = Promise.withResolvers<string>()
    const all = ['one', 'two', 'three'].map((name) => ask(name, name === 'one' ? () => answer.promise : well))
    await pace.pass(29_999)
    expect(asked).toEqual([])
    await pace.pass(1)
    expect(asked).toEqual(['one'])
    await pace.pass(10 * MINUTE)
    expect(asked).toEqual(['one'])
    answer.resolve('fine')
    expect(await Promise.all(all)).toEqual(['fine', 'fine', 'fine'])
    expect(asked).toEqual(['one', 'two', 'three'])
    expect([circuit.restingUntil(), changes.length]).toEqual([undefined, 2])
  })

  it('each try that goes wrong doubles the rest, up to five minutes', async () => {
    const { pace, fail, ask, restMs } = openCircuit()
    await fail(5)
    const rests = [restMs()]
    for (let time = 0; time < 5; time++) {
      await pace.pass(restMs()!)
      await ask('probe', down)
      rests.push(restMs())
    }
    expect(rests.map((ms) => ms! / 1_000)).toEqual([30, 60, 120, 240, 300, 300])
    await pace.pass(5 * MINUTE)
    await ask('probe')
    await fail(5)
    expect(restMs()).toBe(30_000)
  })

  it('whoever is stopped leaves at once, and nobody else notices', async () => {
    const { pace, fail, ask, asked } = openCircuit()
    await fail(5)
    const stopper = new AbortController()
    const stopped = ask('stopped', well, stopper.signal)
    const other = ask('other')
    stopper.abort()
    expect(await stopped).toBe('stopped')
    await pace.pass(30_000)
    expect(await other).toBe('fine')
    expect(asked.slice(5)).toEqual(['other'])
    expect(await ask('late', well, stopper.signal)).toBe('fine')
  })

  it('a try that is stopped says nothing about the provider: the next one tries', async () => {
    const { pace, fail, ask, asked, circuit } = openCircuit()
    await fail(5)
    const answer = Promise.withResolvers<string>()
    const first = ask('first', () => answer.promise)
    const second = ask('second')
    await pace.pass(30_000)
    answer.reject(new AppError('stopped'))
    expect([await first, await second]).toEqual(['stopped', 'fine'])
    expect(asked.slice(5)).toEqual(['first', 'second'])
    expect(circuit.restingUntil()).toBeUndefined()
  })

  it('an answer to what was asked before ends it', async () => {
    const { fail, ask, restMs } = openCircuit()
    const early = Promise.withResolvers<string>()
    const asking = ask('early', () => early.promise)
    await fail(5)
    early.resolve('fine')
    await asking
    expect(restMs()).toBeUndefined()
  })

  it('what was asked before it began does not make it longer', async () => {
    const { ask, restMs } = openCircuit()
    await Promise.all(Array.from({ length: 10 }, (_, index) => ask(`job ${index}`, down)))
    expect(restMs()).toBe(30_000)
  })
})

it('asks a provider that is down for ten minutes a few times in all, however many jobs wait', async () => {
  const { ledger } = openBook()
  const pace = createTestPace()
  const circuit = createCircuit(pace, () => {})
  const lifetime = new AbortController()
  const JOBS = 12
  let requests = 0
  const provider = {
    ...runway,
    poll: () => {
      requests++
      return cut()
    },
  }
  const jobs = Array.from({ length: JOBS }, (_, variation) => {
    const claim = { micros: 600_000, modelTitle: 'Gen-4.5' }
    const { id } = ledger.open(someOrder({ variation }), claim, Budget.parse({}))
    ledger.submitted(id, { externalId: `task-${variation}` })
    const { follower } = createFollower({
      ledger,
      pace,
      signal: lifetime.signal,
      provider,
      connect: () => ({ provider, circuit, values: {}, api: () => ({}) as Api }),
      tell: () => {},
    })
    return awaitResult(id, follower).catch((error: unknown) => (error as AppError).code)
  })
  await pace.pass(10 * MINUTE)
  process.stdout.write(`\n${JOBS} jobs, ten minutes without a provider: ${requests} requests\n`)
  // One for each job that was under way, and then one try after each rest.
  expect(requests).toBeLessThanOrEqual(JOBS + 6)
  expect(requests).toBeGreaterThan(JOBS)
  lifetime.abort()
  expect(await Promise.all(jobs)).toEqual(Array.from({ length: JOBS }, () => 'stopped'))
})
