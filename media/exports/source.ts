import { fromWire, AppError } from '../../nodes/errors.ts'
import type { FilmRequest } from '../../nodes/engine/services.ts'
import { isFresh, statusOf, type NodeStatus } from '../../nodes/engine/status.ts'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { createGraph, incomingOf } from '../../nodes/graph/graph.ts'
import { recipeOf, signatureOf } from '../../nodes/graph/signature.ts'
import type { MediaValue } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import { videoStitcher } from '../../nodes/types/video-stitcher.ts'
import { presentMedia, type MediaManager } from '../media-manager.ts'
import { titleOf } from '../runs/run-record.ts'
import type { Workflows } from '../workflows.ts'

export interface SourceParts {
  readonly workflows: Pick<Workflows, 'read' | 'takesOf'>
  readonly manager: Pick<MediaManager, 'get'>
}

/** A film as the saved workflow has it: what it is made of, and what was made of it already. */
export interface FilmSource {
  readonly workflowId: string
  readonly workflowName: string
  readonly document: WorkflowDocument
  readonly node: DocumentNode
  readonly title: string
  readonly request: FilmRequest
  /** In the places of the clips. */
  readonly origins: readonly ClipOrigin[]
  /** The film that the node shows, where it is what its inputs ask for. */
  readonly film?: string | undefined
  /** Of what flows in now: a take of these would have it. */
  readonly signature: string
}

export interface ClipOrigin {
  /** Empty where nobody named it. */
  readonly title: string
  readonly take?: number | undefined
}

/** Throws what must be done first: run the workflow, connect a clip, fix the node. */
export function readSource(
  { workflows, manager }: SourceParts,
  { workflowId, nodeId }: { workflowId: string; nodeId: string },
): FilmSource {
  const { document, summary } = workflows.read(workflowId)
  const takes = Map.groupBy(workflows.takesOf(workflowId), (take: Take) => take.nodeId)
  const isMissing = (id: string) => !presentMedia(manager, id)
  const statuses = statusOf(document, { takesOf: (id) => takes.get(id) ?? [], isMissing })
  const node = document.nodes.find(({ id }) => id === nodeId)
  const status = statuses.get(nodeId)
  if (!node || !status) throw new AppError('not_found', { what: 'This film' })
  if (node.type !== 'video-stitcher')
    throw new AppError('invalid_input', { reason: `“${titleOf(node)}” is not a Video Stitcher` })
  if (status.state === 'needs-fix') throw fixFirst(status, titleOf(node))

  const connected = connectedTo(document, node, statuses)
  const waiting = connected.filter(({ value }) => value === undefined).length
  if (waiting > 0) throw new AppError('clips_not_made', { count: waiting })
  const brought = (port: string) => connected.filter((wire) => wire.port === port)
  const clips = brought('clips')
  if (clips.length === 0) throw new AppError('input_missing', { node: titleOf(node), port: 'Clips' })
  return {
    workflowId,
    workflowName: summary.name,
    document,
    node,
    title: titleOf(node),
    request: {
      clips: clips.map(({ value }) => value!),
      music: brought('music')[0]?.value,
      settings: FilmSettings.parse(status.params),
    },
    origins: clips.map(({ title, take }) => ({ title, take })),
    ...(isFresh(status) && status.take && { film: status.take.mediaId }),
    signature: signatureOf(recipeOf(videoStitcher, status.params, status.inputs)),
  }
}

interface Connected {
  readonly port: string
  readonly title: string
  readonly take?: number | undefined
  /** Absent while its node has nothing that is up to date. */
  readonly value: MediaValue | undefined
}

/** In the order of the connections, as the film counts them; a Media node that holds nothing brings nothing. */
function connectedTo(
  document: WorkflowDocument,
  node: DocumentNode,
  statuses: ReadonlyMap<string, NodeStatus>,
): Connected[] {
  const graph = createGraph(document)
  return incomingOf(graph, node.id).flatMap(({ from, to }) => {
    const source = graph.nodes.get(from.node)!
    const status = statuses.get(from.node)!
    if (source.type === 'media' && status.state === 'idle') return []
    const value = isFresh(status) ? status.outputs?.[from.port] : undefined
    return [
      {
        port: to.port,
        // What a person brought has the name of its file.
        title: source.type === 'media' ? source.title : titleOf(source),
        take: status.take?.number,
        value: typeof value === 'object' ? value : undefined,
      },
    ]
  })
}

function fixFirst(status: Extract<NodeStatus, { state: 'needs-fix' }>, title: string): AppError {
  const { problem } = status
  if (problem.kind === 'error') return fromWire(problem.error)
  if (problem.kind === 'loop') return new AppError('graph_loop', { nodes: title })
  return new AppError('wire_unfit', { node: title, port: problem.connection.to.port })
}
