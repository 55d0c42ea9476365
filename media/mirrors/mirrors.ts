import { mkdir, rm, stat } from 'node:fs/promises'
import { mediaOfDocument } from '../../nodes/graph/media-of-document.ts'
import { parseDocument } from '../../nodes/graph/document.ts'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import type { StoredMedia } from '../db/media.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import { writeWhole } from '../files/write-whole.ts'
import { mirrorHead, mirrorPath, mirrorsFolder, type Mirror, type MirroredMedia } from './mirror.ts'

export interface MirrorParts {
  readonly tables: Tables
  readonly events: Events
  readonly dataFolder: string
  /** Until what the mirrors hold is in the library again, they are left as they are. */
  readonly isReady: () => boolean
}

export interface Mirrors {
  /** Writes what the last session did not get to; the changes of this one follow by themselves. */
  refresh(signal: AbortSignal): Promise<void>
  /** Writes what still waits. */
  close(): Promise<void>
}

const AFTER_MS = 1_000

/**
 * Keeps each workflow as a file in workflows/, too, a moment after it changed. The database is the truth; these are
 * what is left when it is gone. One that cannot be written now is written with the next change, or at the next start.
 */
export function createMirrors(parts: MirrorParts): Mirrors {
  const waiting = new Map<string, NodeJS.Timeout>()
  let last: Promise<unknown> = Promise.resolve()

  const write = (id: string): Promise<void> => {
    clearTimeout(waiting.get(id))
    waiting.delete(id)
    // In turn: two writes of the same file would take each other's place.
    const mine = last.then(() => writeMirror(parts, id)).catch(() => undefined)
    last = mine
    return mine
  }
  const stop = parts.events.on((event) => {
    // At once: what somebody deleted must not come back one day.
    if (event.type === 'workflow.removed') return void write(event.id)
    const id = changedBy(event)
    // Not anew with each change: somebody who never pauses is mirrored, too.
    if (id !== undefined && !waiting.has(id)) {
      waiting.set(
        id,
        setTimeout(() => void write(id), AFTER_MS),
      )
    }
  })

  return {
    async refresh(signal) {
      if (!parts.isReady()) return
      for (const { id, at } of parts.tables.putBack.workflowTimes()) {
        if (signal.aborted) return
        if ((await writtenAt(parts.dataFolder, id)) < at) await write(id)
      }
    },
    async close() {
      stop()
      await Promise.all([...waiting.keys()].map(write))
      await last
    },
  }
}

function changedBy(event: CoreEvent): string | undefined {
  switch (event.type) {
    case 'workflow.changed':
      return event.summary.id
    case 'take.made':
      return event.workflowId
    default:
      return undefined
  }
}

async function writeMirror({ tables, dataFolder, isReady }: MirrorParts, id: string): Promise<void> {
  const path = mirrorPath(dataFolder, id)
  if (path === undefined || !isReady()) return
  const mirror = mirrorOf(tables, id)
  if (!mirror) return rm(path, { force: true })
  await mkdir(mirrorsFolder(dataFolder), { recursive: true, mode: 0o700 })
  await writeWhole(path, JSON.stringify(mirror))
}

/** As it is in the database at this moment; undefined for one that was removed. */
export function mirrorOf(tables: Tables, id: string): Mirror | undefined {
  return tables.together(() => {
    const stored = tables.workflows.get(id)
    if (!stored) return undefined
    const { definition, ...workflow } = stored
    const takes = tables.workflowMedia.listByWorkflow(id).map(({ workflowId: _workflow, ...take }) => take)
    const named = namedBy(definition, stored.name)
    const ids = [...new Set([...takes.map(({ mediaId }) => mediaId), ...named])]
    const media = tables.media.getMany(ids).map(aboutMedia)
    return { ...mirrorHead, ...workflow, document: definition as Mirror['document'], takes, media }
  })
}

function aboutMedia(media: StoredMedia): MirroredMedia {
  const { id, name, sourceType, createdAt, favourite, linkedPath, tags, generation } = media
  return { id, name, sourceType, createdAt, favourite, linkedPath, tags, generation }
}

/** One that this app cannot read is mirrored all the same; what it shows, nobody here can tell. */
function namedBy(definition: unknown, name: string): Iterable<string> {
  try {
    return mediaOfDocument(parseDocument(definition, name))
  } catch {
    return []
  }
}

async function writtenAt(dataFolder: string, id: string): Promise<number> {
  const path = mirrorPath(dataFolder, id)
  if (path === undefined) return Infinity
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
