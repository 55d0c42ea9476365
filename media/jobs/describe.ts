import type { Job } from '../../nodes/contract/money.ts'
import type { JobNews } from '../../nodes/contract/records.ts'
import { sentence, toWire, type WireError } from '../../nodes/errors.ts'
import type { LiveNews } from './follower.ts'
import { isOpen, MICROS, type StoredJob } from './stored-job.ts'

/** A job as the window sees it. */
export function describeJob(job: StoredJob, live: LiveNews, providerTitle: string): Job {
  const { order } = job
  return {
    id: job.id,
    state: job.state,
    provider: job.provider,
    providerTitle,
    model: job.model,
    mode: job.mode,
    prompt: order.prompt,
    workflowId: job.workflowId,
    workflowName: job.workflowName,
    nodeId: order.nodeId,
    nodeTitle: order.nodeTitle,
    runId: job.runId,
    externalId: job.externalId,
    mediaId: job.mediaId,
    estimatedUsd: job.estimatedMicros / MICROS,
    chargedUsd: isOpen(job) ? undefined : job.countedMicros / MICROS,
    chargedBy: job.chargedBy,
    error: troubleOf(job, live, providerTitle),
    asks: job.asks,
    createdAt: job.createdAt,
    submittedAt: job.submittedAt,
    endedAt: job.endedAt,
    heardAt: job.heardAt,
    nextAt: live.nextAt,
    progress: live.progress,
    queuePosition: live.queuePosition,
    keptUntil: job.keptUntil,
  }
}

function troubleOf({ error }: StoredJob, { trouble }: LiveNews, provider: string): WireError | undefined {
  if (!error) return trouble && toWire(trouble)
  // The row knows the provider by its id; a person by its name.
  const named = { code: error.code, details: { ...error.details, provider } }
  return { ...named, message: sentence(named) }
}

/** The same, as far as it belongs on the card of the node it works for. */
export function describeNews(job: StoredJob, live: LiveNews): JobNews {
  return {
    jobId: job.id,
    state: job.state,
    heardAt: job.heardAt,
    nextAt: live.nextAt,
    queuePosition: live.queuePosition,
    trouble: live.trouble && toWire(live.trouble),
    tries: live.tries,
  }
}
