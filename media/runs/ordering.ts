import { fromWire, type AppError } from '../../nodes/errors.ts'
import type { Work } from '../../nodes/engine/execute.ts'
import type { ClipRequest } from '../../nodes/engine/services.ts'
import { needOfRequest } from '../../nodes/generation/need.ts'
import { quote, type Offers, type Quote } from '../../nodes/generation/quote.ts'
import { createGraph, outgoingOf } from '../../nodes/graph/graph.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { MediaValue } from '../../nodes/media.ts'
import type { GenerationMode, ImageRequest } from '../../nodes/models.ts'
import { composePrompt } from '../../nodes/prompts/compose.ts'
import { describeNews } from '../jobs/describe.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { PaidOrder } from '../jobs/place-order.ts'
import { MICROS } from '../jobs/stored-job.ts'
import type { RunNode } from '../../nodes/contract/records.ts'
import { hashOf } from './link-take.ts'
import { requestParams } from './request-params.ts'
import { titleOf } from './run-record.ts'
import type { Ordering } from './services.ts'

export interface OrderingParts {
  readonly jobs: Jobs
  readonly offers: () => Offers
  readonly run: {
    readonly id: string
    readonly workflowId: string
    readonly workflowName: string
    readonly document: WorkflowDocument
    readonly limitMicros: number | undefined
  }
}

export interface OrderingReport {
  readonly signal: AbortSignal
  /** What the plan said that this node would be made with. */
  readonly planned: Quote | undefined
  update(next: (node: RunNode) => RunNode): void
  onNote(note: string): void
}

/** Decides, for one node of a run, whether a provider makes it; if so, orders it there and tells how it goes. */
export function createOrdering(parts: OrderingParts, work: Work, report: OrderingReport): Ordering {
  return (request, mode) => {
    // What the plan chose is what is used: between plan and run nobody else chooses anew.
    const chosen = report.planned?.model?.id ?? request.model
    const model = request.model === 'auto' ? chosen : request.model
    const offers = parts.offers()
    if (offers.models.find(({ id }) => id === model)?.local) return { local: model }
    const quoted = quote({ ...needOf(request, mode), model }, offers)
    if (!quoted.ok) throw withoutCharge(quoted)
    if (quoted.model.local) return { local: quoted.model.id }
    return { made: make(parts, orderFor(parts, work, { request, mode, quote: quoted, report }), report) }
  }
}

async function make({ jobs }: OrderingParts, order: PaidOrder, report: OrderingReport): Promise<MediaValue> {
  const media = await jobs.make(order, {
    signal: report.signal,
    onNews: (job, live) =>
      report.update((node) => ({
        ...node,
        model: job.model,
        progress: live.progress,
        job: describeNews(job, live),
        cost: job.countedMicros / MICROS,
      })),
  })
  return { id: media.id, kind: media.kind }
}

interface Asked {
  readonly request: ImageRequest | ClipRequest
  readonly mode: GenerationMode
  readonly quote: PaidOrder['quote']
  readonly report: OrderingReport
}

function orderFor({ run }: OrderingParts, work: Work, { request, mode, quote, report }: Asked): PaidOrder {
  const { firstFrame, lastFrame } = request as Partial<ClipRequest>
  const { fitted } = quote
  const settings = { ...fitted, ...(fitted.seed !== undefined && { seed: seedFor(request) }) }
  return {
    quote: { ...quote, fitted: settings },
    mode,
    signatureHash: hashOf(work.signature),
    variation: request.variation,
    workflowId: run.workflowId,
    workflowName: run.workflowName,
    runId: run.id,
    runLimitMicros: run.limitMicros,
    onNote: report.onNote,
    order: {
      prompt: composePrompt(request),
      written: request.prompt,
      settings,
      firstFrame: firstFrame?.id,
      lastFrame: lastFrame?.id,
      references: (request.references ?? []).map(({ id }) => id),
      params: requestParams(request),
      signature: work.signature,
      nodeId: work.node.id,
      nodeType: work.node.type,
      nodeTitle: titleOf(work.node),
      role: outgoingOf(createGraph(run.document), work.node.id).length > 0 ? 'intermediate' : 'output',
    },
  }
}

/** Another take of the same request must not come out the same. */
function seedFor({ seed, variation }: Pick<ImageRequest, 'seed' | 'variation'>): number {
  return (seed + variation) % 2_147_483_648
}

function needOf(request: ImageRequest | ClipRequest, mode: GenerationMode) {
  const { lastFrame } = request as Partial<ClipRequest>
  return needOfRequest(mode, request, {
    lastFrame: lastFrame !== undefined,
    references: request.references?.length ?? 0,
  })
}

function withoutCharge({ error }: Extract<Quote, { ok: false }>): AppError {
  return fromWire({ ...error, details: { ...error.details, charge: 'none' } })
}
