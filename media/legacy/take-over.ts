import { createHash } from 'node:crypto'
import { AppError, toWire, type WireError } from '../../nodes/errors.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { createGraph, outgoingOf } from '../../nodes/graph/graph.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import type { Tables } from '../db/tables.ts'
import { addWhole } from '../workflows.ts'
import { readDefinition } from './definition.ts'
import { freeId, joinNodes, mapDocument } from './map-document.ts'
import type { LegacyUse, LegacyWorkflow } from './read-legacy.ts'
import { type LegacyTake, type Signed, signTakes } from './sign-takes.ts'

export interface OldWorkflow {
  readonly workflow: LegacyWorkflow
  readonly uses: readonly LegacyUse[]
  /** What became of each video. */
  readonly mediaIds: ReadonlyMap<string, string>
}

export interface TakenOver {
  readonly id: string
  readonly changed: boolean
  readonly notes: readonly WireError[]
}

/** One workflow, with the clips that its nodes made. One that was taken over before only gets what it lacks. */
export function takeOver(tables: Tables, old: OldWorkflow): TakenOver {
  const id = idFor(old.workflow)
  const { document, takes, unknown } = convert(old)
  const existing = tables.workflows.get(id)
  if (existing) return { id, changed: addMissing(tables, { id, document, takes }), notes: [] }
  const { name, description, createdAt, updatedAt, lastExecutedAt } = old.workflow
  const made = createdAt ?? Date.now()
  const times = {
    createdAt: made,
    updatedAt: updatedAt ?? made,
    ...(lastExecutedAt !== undefined && { lastExecutedAt }),
  }
  const whole = { id, name, description, status: 'saved', rev: 1, ...times, document } as const
  addWhole(
    tables,
    whole,
    takes.map(({ number, ...take }) => ({ ...take, take: number, role: roleOf(document, take) })),
  )
  const told =
    unknown.length === 0
      ? []
      : [new AppError('legacy_node_unknown', { workflow: name, type: unknown.join(', ') })]
  return { id, changed: true, notes: told.map(toWire) }
}

/** Follows from what the older app called it, so that it is known again the next time. */
function idFor({ id, createdAt }: LegacyWorkflow): string {
  return `legacy-${createHash('sha256')
    .update(`${id}\n${createdAt ?? ''}`)
    .digest('hex')
    .slice(0, 32)}`
}

function convert({
  workflow,
  uses,
  mediaIds,
}: OldWorkflow): Signed & { readonly unknown: readonly string[] } {
  const mapped = mapDocument(readDefinition(workflow.definition) ?? { nodes: [], wires: [] })
  const linked = uses.flatMap((use) => {
    const mediaId = mediaIds.get(use.videoId)
    return mediaId === undefined ? [] : [{ ...use, mediaId }]
  })
  const makers = new Map(mapped.document.nodes.map((node) => [node.id, node]))
  const takes: LegacyTake[] = linked.flatMap(({ nodeId, mediaId, role, createdAt }) => {
    const node = makers.get(nodeId)
    if (!node || role === 'input' || !makesFilms(node.type)) return []
    return [{ nodeId, nodeType: node.type, mediaId, createdAt: createdAt ?? workflow.createdAt ?? 1 }]
  })
  const made = new Set(takes.map(({ mediaId }) => mediaId))
  // What another node made is wired in already.
  const brought = linked.filter(({ role, mediaId }) => role === 'input' && !made.has(mediaId))
  return { ...signTakes(brought.reduce(bringIn, mapped.document), takes), unknown: mapped.unknown }
}

function makesFilms(type: string): boolean {
  const definition = nodeTypeOf(type)
  return !definition || Object.values(definition.outputs).some((port) => port.type === 'video')
}

/** A film from elsewhere that a node used stands before it as a Media node. */
function bringIn(
  document: WorkflowDocument,
  { nodeId, mediaId }: { nodeId: string; mediaId: string },
): WorkflowDocument {
  const target = document.nodes.find((node) => node.id === nodeId)
  if (!target) return document
  const id = freeId(document, `${nodeId}-input`)
  const beside = document.nodes.filter((node) => node.id.startsWith(`${nodeId}-input`)).length
  const media = {
    id,
    type: 'media',
    version: 1,
    title: '',
    position: { x: target.position.x - 340, y: target.position.y + beside * 220 },
    params: { mediaId, kind: 'video' },
  }
  return joinNodes({ ...document, nodes: [...document.nodes, media] }, { from: id, to: nodeId })
}

interface Added {
  readonly id: string
  readonly document: WorkflowDocument
  readonly takes: Signed['takes']
}

function addMissing(tables: Tables, { id, document, takes }: Added): boolean {
  const present = new Set(
    tables.workflowMedia.listByWorkflow(id).map((take) => `${take.nodeId}\n${take.mediaId}`),
  )
  const lacking = takes.filter(({ nodeId, mediaId }) => !present.has(`${nodeId}\n${mediaId}`))
  for (const { number: _number, ...take } of lacking) {
    const next = tables.workflowMedia.nextTake(id, take.nodeId)
    // With its own times: what the person has made since then stays the active take.
    tables.putBack.take({ ...take, workflowId: id, take: next, role: roleOf(document, take) })
  }
  return lacking.length > 0
}

function roleOf(document: WorkflowDocument, { nodeId }: LegacyTake): 'intermediate' | 'output' {
  return outgoingOf(createGraph(document), nodeId).length > 0 ? 'intermediate' : 'output'
}
