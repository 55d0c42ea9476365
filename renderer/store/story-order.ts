import type { Connection, DocumentNode } from '../../nodes/graph/document.ts'
import { createGraph, incomingOf, outgoingOf } from '../../nodes/graph/graph.ts'

/**
 * The nodes as the story is told: shot by shot, each with all that leads to it, then the film they end in.
 * Tab, the outline and screen readers follow it.
 */
export function storyOrder(document: {
  readonly nodes: readonly DocumentNode[]
  readonly connections: readonly Connection[]
}): string[] {
  const graph = createGraph({ nodes: [...document.nodes], connections: [...document.connections] })
  const ends = document.nodes.filter(({ id }) => outgoingOf(graph, id).length === 0)
  // Nodes in a loop have no end; they come last, in the order of the document.
  const told = new Set<string>()
  for (const { id } of [...ends, ...document.nodes]) tell(id)
  return [...told]

  /** Without recursion, since a chain may be thousands of nodes long. */
  function tell(start: string): void {
    const open = [start]
    const entered = new Set<string>()
    while (open.length > 0) {
      const id = open.at(-1)!
      const before = incomingOf(graph, id).map(({ from }) => from.node)
      const next = before.find((source) => !told.has(source) && !entered.has(source))
      entered.add(id)
      if (next !== undefined) {
        open.push(next)
        continue
      }
      told.add(id)
      open.pop()
    }
  }
}
