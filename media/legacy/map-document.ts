import {
  emptyDocument,
  MOST_CONNECTIONS,
  MOST_NODES,
  type Connection,
  type DocumentNode,
  type WorkflowDocument,
} from '../../nodes/graph/document.ts'
import { aspects } from '../../nodes/models.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import type { LegacyGraph, LegacyNode, LegacyWire } from './definition.ts'

export interface MappedDocument {
  readonly document: WorkflowDocument
  /** Types that nobody here knows; their nodes are kept as they are. */
  readonly unknown: readonly string[]
}

/** Columns and rows for nodes that stand nowhere. */
const COLUMN = 340
const ROW = 260
const PER_COLUMN = 4

type Params = Record<string, unknown>

/** The graph of an older workflow in our words. What an old node said stays with it, under `legacy`. */
export function mapDocument({ nodes, wires }: LegacyGraph): MappedDocument {
  const kept = nodes.slice(0, MOST_NODES)
  const pictured = new Set(
    wires.filter(({ toPort }) => /image|frame|picture/i.test(toPort)).map(({ to }) => to),
  )
  const mapped = kept.map((node, index) => mapNode(node, { index, hasPicture: pictured.has(node.id) }))
  const document: WorkflowDocument = { ...emptyDocument(), nodes: mapped, connections: [] }
  const joined = mapWires(document, wires)
  const unknown = mapped.filter(({ type }) => !nodeTypeOf(type)).map(({ type }) => type)
  return { document: joined, unknown: [...new Set(unknown)] }
}

function mapNode(
  node: LegacyNode,
  { index, hasPicture }: { index: number; hasPicture: boolean },
): DocumentNode {
  const type = typeFor(node.type, hasPicture)
  const definition = nodeTypeOf(type)
  return {
    id: node.id,
    type,
    version: definition?.version ?? 1,
    title: node.title.slice(0, 500),
    position: {
      x: node.x ?? Math.floor(index / PER_COLUMN) * COLUMN,
      y: node.y ?? (index % PER_COLUMN) * ROW,
    },
    params: definition ? fitting(type, paramsFor(type, node.params)) : node.params,
    ...(definition && { legacy: { type: node.type, params: node.params } }),
  }
}

function typeFor(type: string, hasPicture: boolean): string {
  switch (type.toLowerCase().replace(/[\s_-]|node$/g, '')) {
    case 'prompt':
    case 'textprompt':
      return 'prompt'
    case 'imagetovideo':
      return 'image-to-video'
    case 'sora2video':
    case 'sora2':
      return hasPicture ? 'image-to-video' : 'text-to-video'
    case 'videostitcher':
      return 'video-stitcher'
    default:
      return type.slice(0, 200) || 'unknown'
  }
}

function paramsFor(type: string, old: Readonly<Params>): Params {
  if (type === 'prompt') return { text: wordOf(old, ['text', 'prompt', 'value', 'content']) }
  if (type === 'video-stitcher') return {}
  const seconds = numberOf(old, ['seconds', 'duration', 'duration_seconds', 'length'])
  const aspect = wordOf(old, ['aspect', 'aspect_ratio', 'aspectRatio', 'ratio'])
  const seed = numberOf(old, ['seed'])
  const model = wordOf(old, ['model', 'model_id', 'engine']) ?? ''
  return {
    prompt: wordOf(old, ['prompt', 'text', 'motion', 'motion_prompt', 'description']),
    // It is known what became of that model, and what to use instead.
    model: /sora/i.test(model) || model === '' ? `openai/sora-2${/pro/i.test(model) ? '-pro' : ''}` : model,
    seconds: seconds === undefined ? undefined : Math.min(30, Math.max(1, seconds)),
    aspect: aspects.find((known) => known === aspect),
    seed:
      seed !== undefined && Number.isInteger(seed) && seed >= 0 && seed <= 2_147_483_647 ? seed : undefined,
  }
}

/** Only what the node can really have: anything else would make it useless. */
function fitting(type: string, params: Params): Params {
  const schema = nodeTypeOf(type)!.params
  const given = Object.entries(params).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.filter(([name, value]) => schema.safeParse({ [name]: value }).success))
}

function wordOf(from: Readonly<Params>, names: readonly string[]): string | undefined {
  return names.map((name) => from[name]).find((value): value is string => typeof value === 'string')
}

function numberOf(from: Readonly<Params>, names: readonly string[]): number | undefined {
  const values = names
    .map((name) => from[name])
    .map((value) => (typeof value === 'string' ? Number.parseFloat(value) : value))
  return values.find((value): value is number => typeof value === 'number' && Number.isFinite(value))
}

function mapWires(document: WorkflowDocument, wires: readonly LegacyWire[]): WorkflowDocument {
  const inOrder = wires
    .toSorted((a, b) => placeOf(a.toPort) - placeOf(b.toPort))
    .slice(0, MOST_CONNECTIONS / 2)
  return inOrder.reduce((grown, wire) => {
    const target = grown.nodes.find(({ id }) => id === wire.to)
    return joinNodes(grown, { ...wire, wanted: target ? wire.toPort : '' })
  }, document)
}

/** "video_2" comes before "video_10". */
function placeOf(port: string): number {
  const found = /(\d+)\D*$/.exec(port)?.[1]
  return found === undefined ? 0 : Number(found)
}

interface Join {
  readonly from: string
  readonly to: string
  readonly fromPort?: string
  readonly wanted?: string
}

/** The document with one connection more, by what flows and what the target takes. */
export function joinNodes(
  document: WorkflowDocument,
  { from, to, fromPort = '', wanted = '' }: Join,
): WorkflowDocument {
  const source = document.nodes.find(({ id }) => id === from)
  const target = document.nodes.find(({ id }) => id === to)
  if (!source || !target) return document
  const gives = outputOf(source) ?? (fromPort || 'out')
  const connect = (a: Connection['from'], b: Connection['to'], place = document): WorkflowDocument => ({
    ...place,
    connections: [...place.connections, { id: `legacy-${place.connections.length + 1}`, from: a, to: b }],
  })
  const start = { node: from, port: gives }
  if (target.type === 'video-stitcher') return connect(start, { node: to, port: 'clips' })
  if (!nodeTypeOf(target.type)) return connect(start, { node: to, port: wanted || 'in' })
  if (gives === 'text')
    return target.type === 'prompt' ? document : connect(start, { node: to, port: 'prompt' })
  if (target.type !== 'image-to-video') return document
  if (gives === 'image') return connect(start, { node: to, port: 'image' })
  if (gives !== 'video') return document
  // Going on from a clip is going on from the picture it ends with.
  const id = freeId(document, `${from}-last-frame`)
  const between = {
    id,
    type: 'last-frame',
    version: 1,
    title: '',
    position: {
      x: (source.position.x + target.position.x) / 2,
      y: (source.position.y + target.position.y) / 2,
    },
    params: {},
  }
  const wider = connect(
    start,
    { node: id, port: 'video' },
    { ...document, nodes: [...document.nodes, between] },
  )
  return connect({ node: id, port: 'image' }, { node: to, port: 'image' }, wider)
}

function outputOf({ type, params }: DocumentNode): string | undefined {
  if (type === 'media') return String(params['kind'])
  const [port] = Object.keys(nodeTypeOf(type)?.outputs ?? {})
  return port
}

export function freeId({ nodes }: WorkflowDocument, wish: string): string {
  const taken = new Set(nodes.map(({ id }) => id))
  for (let n = 1; ; n++) {
    const id = `${wish.slice(0, 190)}${n === 1 ? '' : `-${n}`}`
    if (!taken.has(id)) return id
  }
}
