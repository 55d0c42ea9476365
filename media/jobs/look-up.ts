import { AppError } from '../../nodes/errors.ts'
import type { Connection } from '../providers/connections.ts'
import type { Ledger } from './ledger.ts'
import type { Pace } from './pace.ts'
import type { StoredJob } from './stored-job.ts'

/**
 * Asks the provider whether it took a job whose create was not answered. Answers the job once it is found; one
 * that is not found stays where it is, because a list may lag behind: only the person says that it was not taken.
 */
export async function lookUpLost(
  job: StoredJob,
  { ledger, connection, signal }: { ledger: Ledger; connection: Connection; signal: AbortSignal },
): Promise<StoredJob | undefined> {
  const { provider, api, circuit } = connection
  const { lookUp } = provider
  if (!lookUp) return undefined
  const lost = {
    requestId: job.id,
    mode: job.mode,
    model: job.model.slice(job.provider.length + 1),
    prompt: job.order.prompt,
    settings: job.order.settings,
    sentAt: job.sentAt ?? job.createdAt,
  }
  const found = await circuit.ask(signal, () => lookUp.call(provider, api(signal), lost).catch(cannotTell))
  if (!found || ledger.get(job.id)?.state !== 'unknown') return undefined
  if (ledger.isKnown(job.provider, found.externalId)) return undefined
  return ledger.submitted(job.id, found)
}

/** A provider that has no list for this kind of job answered all the same: nothing is wrong with it. */
function cannotTell(error: unknown): undefined {
  if (error instanceof AppError) throw error
}

/** A list may take a moment until a new job is in it. */
const LOOKS_AFTER_MS = [1_000, 5_000, 15_000]

/** Looks for a job whose create was not answered a moment ago, a few times. Never throws: the inbox has it anyway. */
export async function findLost(
  job: StoredJob,
  {
    ledger,
    connection,
    pace,
    lifetime,
  }: { ledger: Ledger; connection: Connection; pace: Pace; lifetime: AbortSignal },
): Promise<StoredJob | undefined> {
  if (!connection.provider.lookUp) return undefined
  for (const wait of LOOKS_AFTER_MS) {
    try {
      await pace.sleep(wait, lifetime)
      const found = await lookUpLost(job, { ledger, connection, signal: lifetime })
      if (found) return found
    } catch {
      if (lifetime.aborted) return undefined
    }
  }
  return undefined
}
