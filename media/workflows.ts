import { randomUUID } from 'node:crypto'
import type { OpenedWorkflow, WorkflowSummary } from '../nodes/contract/records.ts'
import type { Input, Output } from '../nodes/contract/methods.ts'
import { AppError } from '../nodes/errors.ts'
import {
  emptyDocument,
  parseDocument,
  parseDocumentText,
  type WorkflowDocument,
} from '../nodes/graph/document.ts'
import { mediaOfNode } from '../nodes/graph/media-of-document.ts'
import { sampleWorkflow } from '../nodes/sample.ts'
import type { Take } from '../nodes/takes.ts'
import type { Tables } from './db/tables.ts'
import type { NamedMedia } from './db/workflow-inputs.ts'
import type { WorkflowMedia } from './db/workflow-media.ts'
import type { StoredWorkflow } from './db/workflows.ts'
import type { Events } from './events.ts'
import type { History } from './history/history.ts'
import type { MediaManager } from './media-manager.ts'
import type { SettingsStore } from './settings.ts'

export interface WorkflowParts {
  readonly tables: Tables
  readonly events: Events
  readonly manager: MediaManager
  readonly settings: SettingsStore
  readonly history: Pick<History, 'beforeSave'>
}

export type Workflows = ReturnType<typeof createWorkflows>

/** Saved graphs and what their nodes made. */
export function createWorkflows(parts: WorkflowParts) {
  const { tables } = parts
  return {
    list: () => tables.workflows.list().map(toSummary),
    open: (id: string | undefined, language: string) =>
      openWorkflow(parts, id ?? startingPoint(parts, language)),
    create: (name: string, document = emptyDocument()) => add(parts, { name, document }),
    importText: (name: string, text: string) =>
      add(parts, { name: withoutExtension(name), document: parseDocumentText(text, name) }),
    sample: (language: string) => add(parts, sampleWorkflow(language)),

    /** The workflow with this id as this document says: made, or brought up to date with its takes kept. */
    put(id: string, name: string, document: WorkflowDocument) {
      const stored = tables.workflows.get(id)
      if (!stored) return add(parts, { id, name, document })
      save(parts, { id, rev: stored.rev, document })
      return announce(parts, id)
    },

    /** A workflow that comes with what its nodes made. */
    restore: (name: string, document: WorkflowDocument, takes: readonly MadeBefore[]) =>
      restore(parts, { name, document, takes }),

    save: (id: string, rev: number, document: WorkflowDocument) => save(parts, { id, rev, document }),
    describe: (id: string, change: Omit<Input<'workflows.describe'>, 'id'>) => describe(parts, id, change),
    duplicate: (id: string, name: string) => duplicate(parts, id, name),
    remove(id: string) {
      if (!tables.workflows.remove(id)) throw gone()
      parts.events.emit({ type: 'workflow.removed', id })
      // What only this one used is unused now.
      parts.events.emit({ type: 'library.changed' })
    },

    /** Tells everybody of a workflow that came into the library by another way. */
    announce: (id: string): WorkflowSummary => announce(parts, id),

    /** The document exactly as it is saved, for a run. */
    read: (id: string) => readStored(parts, id),
    takesOf: (id: string) => takesOf(parts.tables, id),
  }
}

interface NewWorkflow {
  readonly id?: string
  readonly name: string
  readonly document: WorkflowDocument
}

function add(parts: WorkflowParts, workflow: NewWorkflow): WorkflowSummary {
  return announce(parts, insert(parts, workflow))
}

function insert({ tables }: WorkflowParts, { id = randomUUID(), name, document }: NewWorkflow): string {
  const now = Date.now()
  const blank = { description: '', status: 'draft', rev: 1, createdAt: now, updatedAt: now } as const
  tables.together(() => addWhole(tables, { ...blank, id, name, document }))
  return id
}

/**
 * A workflow with everything that is known of it, as in the library that it comes from. The takes come first: what a
 * node made is no file that it merely names, and keeps its times.
 */
export function addWhole(
  tables: Tables,
  { document, ...stored }: Omit<StoredWorkflow, 'definition'> & { readonly document: WorkflowDocument },
  takes: readonly Omit<WorkflowMedia, 'workflowId'>[] = [],
): void {
  tables.workflows.add({ ...stored, definition: document })
  for (const take of takes) tables.workflowMedia.add({ ...take, workflowId: stored.id })
  tables.workflowMedia.replaceInputs(stored.id, namedIn(document), Date.now())
}

/** A take of another library or time, to be one of this workflow too. */
type MadeBefore = Omit<WorkflowMedia, 'workflowId' | 'take' | 'createdAt' | 'activatedAt'>

function restore(
  parts: WorkflowParts,
  { name, document, takes }: NewWorkflow & { readonly takes: readonly MadeBefore[] },
): WorkflowSummary {
  const { workflowMedia, together } = parts.tables
  const now = Date.now()
  const id = together(() => {
    const workflowId = insert(parts, { name, document })
    for (const made of takes) {
      const take = workflowMedia.nextTake(workflowId, made.nodeId)
      workflowMedia.add({ ...made, workflowId, take, createdAt: now, activatedAt: now })
    }
    return workflowId
  })
  return announce(parts, id)
}

/** Refused when somebody else saved since `rev`: one window never silently overwrites another. */
function save(
  parts: WorkflowParts,
  { id, rev, document }: Input<'workflows.save'>,
): Output<'workflows.save'> {
  const { tables } = parts
  const updatedAt = Date.now()
  const next = tables.together(() => {
    parts.history.beforeSave(id)
    const saved = tables.workflows.save(id, { rev, definition: document, at: updatedAt })
    if (saved === undefined) return undefined
    return { rev: saved, otherMedia: tables.workflowMedia.replaceInputs(id, namedIn(document), updatedAt) }
  })
  if (next === undefined) throw tables.workflows.exists(id) ? new AppError('workflow_conflict') : gone()
  announce(parts, id)
  // What is in use is counted anew.
  if (next.otherMedia) parts.events.emit({ type: 'library.changed' })
  return { rev: next.rev, updatedAt }
}

function describe(
  parts: WorkflowParts,
  id: string,
  change: Omit<Input<'workflows.describe'>, 'id'>,
): WorkflowSummary {
  const { tables } = parts
  const now = Date.now()
  tables.together(() => {
    if (change.name !== undefined) tables.workflows.rename(id, change.name, now)
    if (change.description !== undefined) tables.workflows.setDescription(id, change.description, now)
    if (change.status !== undefined) tables.workflows.setStatus(id, change.status)
  })
  // Its files are tagged with its name.
  if (change.name !== undefined) parts.events.emit({ type: 'library.changed' })
  return announce(parts, id)
}

function duplicate(parts: WorkflowParts, id: string, name: string): WorkflowSummary {
  const { tables } = parts
  const original = readStored(parts, id)
  const copy = tables.together(() => {
    const added = insert(parts, { name, document: original.document })
    tables.workflows.setDescription(added, original.description, Date.now())
    tables.workflowMedia.copy(id, added)
    return added
  })
  return announce(parts, copy)
}

function openWorkflow(parts: WorkflowParts, id: string): OpenedWorkflow {
  const { document, rev, summary } = readStored(parts, id)
  const takes = takesOf(parts.tables, id)
  const mediaIds = [
    ...takes.map(({ mediaId }) => mediaId),
    ...namedIn(document).map(({ mediaId }) => mediaId),
  ]
  if (parts.settings.get().lastWorkflowId !== id) parts.settings.change({ lastWorkflowId: id })
  return { summary, rev, document, takes, media: parts.manager.getMany([...new Set(mediaIds)]) }
}

/** What a person finds on start: what they left, else what they last changed, else the sample. */
function startingPoint(parts: WorkflowParts, language: string): string {
  const last = parts.settings.get().lastWorkflowId
  const list = parts.tables.workflows.list()
  const found = list.find(({ id }) => id === last) ?? list[0]
  return found ? found.id : add(parts, sampleWorkflow(language)).id
}

function readStored(parts: WorkflowParts, id: string) {
  const stored = parts.tables.workflows.get(id)
  const summary = parts.tables.workflows.summary(id)
  if (!stored || !summary) throw gone()
  return {
    document: parseDocument(stored.definition, stored.name),
    rev: stored.rev,
    description: stored.description,
    summary: toSummary(summary),
  }
}

function announce(parts: WorkflowParts, id: string): WorkflowSummary {
  const stored = parts.tables.workflows.summary(id)
  if (!stored) throw gone()
  const summary = toSummary(stored)
  parts.events.emit({ type: 'workflow.changed', summary, rev: stored.rev })
  return summary
}

function takesOf(tables: Tables, workflowId: string): Take[] {
  return tables.workflowMedia
    .listByWorkflow(workflowId)
    .filter(({ role }) => role !== 'input')
    .map(toTake)
}

export function toTake(stored: WorkflowMedia): Take {
  return {
    nodeId: stored.nodeId,
    mediaId: stored.mediaId,
    number: stored.take,
    variation: stored.variation,
    signature: stored.signature,
    runId: stored.executionId,
    createdAt: stored.createdAt,
    activatedAt: stored.activatedAt,
  }
}

function toSummary(stored: NonNullable<ReturnType<Tables['workflows']['summary']>>): WorkflowSummary {
  const { rev: _rev, ...summary } = stored
  return summary
}

function namedIn(document: WorkflowDocument): NamedMedia[] {
  return document.nodes.flatMap((node) =>
    mediaOfNode(node).map((mediaId) => ({ nodeId: node.id, nodeType: node.type, mediaId })),
  )
}

function withoutExtension(name: string): string {
  return name.replace(/(\.sceneloom)?\.json$/i, '') || name
}

function gone(): AppError {
  return new AppError('not_found', { what: 'This workflow' })
}
