import { z } from 'zod'
import { Connection, DocumentNode, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { canConnect } from '../../nodes/graph/connect.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { newId } from './edits.ts'
import { freeTitle } from './placing.ts'
import { onGrid } from './tidy.ts'
import type { Clip, Point } from './types.ts'

/** Copied nodes travel through the system clipboard as this text. */
const ClipText = z.object({
  format: z.literal('sceneloom-nodes'),
  nodes: z.array(DocumentNode).min(1).max(10_000),
  connections: z.array(Connection).max(50_000),
  incoming: z.array(Connection).max(50_000),
})

export function clipOf(document: WorkflowDocument, ids: readonly string[]): Clip {
  const inside = new Set(ids)
  const into = document.connections.filter(({ to }) => inside.has(to.node))
  return {
    nodes: document.nodes.filter(({ id }) => inside.has(id)),
    connections: into.filter(({ from }) => inside.has(from.node)),
    incoming: into.filter(({ from }) => !inside.has(from.node)),
  }
}

export function clipToText(clip: Clip): string {
  return JSON.stringify({ format: 'sceneloom-nodes', ...clip })
}

/** Undefined for text that somebody copied elsewhere. */
export function clipFromText(text: string): Clip | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return ClipText.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export interface Pasted {
  readonly document: WorkflowDocument
  readonly ids: readonly string[]
}

/** Adds copies with ids of their own, their top left corner at a point; takes stay with the originals. */
export function paste(
  document: WorkflowDocument,
  clip: Clip,
  { at, withIncoming }: { readonly at: Point; readonly withIncoming: boolean },
): Pasted {
  const renamed = new Map(clip.nodes.map(({ id }) => [id, newId()]))
  const left = Math.min(...clip.nodes.map(({ position }) => position.x))
  const top = Math.min(...clip.nodes.map(({ position }) => position.y))
  const copies: DocumentNode[] = []
  for (const node of clip.nodes) {
    copies.push({
      ...withoutTakes(node),
      id: renamed.get(node.id)!,
      title: freeTitle([...document.nodes, ...copies], node.title),
      position: { x: onGrid(at.x + node.position.x - left), y: onGrid(at.y + node.position.y - top) },
    })
  }
  const connections = [...document.connections]
  const present: WorkflowDocument = { ...document, nodes: [...document.nodes, ...copies], connections }
  const wires = new Map<string, string>()
  for (const { id, from, to } of [...clip.connections, ...(withIncoming ? clip.incoming : [])]) {
    const source = { ...from, node: renamed.get(from.node) ?? from.node }
    const target = { ...to, node: renamed.get(to.node) ?? to.node }
    // Each is checked against those before it; nobody else has seen the document yet.
    if (!canConnect(present, source, target).ok) continue
    const copy = newId()
    connections.push({ id: copy, from: source, to: target })
    wires.set(id, copy)
  }
  const nodes = present.nodes.map((node) => (copies.includes(node) ? rewire(node, wires) : node))
  return { document: { ...present, nodes }, ids: [...renamed.values()] }
}

/** What a copy says of connections must be about its own. */
function rewire(node: DocumentNode, wires: ReadonlyMap<string, string>): DocumentNode {
  const definition = nodeTypeOf(node.type)
  if (definition?.kind !== 'maker' || !definition.rewire) return node
  const params = definition.params.safeParse(node.params)
  return params.success ? { ...node, params: definition.rewire(params.data as never, wires) } : node
}

function withoutTakes(node: DocumentNode): DocumentNode {
  const copy = { ...node }
  delete copy.chosenTake
  delete copy.kept
  return copy
}
