import type { Wire } from '../cut/bind.ts'
import type { MakerNode, NodeDefinition, Wires } from '../define.ts'
import { AppError, toWire, type WireError } from '../errors.ts'
import { wireProblem, type Refusal } from '../graph/connect.ts'
import type { Connection, DocumentNode, WorkflowDocument } from '../graph/document.ts'
import { createGraph, flowOrder, incomingOf, upstreamOf, type Graph } from '../graph/graph.ts'
import type { InputValues, OutputValues, PortValue } from '../graph/ports.ts'
import { changesSince, recipeOf, resolveParams, signatureOf, type Change } from '../graph/signature.ts'
import type { MediaKind } from '../media.ts'
import { activeTake, type Take } from '../takes.ts'
import { nodeTypeOf } from '../types/index.ts'

/**
 * What a node is at rest, derived from the document and its takes alone. The window shows it, the plan follows
 * it; while a run works, its own states are shown over these.
 */
export type NodeStatus = {
  readonly nodeId: string
  readonly params: Readonly<Record<string, unknown>>
  readonly inputs: InputValues
  readonly take?: Take
  /** What flows on. A stale take still shows in previews, but counts as pending downstream. */
  readonly outputs?: OutputValues
} & (
  | { readonly state: 'idle' | 'up-to-date' | 'kept' | 'holds-value'; readonly signature?: string }
  | {
      readonly state: 'out-of-date'
      readonly signature?: string
      readonly changes: readonly (Change | UpstreamChange)[]
    }
  | { readonly state: 'missing-file'; readonly signature?: string }
  | { readonly state: 'needs-input'; readonly port: string }
  | { readonly state: 'blocked'; readonly source: string }
  | { readonly state: 'needs-fix'; readonly problem: NodeProblem }
)

export interface UpstreamChange {
  readonly what: 'upstream'
  readonly nodeId: string
}

export type NodeProblem =
  | { readonly kind: 'error'; readonly error: WireError }
  | { readonly kind: 'wire'; readonly connection: Connection; readonly refusal: Refusal }
  | { readonly kind: 'loop'; readonly nodeIds: readonly string[] }

export interface StatusWorld {
  takesOf(nodeId: string): readonly Take[]
  /** Whether the file is gone from the library. */
  isMissing(mediaId: string): boolean
}

/** Whether what the node shows is what its inputs ask for, so that nodes behind it may use it. */
export function isFresh(status: NodeStatus): boolean {
  return status.state === 'up-to-date' || status.state === 'kept' || status.state === 'holds-value'
}

/** Whether a run could do something about it. */
export function isRunnable(status: NodeStatus): boolean {
  return (
    status.state === 'idle' ||
    status.state === 'out-of-date' ||
    (status.state === 'missing-file' && hasTake(status))
  )
}

export function statusOf(document: WorkflowDocument, world: StatusWorld): Map<string, NodeStatus> {
  const graph = createGraph(document)
  const { order, looped } = flowOrder(graph)
  const statuses = new Map<string, NodeStatus>()
  const settle = (node: DocumentNode) => nodeStatus(node, { document, graph, world, statuses })
  for (const status of loopStatuses(graph, looped)) statuses.set(status.nodeId, status)
  for (const id of order) statuses.set(id, settle(graph.nodes.get(id)!))
  return statuses
}

interface Context {
  readonly document: WorkflowDocument
  readonly graph: Graph
  readonly world: StatusWorld
  readonly statuses: ReadonlyMap<string, NodeStatus>
}

function nodeStatus(node: DocumentNode, context: Context): NodeStatus {
  const definition = nodeTypeOf(node.type)
  if (!definition || node.version > definition.version) {
    return needsFix(node.id, {
      kind: 'error',
      error: toWire(new AppError('node_unknown', { type: node.type })),
    })
  }
  const badWire = findBadWire(node, context.graph)
  if (badWire) return needsFix(node.id, badWire)
  let params
  try {
    params = resolveParams(definition, node, context.document.settings)
  } catch (error) {
    return needsFix(node.id, { kind: 'error', error: toWire(error) })
  }
  return definition.kind === 'value'
    ? valueStatus(node.id, definition.value(params as never), { params, world: context.world })
    : makerStatus(node, { definition, params }, context)
}

function valueStatus(
  nodeId: string,
  outputs: OutputValues | undefined,
  { params, world }: { params: Record<string, unknown>; world: StatusWorld },
): NodeStatus {
  const base = { nodeId, params, inputs: {} }
  if (!outputs) return { ...base, state: 'idle' }
  const file = Object.values(outputs).find((value) => typeof value !== 'string')
  if (file && world.isMissing(file.id)) return { ...base, outputs, state: 'missing-file' }
  return { ...base, outputs, state: 'holds-value' }
}

function makerStatus(
  node: DocumentNode,
  { definition, params }: { definition: MakerNode; params: Record<string, unknown> },
  context: Context,
): NodeStatus {
  const take = activeTake(context.world.takesOf(node.id), node.chosenTake)
  const outputs = take && outputsOf(definition, take)
  const { inputs, pending, blocked, wires } = gatherInputs(definition, { node, params }, context)
  const bound = definition.bind?.(params as never, wires) ?? params
  const base = { nodeId: node.id, params: bound, inputs, ...(take && { take }), ...(outputs && { outputs }) }

  const missing = blocked ? undefined : missingPort(definition, { inputs, pending })
  const lost = take !== undefined && context.world.isMissing(take.mediaId)
  if (take && node.kept && !lost) return { ...base, state: 'kept' }
  if (blocked) return { ...base, state: 'blocked', source: blocked }
  if (missing) return { ...base, state: 'needs-input', port: missing }

  const signature = pending.size > 0 ? undefined : signatureOf(recipeOf(definition, bound, inputs))
  const signed = { ...base, ...(signature !== undefined && { signature }) }
  if (!take) return { ...signed, state: 'idle' }
  if (lost) return { ...signed, state: 'missing-file' }
  if (signature === undefined) {
    const [first] = pending.values()
    return { ...signed, state: 'out-of-date', changes: [{ what: 'upstream', nodeId: first! }] }
  }
  if (take.signature === signature) return { ...signed, state: 'up-to-date' }
  return { ...signed, state: 'out-of-date', changes: changesSince(take.signature, signature) }
}

interface Gathered {
  readonly inputs: InputValues
  readonly pending: ReadonlyMap<string, string>
  readonly blocked: string | undefined
  /** The connections that bring a value or will. */
  readonly wires: Wires
}

/** What flows in now; `pending` maps ports to a source that must run first, `blocked` is one that cannot. */
function gatherInputs(
  definition: NodeDefinition,
  { node, params }: { node: DocumentNode; params: Record<string, unknown> },
  { graph, statuses }: Context,
): Gathered {
  const inputs: Record<string, PortValue[]> = {}
  const wires: Record<string, Wire[]> = {}
  const pending = new Map<string, string>()
  let blocked: string | undefined
  for (const { id, from, to } of incomingOf(graph, node.id)) {
    const source = statuses.get(from.node)
    const value = source?.outputs?.[from.port]
    if (source && isFresh(source) && value !== undefined) {
      ;(inputs[to.port] ??= []).push(value)
      ;(wires[to.port] ??= []).push({ id })
    } else if (source && isRunnable(source) && nodeKind(source, graph) === 'maker') {
      pending.set(to.port, from.node)
      ;(wires[to.port] ??= []).push({ id })
    } else if (source?.state !== 'idle') blocked ??= from.node
  }
  for (const [name, port] of Object.entries(definition.inputs)) {
    const typed = port.orParam === undefined ? undefined : params[port.orParam]
    const wired = incomingOf(graph, node.id).some(({ to }) => to.port === name)
    if (!wired && typeof typed === 'string' && typed.trim() !== '') inputs[name] = [typed]
  }
  return { inputs, pending, blocked, wires }
}

function nodeKind(status: NodeStatus, graph: Graph): NodeDefinition['kind'] | undefined {
  return nodeTypeOf(graph.nodes.get(status.nodeId)?.type ?? '')?.kind
}

function hasTake(status: NodeStatus): boolean {
  return status.take !== undefined
}

function missingPort(
  definition: NodeDefinition,
  { inputs, pending }: { inputs: InputValues; pending: ReadonlyMap<string, string> },
): string | undefined {
  return Object.entries(definition.inputs).find(
    ([name, port]) => !port.optional && !inputs[name]?.length && !pending.has(name),
  )?.[0]
}

function findBadWire(node: DocumentNode, graph: Graph): NodeProblem | undefined {
  for (const connection of incomingOf(graph, node.id)) {
    const source = graph.nodes.get(connection.from.node)!
    // An unknown source has no ports to compare; it blocks this node under its own name.
    if (!nodeTypeOf(source.type)) continue
    const refusal = wireProblem(source, node, connection)
    if (refusal) return { kind: 'wire', connection, refusal }
  }
  return undefined
}

/** A node that feeds itself needs a fix; one that only stands behind a loop waits for it. */
function loopStatuses(graph: Graph, looped: readonly string[]): NodeStatus[] {
  const members = looped.filter((id) => upstreamOf(graph, [id]).has(id))
  return looped.map((id) => {
    if (members.includes(id)) return needsFix(id, { kind: 'loop', nodeIds: members })
    const source = incomingOf(graph, id).find(({ from }) => looped.includes(from.node))!.from.node
    return { nodeId: id, params: {}, inputs: {}, state: 'blocked', source }
  })
}

/** The one output of a maker, as its take holds it. */
export function outputsOf(definition: MakerNode, take: Pick<Take, 'mediaId'>): OutputValues {
  return Object.fromEntries(
    Object.entries(definition.outputs).map(([name, { type }]) => [
      name,
      { id: take.mediaId, kind: type as MediaKind },
    ]),
  )
}

function needsFix(nodeId: string, problem: NodeProblem): NodeStatus {
  return { nodeId, params: {}, inputs: {}, state: 'needs-fix', problem }
}
