import { z } from 'zod'
import { AppError } from '../errors.ts'
import { MediaId } from '../media.ts'
import { aspects } from '../models.ts'
import { nodeTypeOf } from '../types/index.ts'

export const DOCUMENT_FORMAT = 'sceneloom-workflow'
export const DOCUMENT_VERSION = 1

/** Far more than anybody can look at; files beyond it are not workflows. */
export const MOST_NODES = 10_000
export const MOST_CONNECTIONS = 50_000

const Position = z.object({ x: z.number(), y: z.number() })

/**
 * Which take feeds downstream, when the person chose one. The choice holds against the takes that existed at
 * that moment: a take made later becomes the active one by itself.
 */
export const ChosenTake = z.object({ mediaId: MediaId, at: z.number().int() })
export type ChosenTake = z.infer<typeof ChosenTake>

/** Loose objects: what a newer or foreign node carries survives opening and saving here. */
export const DocumentNode = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.string().min(1),
  version: z.number().int().min(1),
  title: z.string().max(500).default(''),
  position: Position,
  width: z.number().positive().optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  chosenTake: ChosenTake.optional(),
  /** "Keep this take": it counts as up to date whatever changes before it. */
  kept: z.boolean().optional(),
})
export type DocumentNode = z.infer<typeof DocumentNode>

const End = z.object({ node: z.string(), port: z.string() })
export type End = z.infer<typeof End>

/** The order of connections into one port is the order of its values (clips of a stitcher). */
export const Connection = z.looseObject({ id: z.string().min(1).max(200), from: End, to: End })
export type Connection = z.infer<typeof Connection>

export const WorkflowSettings = z.looseObject({ aspect: z.enum(aspects).default('9:16') })
export type WorkflowSettings = z.infer<typeof WorkflowSettings>

export const Viewport = z.object({ x: z.number(), y: z.number(), zoom: z.number().positive() })
export type Viewport = z.infer<typeof Viewport>

export const WorkflowDocument = z.looseObject({
  format: z.literal(DOCUMENT_FORMAT),
  version: z.literal(DOCUMENT_VERSION),
  settings: WorkflowSettings.default({ aspect: '9:16' }),
  nodes: z.array(DocumentNode).max(MOST_NODES),
  connections: z.array(Connection).max(MOST_CONNECTIONS),
  viewport: Viewport.optional(),
})
export type WorkflowDocument = z.infer<typeof WorkflowDocument>

export function emptyDocument(): WorkflowDocument {
  return {
    format: DOCUMENT_FORMAT,
    version: DOCUMENT_VERSION,
    settings: { aspect: '9:16' },
    nodes: [],
    connections: [],
  }
}

/**
 * Reads a saved workflow. Refuses what is no workflow or comes from a newer app; node types that this app does
 * not know, and wires it would not allow, are kept exactly as they are (`status.ts` says what is wrong with them).
 */
export function parseDocument(json: unknown, name: string): WorkflowDocument {
  if (isTooDeep(json)) throw unreadable(name, 'its parts lie too deep inside each other')
  const head = z.object({ format: z.literal(DOCUMENT_FORMAT), version: z.number().int() }).safeParse(json)
  if (!head.success) throw unreadable(name, 'it does not say that it is a Sceneloom workflow')
  if (head.data.version > DOCUMENT_VERSION) throw new AppError('workflow_newer', { name })

  const parsed = WorkflowDocument.safeParse(json)
  if (!parsed.success) throw unreadable(name, firstIssue(parsed.error))
  const seen = new Set<string>()
  for (const { id } of parsed.data.nodes) {
    if (seen.has(id)) throw unreadable(name, `two nodes have the id “${id}”`)
    seen.add(id)
  }
  return {
    ...parsed.data,
    nodes: parsed.data.nodes.map(upgradeNode),
    connections: withOwnIds(parsed.data.connections),
  }
}

/** No node needs more, and whatever is deeper than the stack cannot be saved or compared. */
const MOST_LEVELS = 100

function isTooDeep(json: unknown): boolean {
  let level = [json]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return true
    level = level.flatMap((value) =>
      value !== null && typeof value === 'object' ? Object.values(value) : [],
    )
  }
  return false
}

/** Nothing refers to a connection by its id but the window, which needs each to have its own. */
function withOwnIds(connections: readonly Connection[]): Connection[] {
  const taken = new Set<string>()
  return connections.map((connection) => {
    let { id } = connection
    for (let copy = 2; taken.has(id); copy++) id = `${connection.id}-${copy}`
    taken.add(id)
    return id === connection.id ? connection : { ...connection, id }
  })
}

/** The same from text, such as a file that was dropped on the window. */
export function parseDocumentText(text: string, name: string): WorkflowDocument {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw unreadable(name, 'its text is damaged or incomplete', cause)
  }
  return parseDocument(json, name)
}

/** Brings an older node of a known type up to date, one version at a time. */
export function upgradeNode(node: DocumentNode): DocumentNode {
  const definition = nodeTypeOf(node.type)
  if (!definition || node.version >= definition.version) return node
  let params: Record<string, unknown> = node.params
  for (let version = node.version; version < definition.version; version++) {
    params = definition.upgrades?.[version]?.(params) ?? params
  }
  return { ...node, version: definition.version, params }
}

function unreadable(name: string, reason: string, cause?: unknown): AppError {
  return new AppError('workflow_unreadable', { name, reason }, { cause })
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  const path = issue?.path.join('.')
  return path ? `“${path}” is missing or is not what belongs there` : 'its parts do not fit'
}

/** What a document says, apart from where the canvas stood: looking around in it changes nothing. */
export function withoutView(document: object): object {
  const { viewport: _viewport, ...rest } = document as { readonly viewport?: unknown }
  return rest
}
