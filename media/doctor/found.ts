import type { Finding } from '../../nodes/contract/keeping.ts'
import type { Held } from '../db/health.ts'

/** Something that is not as it should be, before anybody asked what could be done about it. */
export interface Found {
  readonly id: string
  readonly kind: Finding['kind']
  readonly name: string
  readonly path: string
  readonly mediaId?: string | undefined
  readonly bytes?: number | undefined
  /** Where the same bytes were found. */
  readonly from?: string | undefined
  /** It lies where the person keeps it: nothing is done to it. */
  readonly linked?: true | undefined
  /** The workflow that names what nobody knows. */
  readonly workflow?: { readonly id: string; readonly name: string } | undefined
  /** Of something unfinished, when it was last written to. */
  readonly at?: number | undefined
}

export function missing(held: Held, from?: string): Found {
  return { ...ofMedia('missing', held), ...(from !== undefined && { from }) }
}

export function changed(held: Held): Found {
  return ofMedia('changed', held)
}

function ofMedia(kind: 'missing' | 'changed', { id, name, filePath, linkedPath, sizeBytes }: Held): Found {
  const found = {
    id: `${kind}:${id}`,
    kind,
    name,
    mediaId: id,
    path: linkedPath ?? filePath,
    bytes: sizeBytes,
  }
  return linkedPath === undefined ? found : { ...found, linked: true }
}

export function orphan(path: string, bytes: number, mediaId?: string): Found {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return { id: `orphan:${path}`, kind: 'orphan', name, path, bytes, ...(mediaId && { mediaId }) }
}

export function halfWritten(path: string, { bytes, at }: { bytes: number; at: number }): Found {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return { id: `half-written:${path}`, kind: 'half-written', name, path, bytes, at }
}

export function lostReference(mediaId: string, workflow: { id: string; name: string }, from?: string): Found {
  return {
    id: `lost-reference:${workflow.id}:${mediaId}`,
    kind: 'lost-reference',
    name: workflow.name,
    mediaId,
    path: '',
    workflow,
    ...(from !== undefined && { from }),
  }
}
