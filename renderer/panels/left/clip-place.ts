import { standingShots } from '../../../nodes/cut/bind.ts'
import { Cut } from '../../../nodes/cut/cut.ts'
import type { WorkflowDocument } from '../../../nodes/graph/document.ts'
import { inputPort } from '../../../nodes/graph/node-ports.ts'

export interface ClipPlace {
  readonly connectionId: string
  readonly index: number
  readonly count: number
}

const places = new WeakMap<WorkflowDocument, ReadonlyMap<string, ClipPlace>>()

/** Where a node stands among the clips that a stitcher joins; undefined when it feeds none. */
export function clipPlaceOf(document: WorkflowDocument, nodeId: string): ClipPlace | undefined {
  let known = places.get(document)
  if (!known) {
    known = placesIn(document)
    places.set(document, known)
  }
  return known.get(nodeId)
}

function placesIn(document: WorkflowDocument): Map<string, ClipPlace> {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  const lists = Map.groupBy(
    document.connections.filter(({ to }) => {
      const target = nodes.get(to.node)
      return target !== undefined && inputPort(target, to.port)?.many === true
    }),
    ({ to }) => `${to.node}\n${to.port}`,
  )
  const found = new Map<string, ClipPlace>()
  for (const list of lists.values()) {
    const sources = new Map(list.map(({ id, from }) => [id, from.node]))
    const cut = Cut.safeParse(nodes.get(list[0]!.to.node)?.params['cut']).data
    const shots = standingShots(cut, list)
    for (const [index, { wire }] of shots.entries()) {
      const source = wire === undefined ? undefined : sources.get(wire)
      if (source === undefined || wire === undefined || found.has(source)) continue
      found.set(source, { connectionId: wire, index, count: shots.length })
    }
  }
  return found
}
