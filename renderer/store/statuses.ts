import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { statusOf, type NodeStatus } from '../../nodes/engine/status.ts'
import type { PortValue } from '../../nodes/graph/ports.ts'
import type { Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'

interface Source {
  readonly document: WorkflowDocument
  readonly takes: Readonly<Record<string, readonly Take[]>>
  readonly media: Readonly<Record<string, Media>>
}

interface Derived {
  readonly source: Source
  readonly statuses: ReadonlyMap<string, NodeStatus>
}

let latest: Derived | undefined

/**
 * What every node is at rest, worked out once for each change of what it depends on and not at all while nodes
 * are moved, renamed or looked at. A status that says the same as before is the same object, and so are all.
 */
export function statusesOf(source: Source): ReadonlyMap<string, NodeStatus> {
  if (latest && !hasChanged(latest.source, source)) {
    // The newer document may only differ in positions: compare with that one from now on.
    if (latest.source !== source) latest = { source: sourceOf(source), statuses: latest.statuses }
    return latest.statuses
  }
  const fresh = statusOf(source.document, {
    takesOf: (nodeId) => source.takes[nodeId] ?? [],
    isMissing: (mediaId) => source.media[mediaId]?.missing ?? true,
  })
  const before = latest?.statuses
  let changed = before?.size !== fresh.size
  for (const [id, status] of fresh) {
    const earlier = before?.get(id)
    if (earlier && isSame(earlier, status)) fresh.set(id, earlier)
    else changed = true
  }
  const statuses = before && !changed ? before : fresh
  latest = { source: sourceOf(source), statuses }
  return statuses
}

/** Without the rest of the store, which it would keep alive. */
function sourceOf({ document, takes, media }: Source): Source {
  return { document, takes, media }
}

function hasChanged(before: Source, now: Source): boolean {
  if (before.takes !== now.takes || before.media !== now.media) return true
  const [a, b] = [before.document, now.document]
  if (a === b) return false
  if (a.connections !== b.connections || a.settings !== b.settings) return true
  if (a.nodes === b.nodes) return false
  if (a.nodes.length !== b.nodes.length) return true
  return a.nodes.some((node, index) => {
    const other = b.nodes[index]!
    return (
      node !== other &&
      (node.id !== other.id ||
        node.type !== other.type ||
        node.version !== other.version ||
        node.params !== other.params ||
        node.chosenTake !== other.chosenTake ||
        node.kept !== other.kept)
    )
  })
}

/** Compared part by part: with a thousand nodes this runs a thousand times for each letter somebody types. */
function isSame(a: NodeStatus, b: NodeStatus): boolean {
  const keys = Object.keys(a) as (keyof NodeStatus)[]
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => isSamePart(key, a[key], b[key]))
}

function isSamePart(key: string, a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (key === 'params') return sameEntries(a as object, b as object, Object.is)
  if (key === 'outputs') return sameEntries(a as object, b as object, sameValue)
  if (key === 'inputs') return sameEntries(a as object, b as object, sameValues)
  // Changes and problems are short, and few nodes have them.
  return typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b)
}

function sameEntries<T>(a: object, b: object, same: (a: T, b: T) => boolean): boolean {
  const entries = Object.entries(a) as [string, T][]
  if (entries.length !== Object.keys(b).length) return false
  return entries.every(([name, value]) => name in b && same(value, b[name as never]))
}

function sameValues(a: readonly PortValue[], b: readonly PortValue[]): boolean {
  return a.length === b?.length && a.every((value, index) => sameValue(value, b[index]!))
}

function sameValue(a: PortValue, b: PortValue): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return a.id === b.id && a.kind === b.kind
}
