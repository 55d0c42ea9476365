import type { DocumentNode, WorkflowDocument } from '../graph/document.ts'
import { activeTake, type Take } from '../takes.ts'
import type { Moment } from './difference.ts'

/**
 * The workflow as it was, as an edit of the one that is open: takes made since then stay, and those that fed
 * downstream then are chosen again. `at` is now, in epoch ms.
 */
export function goBack(then: Moment, takesNow: readonly Take[], at: number): WorkflowDocument {
  const { document } = then
  return { ...document, nodes: document.nodes.map((node) => nodeThen(node, then, { takesNow, at })) }
}

/**
 * One node as it was, in the workflow as it is: brought back with those of its wires whose other ends are still
 * there, or, if it is there, given its old words and settings where it stands. Unknown then: nothing changes.
 */
export function bringBack(
  { document, takes }: Moment,
  nodeId: string,
  { earlier, at }: { readonly earlier: Moment; readonly at: number },
): WorkflowDocument {
  const old = earlier.document.nodes.find(({ id }) => id === nodeId)
  if (!old) return document
  const restored = nodeThen(old, earlier, { takesNow: takes, at })
  const here = document.nodes.find(({ id }) => id === nodeId)
  if (here) {
    const { position, width } = here
    const { width: _then, ...rest } = restored
    const node = { ...rest, position, ...(width !== undefined && { width }) }
    return { ...document, nodes: document.nodes.map((one) => (one.id === nodeId ? node : one)) }
  }
  const present = new Set([...document.nodes.map(({ id }) => id), nodeId])
  const wires = earlier.document.connections.filter(
    ({ from, to }) =>
      (from.node === nodeId || to.node === nodeId) && present.has(from.node) && present.has(to.node),
  )
  const known = new Set(document.connections.map(({ id }) => id))
  return {
    ...document,
    nodes: [...document.nodes, restored],
    connections: [...document.connections, ...wires.filter(({ id }) => !known.has(id))],
  }
}

function nodeThen(
  node: DocumentNode,
  { takes }: Moment,
  { takesNow, at }: { readonly takesNow: readonly Take[]; readonly at: number },
): DocumentNode {
  const ofNode = ({ nodeId }: Take) => nodeId === node.id
  const active = activeTake(takes.filter(ofNode), node.chosenTake)?.mediaId
  const now = takesNow.filter(ofNode)
  const { chosenTake: _chosen, ...rest } = node
  if (active === undefined || !now.some(({ mediaId }) => mediaId === active)) return rest
  // A choice holds against the takes that exist when it is made.
  return activeTake(now, undefined)?.mediaId === active
    ? rest
    : { ...rest, chosenTake: { mediaId: active, at } }
}
