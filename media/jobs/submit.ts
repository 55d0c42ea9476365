import { AppError, type ErrorCode } from '../../nodes/errors.ts'
import { isSqlError } from '../db/sql-error.ts'
import { networkErrorOf } from '../net/http.ts'
import { refusalOf, refuse, tookNothing } from '../net/refusal.ts'
import type { Accepted, Order, RemoteProvider } from '../providers/remote.ts'
import type { Api } from '../net/api.ts'
import type { Ledger } from './ledger.ts'
import { jittered, type Pace } from './pace.ts'
import type { StoredJob } from './stored-job.ts'

export interface SubmitParts {
  readonly ledger: Ledger
  readonly pace: Pace
  readonly provider: RemoteProvider
  /** Not the run's own: a create that left is never given up because somebody pressed Stop. */
  readonly api: Api
  /** The run's own: ends the wait between two tries. */
  readonly signal: AbortSignal
  readonly onTrouble: (trouble: {
    readonly error: AppError
    readonly tries: number
    readonly nextAt: number
  }) => void
}

/** How often a create is sent in all, where each time it provably took nothing. */
const MOST_TRIES = 3
const WAITS_MS = [2_000, 8_000]
const LONGEST_WAIT_MS = 60_000
const UNWRITTEN_MS = 2_000

/**
 * Sends the create of a job whose intent is written down, and writes down what came of it before answering. Sent
 * again only after an answer, or a lack of connection, that proves that nothing was taken; any other silence ends
 * as `unknown`, for the person to look at. Throws the sentence for the person.
 */
export async function submit(job: StoredJob, order: Order, parts: SubmitParts): Promise<StoredJob> {
  const { ledger, pace, provider, api, signal } = parts
  for (let tries = 1; ; tries++) {
    let accepted: Accepted
    try {
      accepted = await provider.create(api, order)
    } catch (error) {
      const outcome = judge(named(error, order, parts), provider)
      if (outcome.unknown) {
        await writeDown(() => ledger.unknown(job.id, outcome.error), parts)
        throw outcome.error
      }
      ledger.cameBack(job.id)
      const waitMs = outcome.again && tries < MOST_TRIES ? waitFor(tries, outcome.retryAfterMs) : undefined
      if (waitMs === undefined) {
        ledger.failed(job.id, outcome.error, { charge: 'none' })
        throw outcome.error
      }
      parts.onTrouble({ error: outcome.error, tries, nextAt: pace.now() + waitMs })
      await pace.sleep(waitMs, signal).catch((stopped: unknown) => {
        ledger.canceled(job.id, { charge: 'none' })
        throw stopped
      })
      ledger.sendAgain(job.id)
      continue
    }
    // One id for two jobs would let one file pass for both: somebody has to look at it.
    if (ledger.isKnown(job.provider, accepted.externalId)) {
      const { error } = judge(new Error(`the id ${accepted.externalId} was given before`), provider)
      await writeDown(() => ledger.unknown(job.id, error), parts)
      throw error
    }
    return writeDown(() => ledger.submitted(job.id, accepted), parts)
  }
}

/**
 * An id that the provider gave is all there is of a paid job, and that nobody knows is all there is of a lost one:
 * as long as it cannot be written down (the disk is full), it is held here and tried again, until it is written or
 * the app ends.
 */
async function writeDown(write: () => StoredJob, { pace, api }: SubmitParts): Promise<StoredJob> {
  for (;;) {
    try {
      return write()
    } catch (error) {
      if (!isSqlError(error)) throw error
      await pace.sleep(UNWRITTEN_MS, api.signal)
    }
  }
}

/** A refusal of a model tells which one, as the person knows it; when it ended, providers do not say. */
function named(error: unknown, { model }: Order, { provider, api }: SubmitParts): unknown {
  const refusal = refusalOf(error)
  if (refusal?.code === 'job_gone') {
    // There is no job yet that could be gone: it is the address, or what was ordered, that is not there.
    const reason = refusal.reason ?? 'there is nothing at its address'
    return refuse({ ...refusal, code: 'settings_refused', reason }, { provider: provider.title })
  }
  if (refusal?.code !== 'model_retired') return error
  const title = provider.models(api.values).find(({ id }) => id === model)?.title ?? model
  return refuse(refusal, { provider: provider.title, model: title, on: 'an earlier day' })
}

/** Said before a connection is even tried. */
const neverLeft: ReadonlySet<ErrorCode> = new Set([
  'provider_settings',
  'result_untrusted',
  'settings_refused',
])

interface Outcome {
  readonly error: AppError
  /** The provider may have taken it. */
  readonly unknown: boolean
  /** Nothing was taken, and trying once more may help. */
  readonly again: boolean
  readonly retryAfterMs?: number | undefined
}

function judge(error: unknown, { title }: RemoteProvider): Outcome {
  const refusal = refusalOf(error)
  if (refusal && tookNothing(refusal)) {
    const again = refusal.code === 'provider_busy' || refusal.code === 'provider_trouble'
    const charged = withCharge(error as AppError, 'none')
    return { error: charged, unknown: false, again, retryAfterMs: refusal.retryAfterMs }
  }
  if (networkErrorOf(error)?.sent === false) {
    return { error: withCharge(error as AppError, 'none'), unknown: false, again: true }
  }
  if (!refusal && error instanceof AppError && neverLeft.has(error.code)) {
    return { error: withCharge(error, 'none'), unknown: false, again: false }
  }
  const message = error instanceof Error ? error.message : String(error)
  const unknown = new AppError(
    'outcome_unknown',
    { provider: title, charge: 'possible' },
    { message, cause: error },
  )
  return { error: unknown, unknown: true, again: false }
}

/** Undefined: it asks to be left alone for longer than a person would wait. */
function waitFor(tries: number, retryAfterMs: number | undefined): number | undefined {
  if (retryAfterMs !== undefined && retryAfterMs > LONGEST_WAIT_MS) return undefined
  return retryAfterMs ?? jittered(WAITS_MS[tries - 1]!)
}

export function withCharge(error: AppError, charge: 'none' | 'possible' | 'charged'): AppError {
  return new AppError(error.code, { ...error.details, charge }, { message: error.message, cause: error })
}
