import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runway } from '../../e2e/fakes/runway.ts'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import type { JobAnswer } from '../../nodes/contract/money.ts'
import { createTables } from '../db/tables.ts'
import { internet } from '../net/network.ts'
import { someJob } from './test-book.ts'
import { openTestLibrary, type TestLibrary } from './test-library.ts'

const every: readonly JobAnswer[] = ['cancel', 'check', 'resume', 'charged', 'not-charged']

let home: TestLibrary<Fake>
beforeEach(async () => {
  home = await openTestLibrary(await startFake(runway))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await home.close()
})

const day = () => home.parts.jobs.spending().day

/** What must be as it was, whatever is said. */
async function expectUnmoved(workflowId: string): Promise<void> {
  const standing = () => [home.job(), day(), home.takes(workflowId), home.jobs('inbox')]
  const before = standing()
  for (const answer of every) {
    await home.answer(answer)
    // What it might have begun comes to light a moment later.
    await wait(10)
    expect([answer, ...standing()]).toEqual([answer, ...before])
  }
}

describe('a word about a job that has no use for it', () => {
  it('changes nothing of one that is done', async () => {
    const workflowId = home.workflow('Rain')
    await home.finished(home.begin(workflowId))
    expect(home.job().state).toBe('adopted')
    const requests = home.fake.requests.length
    await expectUnmoved(workflowId)
    expect([home.fake.requests.length, home.jobs('open')]).toEqual([requests, []])
  })

  it('changes nothing of one whose create is out', async () => {
    const { promise: said, resolve: letGo } = Promise.withResolvers<void>()
    const { connect } = internet
    vi.spyOn(internet, 'connect').mockImplementation(async (...to) => {
      await said
      return connect(...to)
    })
    const workflowId = home.workflow('Rain')
    const run = home.begin(workflowId)
    await expect.poll(() => home.job()?.state, { interval: 2 }).toBe('intent')
    await expectUnmoved(workflowId)
    letGo()
    expect((await home.finished(run)).nodes[0]).toMatchObject({ state: 'done' })
    expect(home.job()).toMatchObject({ state: 'adopted', chargedBy: 'provider' })
    expect([home.fake.creates, home.asked('cancel')]).toEqual([1, 0])
    expect(home.fake.requests.every(({ path }) => !path.includes('undefined'))).toBe(true)
  })

  it('changes nothing of one that came to nothing', async () => {
    await home.fake.script('create-settings')
    const workflowId = home.workflow('Rain')
    await home.finished(home.begin(workflowId))
    expect(home.job().state).toBe('failed')
    await expectUnmoved(workflowId)
    expect(home.fake.requests).toHaveLength(1)
  })
})

describe('a parked job of which nobody knows', () => {
  it('keeps asking after it was told to go on, and is settled by a word about the money', async () => {
    const tables = createTables(home.parts.db)
    const error = { code: 'job_parked', details: { provider: 'runway', charge: 'possible' } } as const
    const lost = { state: 'unknown', externalId: undefined, submittedAt: undefined } as const
    tables.jobs.put(someJob('job-1', { ...lost, error, asks: true, createdAt: Date.now() }))
    await home.answer('resume')
    expect(home.jobs('inbox')).toMatchObject([{ state: 'unknown', error: { code: 'outcome_unknown' } }])
    expect(day().reservedUsd).toBe(0.6)
    await home.answer('cancel')
    expect(home.jobs('inbox')).toHaveLength(1)
    await home.answer('not-charged')
    expect(home.jobs('inbox')).toEqual([])
    expect([home.job().state, day().reservedUsd, day().usd]).toEqual(['failed', 0, 0])
    expect(home.fake.requests).toEqual([])
  })
})
