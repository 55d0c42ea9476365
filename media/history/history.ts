import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Snapshot, SnapshotContent } from '../../nodes/contract/moving.ts'
import { AppError } from '../../nodes/errors.ts'
import { parseDocument, withoutView } from '../../nodes/graph/document.ts'
import { mediaOfDocument } from '../../nodes/graph/media-of-document.ts'
import { Take } from '../../nodes/takes.ts'
import type { StoredSnapshot } from '../db/snapshots.ts'
import type { Tables } from '../db/tables.ts'
import type { StoredWorkflow } from '../db/workflows.ts'
import type { Events } from '../events.ts'
import type { MediaManager } from '../media-manager.ts'
import { toTake } from '../workflows.ts'
import { superfluous } from './thin.ts'

export interface HistoryParts {
  readonly tables: Tables
  readonly events: Events
  readonly manager: MediaManager
  readonly now?: () => number
}

export type History = ReturnType<typeof createHistory>

/** Between two moments that are kept by themselves. Shorter than what anybody would hate to do again. */
const QUIET_MS = 2 * 60_000
const MOST = 10_000

/** How each workflow was at earlier times, with its takes. */
export function createHistory(parts: HistoryParts) {
  return { ...keeping(parts), ...lookingBack(parts) }
}

function keeping({ tables, events, now = Date.now }: HistoryParts) {
  /** By workflow, since the app was started. */
  const lastTaken = new Map<string, number>()

  const takesNow = (workflowId: string) =>
    tables.workflowMedia
      .listByWorkflow(workflowId)
      .filter(({ role }) => role !== 'input')
      .map(toTake)

  function take(workflow: StoredWorkflow, why: Snapshot['why'], name?: string): Snapshot {
    const takes = takesNow(workflow.id)
    const snapshot: StoredSnapshot = {
      id: randomUUID(),
      workflowId: workflow.id,
      // Of what was saved a while ago this is when it was like that.
      takenAt: why === 'edit' ? workflow.updatedAt : now(),
      why,
      nodes: nodesIn(workflow.definition),
      takes: takes.length,
      definition: workflow.definition,
      takesThen: takes,
      ...(name !== undefined && { name }),
    }
    tables.snapshots.add(snapshot)
    lastTaken.set(workflow.id, now())
    const all = tables.snapshots.list(workflow.id, { limit: MOST, offset: 0 })
    for (const id of superfluous(all, now())) tables.snapshots.remove(id)
    events.emit({ type: 'history.changed', workflowId: workflow.id })
    return headOf(snapshot)
  }

  return {
    /**
     * Called in the transaction that saves, before it does: what is about to be replaced is kept, unless something
     * was kept a moment ago. So there is always the state from before somebody began to change things.
     */
    beforeSave(workflowId: string): void {
      const workflow = tables.workflows.get(workflowId)
      if (!workflow || nodesIn(workflow.definition) === 0) return
      if (now() - (lastTaken.get(workflowId) ?? -Infinity) < QUIET_MS) return
      const newest = tables.snapshots.newest(workflowId)
      if (!newest || !isLike(newest, workflow)) take(workflow, 'edit')
    },

    /** What a run was started from, so that its takes can be looked at beside it. */
    beforeRun(workflowId: string): void {
      const workflow = tables.workflows.get(workflowId)
      const newest = workflow && tables.snapshots.newest(workflowId)
      if (workflow && !(newest && isLike(newest, workflow))) take(workflow, 'run')
    },

    /** As it is saved now: under a name, or, without one, because it is about to be replaced. */
    keep(workflowId: string, name: string | undefined): Snapshot {
      const workflow = tables.workflows.get(workflowId)
      if (!workflow) throw new AppError('not_found', { what: 'This workflow' })
      const newest = tables.snapshots.newest(workflowId)
      // The takes as well: what a run made since then is named by no version yet.
      const isKept = newest && isLike(newest, workflow) && hasTakes(newest, takesNow(workflowId))
      if (name === undefined && isKept) return headOf(newest)
      return take(workflow, name === undefined ? 'before-restore' : 'named', name)
    },
  }
}

function lookingBack({ tables, events, manager }: HistoryParts) {
  function require(id: string): StoredSnapshot {
    const snapshot = tables.snapshots.get(id)
    if (!snapshot) throw new AppError('not_found', { what: 'This version' })
    return snapshot
  }

  return {
    list: (workflowId: string, page: { limit: number; offset: number }) => ({
      items: tables.snapshots.list(workflowId, page),
      total: tables.snapshots.count(workflowId),
    }),

    read(id: string): SnapshotContent {
      const stored = require(id)
      const name = tables.workflows.summary(stored.workflowId)?.name ?? ''
      const document = parseDocument(stored.definition, name)
      const takes = z.array(Take).parse(stored.takesThen)
      const ids = new Set([...takes.map(({ mediaId }) => mediaId), ...mediaOfDocument(document)])
      return { snapshot: headOf(stored), document, takes, media: manager.getMany([...ids]) }
    },

    /** Of whatever workflow, those whose nodes showed one of these files or took it in. */
    showing: async (mediaIds: readonly string[]): Promise<string[]> => [
      ...(await tables.needs.snapshotsShowing(new Set(mediaIds))),
    ],

    rename(id: string, name: string): Snapshot {
      const { workflowId } = require(id)
      tables.snapshots.rename(id, name === '' ? undefined : name)
      events.emit({ type: 'history.changed', workflowId })
      return headOf(require(id))
    },

    remove(id: string): void {
      const { workflowId } = require(id)
      tables.snapshots.remove(id)
      events.emit({ type: 'history.changed', workflowId })
    },
  }
}

/** Where the canvas stood is no difference. */
function isLike({ definition }: StoredSnapshot, workflow: StoredWorkflow): boolean {
  return isDeepStrictEqual(withoutView(definition as object), withoutView(workflow.definition as object))
}

function hasTakes({ takesThen }: StoredSnapshot, takes: readonly Take[]): boolean {
  const keys = (some: readonly Take[]) =>
    new Set(some.map(({ nodeId, mediaId, activatedAt }) => `${nodeId} ${mediaId} ${activatedAt}`))
  const { data } = z.array(Take).safeParse(takesThen)
  return data !== undefined && isDeepStrictEqual(keys(data), keys(takes))
}

function nodesIn(definition: unknown): number {
  const { nodes } = definition as { nodes?: unknown }
  return Array.isArray(nodes) ? nodes.length : 0
}

function headOf({ definition: _definition, takesThen: _takes, ...snapshot }: StoredSnapshot): Snapshot {
  return snapshot
}
