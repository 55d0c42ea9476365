import { AppError } from '../../nodes/errors.ts'
import { networkErrorOf } from '../net/http.ts'
import { refusalOf } from '../net/refusal.ts'
import type { CancelOutcome, JobRef, Output, PollResult } from '../providers/remote.ts'
import type { Follower, LiveNews } from './follower.ts'
import { withCharge } from './submit.ts'
import type { StoredJob } from './stored-job.ts'

const LONGEST_POLL_MS = 20_000
const LONGEST_BACKOFF_MS = 30_000
/** Whatever a provider asks for, a person wants to hear from it now and then. */
const LONGEST_WISH_MS = 10 * 60_000
/** A provider may take a moment until it knows its own new job, and one odd answer proves nothing. */
const GONE_TIMES = 3

/**
 * Asks about a job until the provider says how it ended, for as long as that takes: trouble on the way is told
 * and asked over. Answers where the result is, written down; throws the sentence of every other end, written
 * down, too.
 */
export async function awaitResult(
  id: string,
  follower: Follower,
): Promise<StoredJob & { outputs: readonly Output[] }> {
  const { ledger, pace } = follower
  let faults = 0
  let gone = 0
  for (let polls = 0; ; polls++) {
    const job = ledger.get(id)!
    let result: PollResult | undefined
    try {
      result = await ask(job, follower)
      faults = 0
      // Only of a job that is still at work: some providers delete what is finished.
      const isAtWork = result.state === 'queued' || result.state === 'running'
      // What came of the wish is worth a look soon.
      if (isAtWork && (await cancelIfAsked(job, follower))) polls = 0
    } catch (error) {
      if (follower.signal.aborted || isEnd(error)) throw error
      if (isGone(error)) result = { state: 'gone' }
      else {
        const wait = Math.max(
          follower.provider.pace.pollMs,
          backoff(++faults, refusalOf(error)?.retryAfterMs),
        )
        follower.tell({ trouble: inWords(error, follower), tries: faults, nextAt: pace.now() + wait })
        await follower.nap(wait)
        continue
      }
    }
    gone = result.state === 'gone' ? gone + 1 : 0
    if (gone >= GONE_TIMES) throw lost(job, follower)
    const ended = settle(job, result, follower)
    if (ended) return ended
    const wait = nextPoll(polls, follower)
    follower.tell({ ...progressOf(result), trouble: undefined, tries: undefined, nextAt: pace.now() + wait })
    await follower.nap(wait)
  }
}

async function ask(job: StoredJob, { connect, signal }: Follower): Promise<PollResult> {
  const { provider, api, circuit } = connect()
  return circuit.ask(signal, () => provider.poll(api(signal), jobRef(job)))
}

/** Writes down what a poll said. Answers the job once it is made; throws how else it ended; nothing while it goes on. */
function settle(
  job: StoredJob,
  result: PollResult,
  { ledger, provider, pace }: Follower,
): (StoredJob & { outputs: readonly Output[] }) | undefined {
  switch (result.state) {
    case 'queued':
    case 'running':
      if (result.state === 'running' && job.state === 'submitted') ledger.running(job.id)
      else ledger.heard(job.id)
      return undefined
    case 'gone':
      return undefined
    case 'succeeded': {
      const { outputs, costUsd } = result
      if (outputs.length === 0) {
        const error = new AppError('result_missing', { provider: provider.title, charge: 'possible' })
        ledger.failed(job.id, error, { charge: 'possible', costUsd })
        throw error
      }
      const expiry = outputs.map(({ expiresAt }) => expiresAt).find((at) => at !== undefined)
      const keeps =
        provider.keepsHours === undefined ? undefined : pace.now() + provider.keepsHours * 3_600_000
      // A result that came within the answer is needed once more before it is in the library.
      return { ...ledger.succeeded(job.id, { outputs, costUsd, keptUntil: expiry ?? keeps }), outputs }
    }
    case 'failed': {
      const { refusal, charge, costUsd } = result
      const error = new AppError(refusal.code, {
        provider: provider.title,
        reason: refusal.reason ?? refusal.providerCode ?? 'it did not say why',
        charge,
        ...(refusal.providerCode !== undefined && { providerCode: refusal.providerCode }),
      })
      ledger.failed(job.id, error, { charge, costUsd })
      throw error
    }
    case 'canceled': {
      const error = new AppError('job_canceled', { provider: provider.title, charge: result.charge })
      ledger.canceled(job.id, { error, charge: result.charge, costUsd: result.costUsd })
      throw error
    }
  }
}

/**
 * Tells the provider, if somebody wants to cancel, and answers whether it was told. Throws job_canceled where it
 * let go of the job at once; otherwise its next answers tell.
 */
async function cancelIfAsked(job: StoredJob, follower: Follower): Promise<boolean> {
  if (!follower.wantsCancel()) return false
  const { provider, api } = follower.connect()
  const outcome = await provider.cancel?.(api(follower.signal), jobRef(job)).catch(tooLate)
  follower.cancelDone()
  if (outcome !== 'canceled') return true
  const error = new AppError('job_canceled', { provider: provider.title, charge: 'none' })
  follower.ledger.canceled(job.id, { error, charge: 'none' })
  throw error
}

/** It heard the wish and refuses it: asking again would be refused again. */
const refusedForGood: ReadonlySet<number | undefined> = new Set([400, 404, 405, 409, 410, 422])

function tooLate(error: unknown): CancelOutcome {
  if (refusedForGood.has(refusalOf(error)?.status)) return 'too-late'
  throw error
}

function lost(job: StoredJob, { ledger, provider }: Follower): AppError {
  const error = new AppError('job_gone', { provider: provider.title, charge: 'possible' })
  ledger.expired(job.id, error)
  return error
}

export function jobRef(job: StoredJob): JobRef {
  return {
    externalId: job.externalId!,
    ...(job.links && { links: job.links }),
    requestId: job.id,
    mode: job.mode,
    model: job.model.slice(job.provider.length + 1),
    submittedAt: job.submittedAt ?? job.createdAt,
  }
}

function isGone(error: unknown): boolean {
  const refusal = refusalOf(error)
  return refusal?.code === 'job_gone' || refusal?.status === 404 || refusal?.status === 410
}

/** Its end is written down already. */
function isEnd(error: unknown): boolean {
  return error instanceof AppError && error.code === 'job_canceled' && !refusalOf(error)
}

function inWords(error: unknown, { provider }: Follower): AppError {
  const { title } = provider
  // "Could not be reached, so nothing was sent" is said of what never left; this question left and was not answered.
  const unheard = networkErrorOf(error)?.sent === true
  if (error instanceof AppError && error.code !== 'stopped' && !unheard) return withCharge(error, 'possible')
  const reason = unheard ? 'it did not answer' : 'its answer could not be understood'
  return new AppError('provider_trouble', { provider: title, reason }, { cause: error })
}

function backoff(faults: number, retryAfterMs = 0): number {
  return Math.max(
    Math.min(retryAfterMs, LONGEST_WISH_MS),
    Math.min(2_000 * 2 ** (faults - 1), LONGEST_BACKOFF_MS) * (0.5 + Math.random() / 2),
  )
}

/** Never sooner than the provider's own pace. */
function nextPoll(polls: number, { provider }: Follower): number {
  const { pollMs } = provider.pace
  return Math.max(pollMs, Math.min(pollMs * 1.5 ** polls, LONGEST_POLL_MS)) * (1 + Math.random() * 0.2)
}

function progressOf(result: PollResult): LiveNews {
  if (result.state !== 'queued' && result.state !== 'running') return {}
  const { progress, queuePosition } = result
  // What is being made stands in no line any more, and nobody says so in as many words.
  return { queuePosition, ...(progress !== undefined && { progress }) }
}
