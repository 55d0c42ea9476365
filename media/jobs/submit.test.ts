import { expect, it } from 'vitest'
import { Budget } from '../../nodes/contract/money.ts'
import { refuse, type Refusal } from '../net/refusal.ts'
import type { Api } from '../net/api.ts'
import { runway } from '../providers/runway/runway.ts'
import { submit } from './submit.ts'
import { openBook, someOrder } from './test-book.ts'
import { createTestPace } from './test-pace.ts'

const claim = { micros: 600_000, runId: 'run-1', modelTitle: 'Gen-4.5' }

/** What a create comes to that is refused like that, and what the book says of the job then. */
async function refused(refusal: Refusal) {
  const { ledger } = openBook()
  const job = ledger.open(someOrder(), claim, Budget.parse({}))
  const provider = { ...runway, create: () => Promise.reject(refuse(refusal, { provider: 'Runway' })) }
  const { prompt, settings } = job.order
  const order = { requestId: job.id, mode: job.mode, model: 'gen4.5', prompt, settings, references: [] }
  const api = { values: {} } as Api
  const { signal } = new AbortController()
  const parts = { ledger, pace: createTestPace(), provider, api, signal, onTrouble: () => {} }
  const error: unknown = await submit(job, order, parts).catch((thrown: unknown) => thrown)
  return { error, job: ledger.get(job.id) }
}

it('believes no refusal that may have taken the job, whatever it says was wrong', async () => {
  const { error, job } = await refused({ code: 'settings_refused', status: 400, taken: 'maybe' })
  expect(error).toMatchObject({ code: 'outcome_unknown' })
  expect(job).toMatchObject({ state: 'unknown' })
})

it('does not say of a job that was never there that it is gone', async () => {
  const { error, job } = await refused({ code: 'job_gone', status: 404 })
  expect(error).toMatchObject({
    code: 'settings_refused',
    details: { reason: 'there is nothing at its address', charge: 'none' },
  })
  expect(job).toMatchObject({ state: 'failed' })
})
