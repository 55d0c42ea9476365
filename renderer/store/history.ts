import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { EditLabel, History } from './types.ts'

export const HISTORY_LIMIT = 200
/** Edits of the same kind closer together than this are one step. */
export const MERGE_MS = 500

export interface Step {
  readonly label: EditLabel
  /** Edits with the same key merge; without one, every edit is a step of its own. */
  readonly merge?: string
  /** A gesture stays open until it is ended; other merging edits only until a pause. */
  readonly gesture?: boolean
  /** Belongs to the step before it, whatever that was. */
  readonly extend?: boolean
}

/**
 * Undo is a stack of whole documents. They share all that did not change, so 200 of them cost little, and
 * going back cannot miss a detail.
 */
export const emptyHistory: History = { past: [], future: [] }

/** Writes down the document before an edit, unless the edit belongs to the step before it. */
export function remember(
  history: History,
  before: WorkflowDocument,
  { label, merge, gesture, extend, now }: Step & { readonly now: number },
): History {
  const until = gesture ? Number.POSITIVE_INFINITY : now + MERGE_MS
  if (extend && history.past.length > 0) return { past: history.past, future: [] }
  const belongs = merge !== undefined && history.open?.key === merge && now < history.open.until
  const redoable = belongs ? history.open?.future : history.future
  const open =
    merge === undefined
      ? {}
      : { open: { key: merge, until, ...(gesture && redoable && { future: redoable }) } }
  if (belongs) return { past: history.past, future: [], ...open }
  return { past: [...history.past, { document: before, label }].slice(-HISTORY_LIMIT), future: [], ...open }
}

/** The next edit starts a step of its own. */
export function closeStep({ past, future }: History): History {
  return { past, future }
}

/** The history and document from before the gesture that is open; undefined while none is. */
export function takeBackGesture({ past, open }: History): Travelled | undefined {
  const before = past.at(-1)
  if (!before || !open?.future) return undefined
  return { document: before.document, history: { past: past.slice(0, -1), future: open.future } }
}

export interface Travelled {
  readonly history: History
  readonly document: WorkflowDocument
}

export function stepBack({ past, future }: History, present: WorkflowDocument): Travelled | undefined {
  const entry = past.at(-1)
  if (!entry) return undefined
  return {
    document: entry.document,
    history: {
      past: past.slice(0, -1),
      future: [{ document: present, label: entry.label }, ...future],
    },
  }
}

export function stepForward({ past, future }: History, present: WorkflowDocument): Travelled | undefined {
  const [entry, ...rest] = future
  if (!entry) return undefined
  return {
    document: entry.document,
    history: { past: [...past, { document: present, label: entry.label }], future: rest },
  }
}
