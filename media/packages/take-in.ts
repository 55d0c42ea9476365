import { createHash } from 'node:crypto'
import { AppError } from '../../nodes/errors.ts'
import type { WireError } from '../../nodes/errors.ts'
import { withoutView, type WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Tables } from '../db/tables.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { addWhole } from '../workflows.ts'
import { canonical } from './canonical.ts'
import type { PackedTake } from './format.ts'
import type { ReadWorkflow } from './open-package.ts'

export interface TakenIn {
  readonly id: string
  /** It was here already and is the same. */
  readonly existed: boolean
  readonly notes: readonly WireError[]
}

/**
 * A workflow of a package, with its takes, in the transaction that writes their media. It keeps its id where that is
 * free; beside another of that id it gets one that follows from what is in it, so that the same package is known the
 * next time. Nothing in it is asked for, fetched or paid: it only has what came along.
 */
export function takeIn(tables: Tables, workflow: ReadWorkflow): TakenIn {
  const { id, existed } = findPlace(tables, workflow)
  if (existed) return { id, existed, notes: [toNote(new AppError('package_known', { name: workflow.name }))] }
  const { takes, ...stored } = workflow
  const name = id === workflow.id ? workflow.name : freeName(tables, workflow.name)
  const usable = takesHere(tables, takes)
  addWhole(tables, { ...stored, id, name, rev: 1 }, usable)
  const lost = takes.filter(({ mediaId }) => !isHere(tables, mediaId)).length
  return {
    id,
    existed,
    notes: [
      ...(id === workflow.id ? [] : [new AppError('package_beside', { name: workflow.name, as: name })]),
      ...(lost === 0 ? [] : [new AppError('package_lacks', { name, count: lost })]),
    ].map(toNote),
  }
}

/** Whether the library has this workflow, as it is in the package. */
export function isKnown(tables: Tables, workflow: ReadWorkflow): boolean {
  return findPlace(tables, workflow).existed
}

function findPlace(tables: Tables, workflow: ReadWorkflow): { id: string; existed: boolean } {
  for (let id = workflow.id; ; id = nextId(id, workflow)) {
    const stored = tables.workflows.get(id)
    if (!stored) return { id, existed: false }
    if (hasSame(tables, { id, document: stored.definition as WorkflowDocument }, workflow))
      return { id, existed: true }
  }
}

function hasSame(
  tables: Tables,
  here: { readonly id: string; readonly document: WorkflowDocument },
  { document, takes }: ReadWorkflow,
): boolean {
  if (canonical(withoutView(here.document)) !== canonical(withoutView(document))) return false
  const key = (take: Pick<PackedTake, 'nodeId' | 'mediaId'>) => `${take.nodeId}\n${take.mediaId}`
  const present = new Set(tables.workflowMedia.listByWorkflow(here.id).map(key))
  return takes.every((take) => present.has(key(take)) || !isHere(tables, take.mediaId))
}

function isHere(tables: Tables, mediaId: string): boolean {
  const media = tables.media.get(mediaId)
  return media !== undefined && media.deletedAt === undefined
}

/** In the form of a random one, but always the same for the same content. */
function nextId(id: string, { document, takes }: ReadWorkflow): string {
  const hex = createHash('sha256')
    .update(canonical([id, document, takes]))
    .digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

function freeName(tables: Tables, name: string): string {
  const taken = new Set(tables.workflows.list().map((workflow) => workflow.name))
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name} ${n}`
    if (!taken.has(candidate)) return candidate
  }
}

/** Those with a file, in the order in which they were made current, which is thereby kept. */
function takesHere(tables: Tables, takes: readonly PackedTake[]) {
  return takes
    .filter(
      ({ mediaId, nodeType }) => isHere(tables, mediaId) && makes(nodeType, tables.media.get(mediaId)!.kind),
    )
    .toSorted((a, b) => a.activatedAt - b.activatedAt)
    .map(({ number, ...take }) => ({ ...take, take: number }))
}

/** A node of a kind that is known here has only takes that such a node makes. */
function makes(nodeType: string, kind: string): boolean {
  const definition = nodeTypeOf(nodeType)
  if (!definition) return true
  return definition.kind === 'maker' && Object.values(definition.outputs).some(({ type }) => type === kind)
}

function toNote({ code, details, message }: AppError): WireError {
  return { code, details, message }
}
