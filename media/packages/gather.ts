import type { PackageOrder } from '../../nodes/contract/moving.ts'
import { AppError } from '../../nodes/errors.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { mediaOfDocument } from '../../nodes/graph/media-of-document.ts'
import type { Media } from '../../nodes/media.ts'
import { activeTake } from '../../nodes/takes.ts'
import type { StoredWorkflow } from '../db/workflows.ts'
import type { Tables } from '../db/tables.ts'
import type { WorkflowMedia } from '../db/workflow-media.ts'
import type { MediaManager } from '../media-manager.ts'
import { toTake, type Workflows } from '../workflows.ts'
import type { LeftOut } from './format.ts'

export interface GatherParts {
  readonly tables: Tables
  readonly manager: MediaManager
  readonly workflows: Pick<Workflows, 'read'>
}

export type TakesWay = PackageOrder['takes']

export interface GatheredWorkflow {
  readonly stored: StoredWorkflow
  readonly document: WorkflowDocument
  readonly takes: readonly WorkflowMedia[]
}

/** What a package would hold, found in the library; nothing is read from its files yet. */
export interface Gathered {
  readonly workflows: readonly GatheredWorkflow[]
  /** With their files here, by id. */
  readonly media: readonly Media[]
  readonly leftOut: readonly LeftOut[]
}

export function gather(
  parts: GatherParts,
  { workflowIds, takes: way }: Pick<PackageOrder, 'workflowIds' | 'takes'>,
): Gathered {
  if (workflowIds.length === 0) throw new AppError('package_empty')
  const workflows = [...new Set(workflowIds)].map((id) => gatherWorkflow(parts, id, way))
  const named = new Set(
    workflows.flatMap(({ document, takes }) => [
      ...takes.map(({ mediaId }) => mediaId),
      ...mediaOfDocument(document),
    ]),
  )
  const found = parts.manager.getMany([...named].toSorted())
  const told = found.map((media) => ({ media, why: whyNot(media, way) }))
  const known = new Set(found.map(({ id }) => id))
  const unknown = [...named]
    .filter((id) => !known.has(id))
    .map((id) => ({ id, name: '', why: 'missing' as const }))
  return {
    workflows,
    media: told.filter(({ why }) => why === undefined).map(({ media }) => media),
    leftOut: [
      ...told.flatMap(({ media: { id, name }, why }) => (why === undefined ? [] : [{ id, name, why }])),
      ...unknown,
    ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

function gatherWorkflow({ tables, workflows }: GatherParts, id: string, way: TakesWay): GatheredWorkflow {
  const { document } = workflows.read(id)
  const stored = tables.workflows.get(id)!
  if (way === 'none') return { stored, document, takes: [] }
  const all = tables.workflowMedia.listByWorkflow(id).filter(({ role }) => role !== 'input')
  return { stored, document, takes: way === 'all' ? all : activeOf(document, all) }
}

/** The one of each node that feeds on. */
function activeOf({ nodes }: WorkflowDocument, all: readonly WorkflowMedia[]): WorkflowMedia[] {
  const ofNode = Map.groupBy(all, ({ nodeId }) => nodeId)
  return nodes.flatMap(({ id, chosenTake }) => {
    const takes = ofNode.get(id) ?? []
    const active = activeTake(takes.map(toTake), chosenTake)
    return takes.filter(({ mediaId }) => mediaId === active?.mediaId)
  })
}

function whyNot(media: Media, way: TakesWay): LeftOut['why'] | undefined {
  if (way === 'none') return 'not-asked'
  if (media.trashedAt !== undefined) return 'trashed'
  return media.missing ? 'missing' : undefined
}
