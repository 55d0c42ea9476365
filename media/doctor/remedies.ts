import type { Finding } from '../../nodes/contract/keeping.ts'
import type { UseOfMedia } from '../db/health.ts'
import type { Tables } from '../db/tables.ts'
import type { Found } from './found.ts'

/** What another take would cost; undefined where none is needed, or none can be made now. */
export type PriceOf = (use: { workflowId: string; nodeId: string }) => number | undefined

export interface RemedyParts {
  readonly tables: Tables
  readonly priceOf: PriceOf
  readonly now: () => number
}

export interface MakeAgain {
  readonly workflowId: string
  readonly nodeId: string
  readonly usd: number
}

/** A finding as the person reads it, and what only the mending needs to know. */
export interface Described {
  readonly finding: Finding
  readonly makeAgain?: MakeAgain | undefined
  readonly jobId?: string | undefined
}

const DAY_MS = 24 * 60 * 60 * 1000

/** A page of findings, with where each is used and what could be done about it, looked up for all of them at once. */
export function describeAll(found: readonly Found[], { tables, priceOf, now }: RemedyParts): Described[] {
  const ids = found.flatMap(({ mediaId }) => (mediaId === undefined ? [] : [mediaId]))
  const uses = Map.groupBy(tables.health.uses(ids), ({ mediaId }) => mediaId)
  const kept = new Map(tables.health.kept(ids, now()).map((result) => [result.mediaId, result]))
  return found.map((one) => {
    const used = uses.get(one.mediaId ?? '') ?? []
    const result = canBeBrought(one) ? kept.get(one.mediaId!) : undefined
    const makeAgain = canBeBrought(one) ? orderFor(used, priceOf) : undefined
    const remedies = remediesOf(one, { result, makeAgain, now: now() })
    return {
      finding: {
        id: one.id,
        kind: one.kind,
        name: one.name,
        path: one.path,
        usedIn: namesOf(one, used),
        remedies,
        ...(one.mediaId !== undefined && { mediaId: one.mediaId }),
        ...(one.bytes !== undefined && { bytes: one.bytes }),
      },
      makeAgain,
      jobId: result?.jobId,
    }
  })
}

function canBeBrought({ kind, mediaId }: Found): boolean {
  return mediaId !== undefined && (kind === 'missing' || kind === 'changed')
}

function remediesOf(
  { kind, from, mediaId, linked, at = 0 }: Found,
  known: { result: { keptUntil: number } | undefined; makeAgain: MakeAgain | undefined; now: number },
): Finding['remedies'] {
  const relink = from === undefined ? [] : [{ kind: 'relink' as const, from }]
  const elsewhere: Finding['remedies'] = [
    ...relink,
    ...(known.result ? [{ kind: 'fetch-again' as const, until: known.result.keptUntil }] : []),
    ...(known.makeAgain ? [{ kind: 'make-again' as const, usd: known.makeAgain.usd }] : []),
  ]
  switch (kind) {
    case 'missing':
      return [...elsewhere, { kind: 'placeholder' }]
    case 'changed':
      return [...elsewhere, { kind: linked ? 'placeholder' : 'set-aside' }]
    case 'orphan':
      return [...(mediaId === undefined ? [] : [{ kind: 'adopt' as const }]), { kind: 'set-aside' }]
    case 'half-written':
      return [...(known.now - at > DAY_MS ? [{ kind: 'forget' as const }] : []), { kind: 'set-aside' }]
    case 'lost-reference':
      return [...relink, { kind: 'placeholder' }]
  }
}

/** Where a node needs it: a take that stands aside is not made again, because another one feeds its place. */
function orderFor(uses: readonly UseOfMedia[], priceOf: PriceOf): MakeAgain | undefined {
  for (const { workflowId, nodeId, role } of uses) {
    const usd = role === 'input' ? undefined : priceOf({ workflowId, nodeId })
    if (usd !== undefined) return { workflowId, nodeId, usd }
  }
  return undefined
}

function namesOf(found: Found, uses: readonly UseOfMedia[]): string[] {
  if (found.workflow) return [found.workflow.name]
  return [...new Map(uses.map((use) => [use.workflowId, use.workflowName])).values()]
}
