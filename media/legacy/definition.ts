/** A graph of the older app, in whatever shape it was written down. */
export interface LegacyNode {
  readonly id: string
  readonly type: string
  readonly title: string
  readonly x: number | undefined
  readonly y: number | undefined
  readonly params: Readonly<Record<string, unknown>>
}

export interface LegacyWire {
  readonly from: string
  readonly to: string
  readonly fromPort: string
  readonly toPort: string
}

export interface LegacyGraph {
  readonly nodes: readonly LegacyNode[]
  readonly wires: readonly LegacyWire[]
}

type Loose = Readonly<Record<string, unknown>>

/** Nodes and connections by any of the names that such apps give them; what makes no sense is left out. */
export function readDefinition(json: unknown): LegacyGraph | undefined {
  if (!isLoose(json)) return undefined
  const inner = ['graph', 'workflow', 'definition'].map((name) => json[name]).find(isLoose)
  const listed = json['nodes'] ?? inner?.['nodes']
  if (listed === undefined) return undefined
  const wired = ['connections', 'edges', 'links', 'wires']
    .map((name) => json[name] ?? inner?.[name])
    .find(Boolean)
  const nodes = entriesOf(listed).flatMap(([key, node]) => readNode(key, node))
  const known = new Set(nodes.map(({ id }) => id))
  const wires = entriesOf(wired).flatMap(([, wire]) => readWire(wire))
  return {
    nodes: nodes.filter(({ id }, index) => nodes.findIndex((other) => other.id === id) === index),
    wires: wires.filter(({ from, to }) => known.has(from) && known.has(to)),
  }
}

function readNode(key: string, node: unknown): LegacyNode[] {
  if (!isLoose(node)) return []
  const id = text(node, ['id', 'node_id', 'nodeId', 'uuid']) ?? key
  const data = isLoose(node['data']) ? node['data'] : {}
  const type =
    text(node, ['node_type', 'nodeType', 'class_type', 'kind', 'type']) ?? text(data, ['type', 'nodeType'])
  if (id === '' || type === undefined) return []
  const place = ['position', 'pos', 'ui'].map((name) => node[name]).find((value) => typeof value === 'object')
  const [x, y] = Array.isArray(place)
    ? [number(place[0]), number(place[1])]
    : [number((isLoose(place) ? place : node)['x']), number((isLoose(place) ? place : node)['y'])]
  const params = ['params', 'parameters', 'config', 'settings', 'properties', 'inputs', 'values']
    .flatMap((name) => [data[name], node[name]])
    .filter(isLoose)
  return [
    {
      id: id.slice(0, 200),
      type,
      title: text(node, ['title', 'name', 'label']) ?? text(data, ['title', 'label']) ?? '',
      x,
      y,
      params: Object.assign({}, data, ...params) as Loose,
    },
  ]
}

function readWire(wire: unknown): LegacyWire[] {
  if (Array.isArray(wire)) {
    // Node, port, node, port; or with a number of its own before them.
    const parts = wire.length >= 5 ? wire.slice(1) : wire
    const [from, fromPort, to, toPort] = parts.length >= 4 ? parts : [parts[0], '', parts[1], '']
    return ended(word(from), word(to), [word(fromPort) ?? '', word(toPort) ?? ''])
  }
  if (!isLoose(wire)) return []
  const from = end(wire, ['from', 'source', 'start', 'output'])
  const to = end(wire, ['to', 'target', 'end', 'input'])
  return ended(from.node, to.node, [from.port, to.port])
}

function ended(
  from: string | undefined,
  to: string | undefined,
  [fromPort, toPort]: [string, string],
): LegacyWire[] {
  return from === undefined || to === undefined ? [] : [{ from, to, fromPort, toPort }]
}

/** One end: a node's id, an object with id and port, or several fields that begin alike. */
function end(wire: Loose, names: readonly string[]): { node: string | undefined; port: string } {
  for (const name of names) {
    const value = wire[name]
    if (isLoose(value)) {
      const node = text(value, ['node', 'nodeId', 'node_id', 'id'])
      return {
        node,
        port: text(value, ['port', 'handle', 'slot', 'socket', 'output', 'input', 'name']) ?? '',
      }
    }
    const node =
      word(value) ??
      text(wire, [
        `${name}Node`,
        `${name}_node`,
        `${name}NodeId`,
        `${name}_node_id`,
        `${name}Id`,
        `${name}_id`,
      ])
    if (node === undefined) continue
    const own = name === 'from' || name === 'source' ? ['sourceOutput', 'output'] : ['targetInput', 'input']
    const ports = ['Handle', 'Port', '_handle', '_port', 'Slot', '_slot', 'Socket'].map(
      (suffix) => `${name}${suffix}`,
    )
    return { node, port: text(wire, [...ports, ...own]) ?? '' }
  }
  return { node: undefined, port: '' }
}

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function entriesOf(value: unknown): (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function text(from: Loose, names: readonly string[]): string | undefined {
  return names.map((name) => word(from[name])).find((value) => value !== undefined)
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function number(value: unknown): number | undefined {
  const read = typeof value === 'string' ? Number.parseFloat(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined
}
