import { randomUUID } from 'node:crypto'
import type { Budget } from '../../nodes/contract/money.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import type { Charge } from '../../nodes/money.ts'
import type { Tables } from '../db/tables.ts'
import type { Accepted, Output } from '../providers/remote.ts'
import { requireRoom, type Claim } from './budget.ts'
import { toMicros, type StoredJob } from './stored-job.ts'

/** Every durable step of a job, in the order of its life. Told after it is on the disk. */
export type JobStep =
  | 'intent'
  | 'came-back'
  | 'submitted'
  | 'running'
  | 'succeeded'
  | 'in-library'
  | 'adopted'
  | 'unknown'
  | 'ended'

export interface LedgerParts {
  readonly tables: Tables
  readonly now: () => number
  readonly onChange: (job: StoredJob, step: JobStep | undefined) => void
}

export type NewJob = Pick<
  StoredJob,
  | 'signatureHash'
  | 'variation'
  | 'provider'
  | 'model'
  | 'mode'
  | 'order'
  | 'workflowId'
  | 'workflowName'
  | 'runId'
>

export type Ledger = ReturnType<typeof createLedger>

/**
 * The book of paid work. Each function is one synced transaction and one arrow of a job's life; whatever happens
 * between two of them, the row says enough to go on without paying again.
 */
export function createLedger(parts: LedgerParts) {
  const { jobs } = parts.tables
  const change = createChange(parts)
  return {
    get: (id: string) => jobs.get(id),
    /** Another row has that id already: it is another job. */
    isKnown: (provider: string, externalId: string) => jobs.findExternal(provider, externalId) !== undefined,
    ...beginnings(parts, change),
    ...progress(parts, change),
    ...endings(parts, change),
  }
}

type Change = ReturnType<typeof createChange>

function createChange({ tables, onChange }: LedgerParts) {
  return (id: string, step: JobStep | undefined, next: (job: StoredJob) => Partial<StoredJob>): StoredJob => {
    const job = tables.together(() => {
      const before = tables.jobs.get(id)!
      const after = { ...before, ...next(before) }
      tables.jobs.put(after)
      return after
    })
    onChange(job, step)
    return job
  }
}

/** From the intent until the provider has it. */
function beginnings({ tables, now, onChange }: LedgerParts, change: Change) {
  return {
    /**
     * Writes the intent down and reserves its cost, or throws without a trace when a limit would be crossed. From
     * here on a request may be on its way.
     */
    open(order: NewJob, claim: Claim, budget: Budget): StoredJob {
      const job = tables.together(() => {
        requireRoom(tables.jobs, budget, { claim, now: now() })
        const created = newJob(order, claim.micros, now())
        tables.jobs.put(created)
        return created
      })
      onChange(job, 'intent')
      return job
    },

    /** The create provably took nothing, and is not on its way any more. */
    cameBack: (id: string) => change(id, 'came-back', () => ({ sentAt: undefined })),
    sendAgain: (id: string) =>
      change(id, 'intent', ({ attempts }) => ({ sentAt: now(), attempts: attempts + 1 })),

    submitted: (id: string, { externalId, links, maxUsd }: Accepted) =>
      change(id, 'submitted', (job) => ({
        state: 'submitted',
        asks: false,
        error: undefined,
        sentAt: undefined,
        externalId,
        links,
        submittedAt: now(),
        heardAt: now(),
        ...(maxUsd !== undefined && { countedMicros: Math.max(job.countedMicros, toMicros(maxUsd)) }),
      })),

    /** Nobody can say whether the provider took it. Its reserve stays counted until the person knows more. */
    unknown: (id: string, error: AppError) =>
      change(id, 'unknown', () => ({ state: 'unknown', asks: true, error: stored(error, 'possible') })),
  }
}

/** From the provider's first word until its file is here. */
function progress({ now }: LedgerParts, change: Change) {
  return {
    running: (id: string) => change(id, 'running', () => ({ state: 'running', heardAt: now() })),
    heard: (id: string) => change(id, undefined, () => ({ heardAt: now() })),

    /** It is made. Its address is kept before anything is fetched from it. */
    succeeded: (
      id: string,
      made: { outputs: readonly Output[]; keptUntil: number | undefined; costUsd: number | undefined },
    ) =>
      change(id, 'succeeded', () => ({
        state: 'succeeded',
        outputs: made.outputs.map(withoutBytes),
        heardAt: now(),
        keptUntil: made.keptUntil,
        ...settle('charged', made.costUsd),
      })),

    /** Its file is in the library: what else belongs to that is done in the same transaction. */
    adopted: (id: string, mediaId: string, link: (job: StoredJob) => void) =>
      change(id, 'adopted', (job) => {
        link(job)
        return {
          state: 'adopted',
          mediaId,
          asks: false,
          error: undefined,
          outputs: undefined,
          endedAt: now(),
        }
      }),

    /** It stays as it is, and waits for the person. */
    ask: (id: string, error: AppError, charge: Charge) =>
      change(id, undefined, () => ({ asks: true, error: stored(error, charge) })),
    /** The person says to go on: with what was parked, and with what the provider seemed to have forgotten. */
    resume: (id: string) =>
      change(id, undefined, (job) => {
        // Only its id tells what became of it: until that is found it keeps asking.
        if (job.state === 'unknown') return { error: unknownAgain(job) }
        const reopened = job.state === 'expired' && { state: 'submitted' as const, endedAt: undefined }
        return { asks: false, error: undefined, ...reopened }
      }),
  }
}

interface Cost {
  readonly charge: Charge
  readonly costUsd?: number | undefined
}

/** Every end but the good one. */
function endings({ now }: LedgerParts, change: Change) {
  const end = (
    id: string,
    state: 'failed' | 'canceled' | 'expired',
    { error, charge, costUsd }: Cost & { error?: AppError },
  ) =>
    change(id, 'ended', () => ({
      state,
      // A job that may have cost money and gave nothing is something to look at.
      asks: state === 'expired',
      sentAt: undefined,
      outputs: undefined,
      endedAt: now(),
      ...(error && { error: stored(error, charge) }),
      ...settle(charge, costUsd),
    }))
  return {
    failed: (id: string, error: AppError, cost: Cost) => end(id, 'failed', { error, ...cost }),
    canceled: (id: string, cost: Cost & { error?: AppError }) => end(id, 'canceled', cost),
    expired: (id: string, error: AppError) => end(id, 'expired', { error, charge: 'possible' }),

    /** The person has looked at the provider's own account and says what became of it. */
    settledBy: (id: string, charged: boolean) =>
      change(id, 'ended', (job) => ({
        asks: false,
        sentAt: undefined,
        outputs: undefined,
        endedAt: job.endedAt ?? now(),
        chargedBy: 'person',
        ...(job.state !== 'expired' && job.state !== 'adopted' && { state: 'failed' as const }),
        ...(!charged && { countedMicros: 0, countedClips: 0 as const }),
      })),
  }
}

function newJob(order: NewJob, price: number | undefined, now: number): StoredJob {
  const micros = price ?? 0
  return {
    ...order,
    id: randomUUID(),
    state: 'intent',
    asks: false,
    sentAt: now,
    attempts: 1,
    estimatedMicros: micros,
    countedMicros: micros,
    // Paid clips are counted; what is known to be free is not one.
    countedClips: price === 0 ? 0 : 1,
    createdAt: now,
  }
}

function unknownAgain({ provider, error }: StoredJob): StoredJob['error'] {
  return stored(new AppError('outcome_unknown', { provider, ...error?.details }), 'possible')
}

function stored(error: AppError, charge: Charge): StoredJob['error'] {
  const { code, details } = toWire(error)
  return { code, details: { ...details, charge } }
}

/** The reserve becomes what it cost; what cost nothing gives it back. */
function settle(charge: Charge, costUsd: number | undefined): Partial<StoredJob> {
  if (charge === 'none') return { countedMicros: 0, countedClips: 0, chargedBy: 'provider' }
  if (costUsd === undefined) return { chargedBy: 'estimate' }
  return { countedMicros: toMicros(costUsd), chargedBy: 'provider' }
}

/** A file that came within the answer is fetched by asking again: the book is no place for megabytes. */
function withoutBytes(output: Output): Output {
  return 'base64' in output.from ? { ...output, from: { base64: '' } } : output
}
