import { stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { LegacyContents } from '../../nodes/contract/moving.ts'
import { AppError, toWire, type ErrorCode, type ErrorDetails, type WireError } from '../../nodes/errors.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import { openSource } from '../files/source.ts'
import { hashSource } from '../files/staging.ts'
import type { MediaManager } from '../media-manager.ts'
import type { Hands, Outcome } from '../packages/transfers.ts'
import type { Workflows } from '../workflows.ts'
import { type LegacyLibrary, openLegacy } from './open-legacy.ts'
import {
  countWorkflows,
  findFile,
  type LegacyVideo,
  readUses,
  readVideos,
  readWorkflows,
} from './read-legacy.ts'
import { takeOver } from './take-over.ts'

export interface LegacyImportParts {
  readonly tables: Tables
  readonly manager: MediaManager
  readonly workflows: Pick<Workflows, 'announce'>
  readonly events: Pick<Events, 'emit'>
  readonly dataFolder: string
}

export async function inspectLegacy(parts: LegacyImportParts, path: string): Promise<LegacyContents> {
  const library = await openLegacy(path, parts.dataFolder)
  try {
    const videos = readVideos(library)
    let found = 0
    let bytes = 0
    for (const { filePath } of videos) {
      const file = await findFile(library, filePath)
      if (file === undefined) continue
      found++
      bytes += (await stat(file)).size
    }
    return { path: library.path, videos: videos.length, found, workflows: countWorkflows(library), bytes }
  } finally {
    library.close()
  }
}

/** No window can show more, and nobody reads them. */
const MOST_NOTES = 500

/** Copies the films first and then gives them to their workflows. What is in by then stays. */
export async function importLegacy(parts: LegacyImportParts, path: string, hands: Hands): Promise<Outcome> {
  const library = await openLegacy(path, parts.dataFolder)
  const notes: WireError[] = []
  const note = (error: WireError) => {
    if (notes.length < MOST_NOTES) notes.push(error)
  }
  try {
    const { ids, added } = await importVideos(parts, library, { hands, note })
    const uses = readUses(library)
    const workflowIds: string[] = []
    for (const workflow of readWorkflows(library)) {
      if (hands.signal.aborted) throw new AppError('stopped')
      const taken = parts.tables.together(() =>
        takeOver(parts.tables, { workflow, uses: uses.get(workflow.id) ?? [], mediaIds: ids }),
      )
      workflowIds.push(taken.id)
      taken.notes.forEach(note)
      if (taken.changed) parts.workflows.announce(taken.id)
      // Somebody works here meanwhile, or thinks better of it.
      await setImmediate()
    }
    parts.events.emit({ type: 'library.changed' })
    return { workflowIds, media: added, notes }
  } finally {
    library.close()
  }
}

interface Watch {
  readonly hands: Hands
  note(error: WireError): void
}

/** Answers the media of each video that has one, by the video's id. */
async function importVideos(
  parts: LegacyImportParts,
  library: LegacyLibrary,
  { hands, note }: Watch,
): Promise<{ ids: Map<string, string>; added: number }> {
  const ids = new Map<string, string>()
  let added = 0
  const videos = readVideos(library)
  for (const [index, video] of videos.entries()) {
    if (hands.signal.aborted) throw new AppError('stopped')
    try {
      const file = await findFile(library, video.filePath)
      if (file === undefined) throw new AppError('legacy_file_lost', { name: video.name })
      const { id, isNew } = await importVideo(parts, { video, file, signal: hands.signal })
      ids.set(video.id, id)
      if (isNew) added++
      if (video.sha256 !== undefined && video.sha256 !== id)
        note(noteOf('legacy_file_other', { name: video.name }))
    } catch (error) {
      // One film that cannot be read keeps nobody from the others; a full disk does.
      if (!isOfOneFile(error)) throw error
      note(toWire(error))
    }
    hands.onProgress((index + 1) / videos.length)
  }
  return { ids, added }
}

async function importVideo(
  { manager }: LegacyImportParts,
  { video, file, signal }: { video: LegacyVideo; file: string; signal: AbortSignal },
): Promise<{ id: string; isNew: boolean }> {
  const source = await openSource(file, video.name)
  const batch = manager.batch()
  try {
    const { hash } = await hashSource(source, { signal })
    const { name, sourceType, generation, createdAt } = video
    await batch.stage({ source, hash, origin: { name, sourceType, generation, createdAt } }, { signal })
    const { added } = await batch.promote(() => {})
    return { id: hash, isNew: added.length > 0 }
  } finally {
    await batch.discard()
    await source.close()
  }
}

function isOfOneFile(error: unknown): error is AppError {
  return error instanceof AppError && /^(file_|picture_|legacy_file)/.test(error.code)
}

function noteOf(code: ErrorCode, details: ErrorDetails): WireError {
  return toWire(new AppError(code, details))
}
