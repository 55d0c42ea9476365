import { AppError } from '../../nodes/errors.ts'
import type { Quote } from '../../nodes/generation/quote.ts'
import type { GenerationMode } from '../../nodes/models.ts'
import type { Tables } from '../db/tables.ts'
import { presentMedia, type MediaManager } from '../media-manager.ts'
import type { Connection, Connections } from '../providers/connections.ts'
import type { Order } from '../providers/remote.ts'
import type { SettingsStore } from '../settings.ts'
import { requireRoom, type Claim } from './budget.ts'
import type { Ledger, NewJob } from './ledger.ts'
import type { NewsBoard, Waiting } from './news-board.ts'
import type { Pace } from './pace.ts'
import { requireSpace } from './require-space.ts'
import { findLost } from './look-up.ts'
import { sendPictures } from './send-pictures.ts'
import { settleStray } from './stray-intent.ts'
import type { JobOrder, StoredJob } from './stored-job.ts'
import { toMicros } from './stored-job.ts'
import { submit, withCharge } from './submit.ts'

/** What a node wants made by a provider, quoted and put into words. */
export interface PaidOrder {
  readonly quote: Extract<Quote, { ok: true }>
  readonly mode: GenerationMode
  readonly signatureHash: string
  readonly variation: number
  readonly workflowId: string
  readonly workflowName: string
  readonly runId: string
  /** What the person agreed to for the run. */
  readonly runLimitMicros?: number | undefined
  readonly order: JobOrder
  /** Told about pictures that had to be changed to be taken. */
  readonly onNote: (note: string) => void
}

export interface OrdersParts {
  readonly tables: Tables
  readonly manager: MediaManager
  readonly settings: SettingsStore
  readonly connections: Connections
  readonly ledger: Ledger
  readonly board: NewsBoard
  readonly pace: Pace
  readonly dataFolder: string
  readonly lifetime: AbortSignal
  readonly callbackFor: (provider: string) => string | undefined
}

export interface Orders {
  /**
   * Answers the job that makes it: the one that is open already for the same take of the same signature, the one
   * whose file came home a moment ago, or a new one that the provider has taken. Throws when it cannot be ordered,
   * with nothing paid, or when nobody knows.
   */
  place(order: PaidOrder, waiting: Waiting): Promise<StoredJob>
  /** Creates that are out get a moment to bring their id home. */
  beginClosing(): Promise<void>
  /** Resolves when nothing is out any more. */
  settled(): Promise<unknown>
}

const CLOSING_MS = 2_000

export function createOrders(parts: OrdersParts): Orders {
  const { tables, ledger, connections, settings, pace } = parts
  const sending = new Map<string, Sent>()

  /** Open, or with its file in the library: whoever came here may have looked before it got there. */
  const jobFor = ({ signatureHash, variation }: PaidOrder): StoredJob | undefined =>
    tables.jobs.findOpen(signatureHash, variation)[0] ??
    tables.jobs
      .findAdopted(signatureHash, variation)
      .find(({ mediaId }) => presentMedia(parts.manager, mediaId))

  /** The job that is there already, once it is known what became of its create; or a new one where it came to nothing. */
  async function joinOr(job: StoredJob, order: PaidOrder, waiting: Waiting): Promise<StoredJob> {
    const out = sending.get(job.id)
    if (!out && job.state !== 'intent') return job
    if (!out) {
      const settled = settleStray(job, ledger, order.quote.model.providerTitle)
      return settled.state === 'unknown' ? settled : place(order, waiting)
    }
    return out.known.catch((error: unknown) => {
      // Whoever ordered it was stopped before anything was taken; whoever joined was not.
      const isTheirs = error instanceof AppError && error.code === 'stopped' && !waiting.signal.aborted
      if (isTheirs) return place(order, waiting)
      throw error
    })
  }

  async function place(order: PaidOrder, waiting: Waiting): Promise<StoredJob> {
    const before = jobFor(order)
    if (before) return joinOr(before, order, waiting)
    const connection = connections.open(order.quote.model.provider)
    const claim = claimOf(order)
    // Everything that can be found out without paying is, before anything leaves.
    await requireSpace(parts.dataFolder, order.quote)
    requireRoom(tables.jobs, settings.get().budget, { claim, now: pace.now() })
    const pictures = await sendPictures(order, {
      manager: parts.manager,
      connection,
      signal: waiting.signal,
    }).catch((error: unknown) => {
      throw error instanceof AppError ? withCharge(error, 'none') : error
    })
    if (waiting.signal.aborted) throw new AppError('stopped')

    // No await from here to the row: whoever else came for the same take meanwhile has written it, and is joined.
    const other = jobFor(order)
    if (other) return joinOr(other, order, waiting)
    const job = ledger.open(newJob(order), claim, settings.get().budget)
    const sent = send(job, { order, pictures, connection, waiting }, parts)
    sending.set(job.id, sent)
    return sent.known.finally(() => sending.delete(job.id))
  }

  return {
    place,
    async beginClosing() {
      const over = new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref())
      await Promise.race([Promise.allSettled([...sending.values()].map(({ created }) => created)), over])
    },
    settled: () => Promise.allSettled([...sending.values()].map(({ known }) => known)),
  }
}

/** The one create of a job, and what can be found out where its answer was lost. */
function send(job: StoredJob, { order, pictures, connection, waiting }: Sending, parts: OrdersParts): Sent {
  const { ledger, pace } = parts
  const leave = parts.board.join(job, waiting)
  const callback = parts.callbackFor(job.provider)
  const asked: Order = {
    requestId: job.id,
    mode: order.mode,
    model: job.model.slice(job.provider.length + 1),
    prompt: order.order.prompt,
    settings: order.quote.fitted,
    ...pictures,
    ...(callback !== undefined && connection.provider.webhook && { callback }),
  }
  const created = submit(job, asked, {
    ledger,
    pace,
    provider: connection.provider,
    api: connection.api(parts.lifetime),
    signal: waiting.signal,
    onTrouble: ({ error, tries, nextAt }) =>
      parts.board.tell(ledger.get(job.id), { trouble: error, tries, nextAt }),
  })
  // Where it can be looked up, a lost answer need not trouble anybody.
  const found = created.catch(async (error: unknown) => {
    const lost = ledger.get(job.id)!
    const known = lost.state === 'unknown' ? await findLost(lost, { ...parts, connection }) : undefined
    if (!known) throw error
    return known
  })
  const known = found.finally(() => {
    parts.board.forget(job.id)
    leave()
  })
  return { created, known }
}

interface Sent {
  /** Its create is not out any more. */
  readonly created: Promise<StoredJob>
  /** And where its answer was lost, it was looked for. */
  readonly known: Promise<StoredJob>
}

interface Sending {
  readonly order: PaidOrder
  readonly pictures: Pick<Order, 'firstFrame' | 'lastFrame' | 'references'>
  readonly connection: Connection
  readonly waiting: Waiting
}

function claimOf({ quote, runId, runLimitMicros }: PaidOrder): Claim {
  const { estimate, model } = quote
  return {
    micros: estimate && toMicros(estimate.usd),
    runId,
    runLimitMicros,
    modelTitle: model.title,
  }
}

function newJob({ quote, order, ...rest }: PaidOrder): NewJob {
  const { mode, signatureHash, variation, workflowId, workflowName, runId } = rest
  const { provider, id } = quote.model
  return { mode, signatureHash, variation, workflowId, workflowName, runId, provider, model: id, order }
}
