import type { WorkflowDocument } from '../../nodes/graph/document.ts'

export interface Versions {
  /** What this window last knew the library to have. */
  readonly base: WorkflowDocument
  /** What is on screen. */
  readonly here: WorkflowDocument
  /** What the library has by now. */
  readonly there: WorkflowDocument
}

/**
 * Whose version goes on when another window saved too. Where somebody looks is nobody's work, so it never stands
 * against an edit; only edits on both sides are for the person to decide.
 */
export function reconcile({ base, here, there }: Versions): 'ours' | 'theirs' | 'conflict' {
  if (hasSameGraph(there, base) || hasSameGraph(there, here)) return 'ours'
  return hasSameGraph(here, base) ? 'theirs' : 'conflict'
}

/** Whether two documents differ in nothing but the view. */
export function hasSameGraph(a: WorkflowDocument, b: WorkflowDocument): boolean {
  return isSame({ ...a, viewport: undefined }, { ...b, viewport: undefined })
}

/** Whatever order the keys were written in: the library may write them in another than the window. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => isSame(a[key], b[key]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
