import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { statusOf, type NodeStatus } from '../../nodes/engine/status.ts'
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
 * are moved, renamed or looked at. A status that says the same as before is the same object.
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
  const statuses = new Map<string, NodeStatus>()
  for (const [id, status] of fresh) {
    const earlier = before?.get(id)
    statuses.set(id, earlier && isSame(earlier, status) ? earlier : status)
  }
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

function isSame(a: NodeStatus, b: NodeStatus): boolean {
  return a.state === b.state && JSON.stringify(a) === JSON.stringify(b)
}
