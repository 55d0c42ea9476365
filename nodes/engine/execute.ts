import type { MakerNode } from '../define.ts'
import { AppError, toWire, type WireError } from '../errors.ts'
import type { DocumentNode, WorkflowDocument } from '../graph/document.ts'
import { createGraph, incomingOf, type Graph } from '../graph/graph.ts'
import { receive, type InputValues, type OutputValues, type PortValue } from '../graph/ports.ts'
import { recipeOf, signatureOf } from '../graph/signature.ts'
import type { MediaValue } from '../media.ts'
import { nodeTypeOf } from '../types/index.ts'
import type { Plan, PlanRow } from './plan.ts'
import type { Services } from './services.ts'
import { isFresh } from './status.ts'

/** One node of a run, as the world outside sees it. */
export interface Work {
  readonly node: DocumentNode
  readonly params: Readonly<Record<string, unknown>>
  readonly signature: string
  readonly newTake: boolean
}

export type NodeEvent = { readonly nodeId: string } & (
  | { readonly state: 'waiting' | 'running' | 'stopped' }
  | { readonly state: 'done' | 'reused'; readonly mediaId: string }
  | { readonly state: 'failed'; readonly error: WireError }
  | { readonly state: 'skipped'; readonly source: string }
)

export interface RunWorld {
  /** Set once the person stops the run; an AbortSignal does. */
  readonly signal: { readonly aborted: boolean }
  /** Must not throw: what was made is kept even if nobody could be told. */
  onNode(event: NodeEvent): void
  /** Waits for a free place among the work of the same provider; answers the function that gives it back. */
  takePlace(work: Work): Promise<() => void>
  /** A file made before from the same signature that is still there. */
  lookUp(work: Work): Result | undefined
  /** The number of the take about to be made: 0 for the first of these inputs. */
  variationOf(work: Work): number
  servicesFor(work: Work, variation: number): Services
  /**
   * Keeps others from making the same thing at the same time. Answers the function that lets it go again, or
   * `undefined` after having waited for somebody who was at it: then it may be there to be looked up.
   */
  claim(work: Work): Promise<(() => void) | undefined>
  /** Writes the take down. Nothing downstream starts before this is done. */
  keep(work: Work, result: Result): void
}

export interface Result {
  readonly value: MediaValue
  readonly variation: number
}

/**
 * Runs every planned node as soon as its inputs exist, siblings in parallel. A failure skips only what depends
 * on it: finished work is always kept.
 */
export async function execute(document: WorkflowDocument, plan: Plan, world: RunWorld): Promise<void> {
  const graph = createGraph(document)
  const outcomes = new Map<string, Promise<Outcome>>()
  for (const row of plan.rows) {
    if (row.action === 'run') world.onNode({ nodeId: row.nodeId, state: 'waiting' })
  }
  // Rows are in flow order, so a node's sources are always in the map before it.
  for (const row of plan.rows) {
    if (row.action === 'run') outcomes.set(row.nodeId, runWhenReady(row, { graph, plan, outcomes, world }))
  }
  await Promise.all(outcomes.values())
}

type Outcome = { readonly outputs: OutputValues } | { readonly outputs?: undefined }

interface Context {
  readonly graph: Graph
  readonly plan: Plan
  readonly outcomes: ReadonlyMap<string, Promise<Outcome>>
  readonly world: RunWorld
}

async function runWhenReady(row: PlanRow, context: Context): Promise<Outcome> {
  const { world } = context
  const node = context.graph.nodes.get(row.nodeId)!
  try {
    const inputs = await awaitInputs(row, context)
    if ('lacking' in inputs) {
      world.onNode(
        world.signal.aborted
          ? { nodeId: node.id, state: 'stopped' }
          : { nodeId: node.id, state: 'skipped', source: inputs.lacking },
      )
      return {}
    }
    return await runNode(row, inputs.values, context)
  } catch (error) {
    const wire = toWire(error)
    world.onNode(
      wire.code === 'stopped' || world.signal.aborted
        ? { nodeId: node.id, state: 'stopped' }
        : { nodeId: node.id, state: 'failed', error: wire },
    )
    return {}
  }
}

/** The values that flow in, once every source has finished; or the source that gave nothing. */
async function awaitInputs(
  row: PlanRow,
  { graph, plan, outcomes }: Context,
): Promise<{ values: InputValues } | { lacking: string }> {
  const wired: Record<string, PortValue[]> = {}
  for (const { from, to } of incomingOf(graph, row.nodeId)) {
    const running = outcomes.get(from.node)
    const status = plan.statuses.get(from.node)
    const outputs = running ? (await running).outputs : status && isFresh(status) ? status.outputs : undefined
    const value = outputs?.[from.port]
    if (value === undefined && (running || status?.state !== 'idle')) return { lacking: from.node }
    if (value !== undefined) (wired[to.port] ??= []).push(value)
  }
  // Text typed on the card has no wire; the plan has already gathered it.
  const typed = Object.entries(row.status.inputs).filter(([port]) => !(port in wired))
  return { values: { ...Object.fromEntries(typed), ...wired } }
}

async function runNode(row: PlanRow, inputs: InputValues, { graph, world }: Context): Promise<Outcome> {
  const node = graph.nodes.get(row.nodeId)!
  const definition = nodeTypeOf(node.type) as MakerNode
  const { params } = row.status
  const signature = signatureOf(recipeOf(definition, params, inputs))
  const work: Work = { node, params, signature, newTake: row.newTake }

  let release: (() => void) | undefined
  while (!release) {
    if (world.signal.aborted) throw new AppError('stopped')
    const known = reuse(work, definition, world)
    if (known) return known
    release = await world.claim(work)
  }
  try {
    return await make(work, { definition, inputs, world })
  } finally {
    release()
  }
}

/** What was made before from the same signature, as this node's outcome. Nothing where a new take is wanted. */
function reuse(work: Work, definition: MakerNode, world: RunWorld): Outcome | undefined {
  const known = work.newTake ? undefined : world.lookUp(work)
  if (!known) return undefined
  world.keep(work, known)
  world.onNode({ nodeId: work.node.id, state: 'reused', mediaId: known.value.id })
  return { outputs: { [outputName(definition)]: known.value } }
}

async function make(
  work: Work,
  { definition, inputs, world }: { definition: MakerNode; inputs: InputValues; world: RunWorld },
): Promise<Outcome> {
  const leave = await world.takePlace(work)
  try {
    if (world.signal.aborted) throw new AppError('stopped')
    // It may have come home while this stood in line: jobs of an earlier run are followed without a claim.
    const known = reuse(work, definition, world)
    if (known) return known
    world.onNode({ nodeId: work.node.id, state: 'running' })
    const variation = world.variationOf(work)
    const outputs: OutputValues = await definition.run({
      params: work.params as never,
      inputs: receive(definition.inputs, inputs) as never,
      variation,
      services: world.servicesFor(work, variation),
    })
    const value = outputs[outputName(definition)] as MediaValue
    world.keep(work, { value, variation })
    world.onNode({ nodeId: work.node.id, state: 'done', mediaId: value.id })
    return { outputs }
  } finally {
    leave()
  }
}

/** A maker has exactly one output, and that is its take (a registry test holds every type to it). */
function outputName(definition: MakerNode): string {
  return Object.keys(definition.outputs)[0]!
}
