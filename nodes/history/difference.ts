import type { Connection, DocumentNode, WorkflowDocument } from '../graph/document.ts'
import { activeTake, type Take } from '../takes.ts'

/** How a workflow differs from how it was: what was done between then and now. */
export interface Difference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: ReadonlyMap<string, NodeChange>
  readonly connectionsAdded: readonly Connection[]
  readonly connectionsRemoved: readonly Connection[]
  /** Of the whole workflow, such as its aspect. */
  readonly settings: readonly ParamChange[]
}

export interface NodeChange {
  readonly params: readonly ParamChange[]
  readonly title?: { readonly before: string; readonly after: string } | undefined
  /** The file that feeds downstream. */
  readonly take?: { readonly before: string | undefined; readonly after: string | undefined } | undefined
  /** Another place on the canvas, and nothing to lose. */
  readonly moved: boolean
}

export interface ParamChange {
  readonly name: string
  readonly before: unknown
  readonly after: unknown
}

/** A workflow with its takes, at one moment. */
export interface Moment {
  readonly document: WorkflowDocument
  readonly takes: readonly Take[]
}

export function difference(then: Moment, now: Moment): Difference {
  const [old, current] = [byId(then.document.nodes), byId(now.document.nodes)]
  const [oldTakes, currentTakes] = [takesByNode(then.takes), takesByNode(now.takes)]
  const changed = new Map<string, NodeChange>()
  for (const [id, node] of current) {
    const before = old.get(id)
    const change =
      before &&
      changeOf({ node: before, takes: oldTakes.get(id) ?? [] }, { node, takes: currentTakes.get(id) ?? [] })
    if (change) changed.set(id, change)
  }
  const oldWires = new Map(then.document.connections.map((wire) => [endsOf(wire), wire]))
  const wires = new Map(now.document.connections.map((wire) => [endsOf(wire), wire]))
  return {
    added: [...current.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !current.has(id)),
    changed,
    connectionsAdded: [...wires].filter(([ends]) => !oldWires.has(ends)).map(([, wire]) => wire),
    connectionsRemoved: [...oldWires].filter(([ends]) => !wires.has(ends)).map(([, wire]) => wire),
    settings: paramChanges(then.document.settings, now.document.settings),
  }
}

export function isSame({ added, removed, changed, ...rest }: Difference): boolean {
  const lists = [added, removed, rest.connectionsAdded, rest.connectionsRemoved, rest.settings]
  return changed.size === 0 && lists.every(({ length }) => length === 0)
}

interface NodeThen {
  readonly node: DocumentNode
  readonly takes: readonly Take[]
}

function changeOf(before: NodeThen, after: NodeThen): NodeChange | undefined {
  const params = paramChanges(before.node.params, after.node.params)
  const titles = { before: before.node.title, after: after.node.title }
  const takes = { before: activeOf(before), after: activeOf(after) }
  const moved = !isEqual([before.node.position, before.node.width], [after.node.position, after.node.width])
  const title = titles.before === titles.after ? undefined : titles
  const take = takes.before === takes.after ? undefined : takes
  return params.length > 0 || title || take || moved ? { params, title, take, moved } : undefined
}

function activeOf({ node, takes }: NodeThen): string | undefined {
  return activeTake(takes, node.chosenTake)?.mediaId
}

function paramChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): ParamChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !isEqual(before[name], after[name]))
    .map((name) => ({ name, before: before[name], after: after[name] }))
}

/** Of what JSON can hold; the order of an object's names does not matter. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const names = definedNames(one)
  return (
    names.length === definedNames(other).length &&
    names.every((name) => isEqual((one as never)[name], (other as never)[name]))
  )
}

function definedNames(value: object): string[] {
  return Object.keys(value).filter((name) => (value as never)[name] !== undefined)
}

function byId(nodes: readonly DocumentNode[]): Map<string, DocumentNode> {
  return new Map(nodes.map((node) => [node.id, node]))
}

function takesByNode(takes: readonly Take[]): Map<string, Take[]> {
  return Map.groupBy(takes, ({ nodeId }) => nodeId)
}

/** A wire is known by what it joins. */
function endsOf({ from, to }: Connection): string {
  return JSON.stringify([from.node, from.port, to.node, to.port])
}
