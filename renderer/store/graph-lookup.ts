import { createGraph, type Graph } from '../../nodes/graph/graph.ts'
import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'

interface KnownGraph {
  readonly nodes: WorkflowDocument['nodes']
  readonly graph: Graph
}
const graphs = new WeakMap<WorkflowDocument['connections'], KnownGraph>()

/** The wires of a document by node; its nodes may be older ones, of the same ids. Mere changes of nodes cost nothing. */
export function graphOf(document: WorkflowDocument): Graph {
  const { nodes, connections } = document
  const known = graphs.get(connections)
  if (known?.nodes === nodes) return known.graph
  const sameIds =
    known?.nodes.length === nodes.length && nodes.every(({ id }, index) => id === known.nodes[index]!.id)
  const graph = known && sameIds ? known.graph : createGraph(document)
  graphs.set(connections, { nodes, graph })
  return graph
}

const indexes = new WeakMap<WorkflowDocument['nodes'], ReadonlyMap<string, DocumentNode>>()

export function nodeById(document: WorkflowDocument, id: string): DocumentNode | undefined {
  let index = indexes.get(document.nodes)
  if (!index) {
    index = new Map(document.nodes.map((node) => [node.id, node]))
    indexes.set(document.nodes, index)
  }
  return index.get(id)
}
