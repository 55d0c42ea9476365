import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parseDocument } from '../../nodes/graph/document.ts'
import { mediaOfDocument } from '../../nodes/graph/media-of-document.ts'
import type { Tables } from '../db/tables.ts'
import { openSource } from '../files/source.ts'
import { walk } from '../imports/walk.ts'
import { sniffSource } from '../inspect-file.ts'
import { findFiles, readWhole } from '../links/find-files.ts'
import { examineMedia, type Watch } from './examine-media.ts'
import { examineLeftovers, examineStore, type StoreParts } from './examine-store.ts'
import { lostReference, type Found } from './found.ts'

export interface ExamineOrder {
  readonly deep: boolean
  /** Looked through for what is missing here. */
  readonly folders: readonly string[]
}

export interface ExamineNews {
  readonly signal: AbortSignal
  /** Filled while it goes on, so that the first findings can be looked at before the last are made. */
  readonly found: Map<string, Found>
  /** `progress` is 0 to 1. */
  readonly onNews: (news: { progress: number; examined: number }) => void
}

/** Of all the work, what reading the rows, the store, the workflows and the folders takes. */
const SHARES = { media: 0.8, store: 0.1, references: 0.05 }

/**
 * Compares database, files and hashes with each other, piece by piece, so that the app stays at hand meanwhile.
 * Changes nothing but the note on a row that its file is missing.
 */
export async function examine(
  parts: StoreParts,
  { deep, folders }: ExamineOrder,
  { signal, found, onNews }: ExamineNews,
): Promise<void> {
  const total = Math.max(parts.tables.health.count(), 1)
  let examined = 0
  let done = 0
  const tell = () => onNews({ progress: Math.min(done, 1), examined })
  const watch: Watch = {
    signal,
    found: (one) => void found.set(one.id, one),
    looked(items) {
      examined += items
      done = items > 0 ? (SHARES.media * examined) / total : done + SHARES.store / 256
      tell()
    },
  }
  await examineMedia(parts, deep, watch)
  await examineStore(parts, watch)
  await examineLeftovers(parts, watch)
  await examineReferences(parts.tables, watch)
  done = SHARES.media + SHARES.store + SHARES.references
  tell()
  if (folders.length > 0 && !signal.aborted) await searchFolders(parts, found, { folders, signal })
}

/** Files that a workflow shows, and nobody here has ever heard of. */
async function examineReferences(tables: Tables, watch: Watch): Promise<void> {
  for (const { id, name } of tables.health.workflows()) {
    if (watch.signal.aborted) return
    for (const mediaId of tables.health.unknown(namedIn(tables, id)))
      watch.found(lostReference(mediaId, { id, name }))
    await setImmediate()
  }
}

/** One that this app cannot read names nothing that it could look for. */
function namedIn(tables: Tables, id: string): string[] {
  const stored = tables.workflows.get(id)
  try {
    return stored ? [...mediaOfDocument(parseDocument(stored.definition, stored.name))] : []
  } catch {
    return []
  }
}

/** Where the bytes are that are missing here: by size first; what was never here has no size, so all is read for it. */
async function searchFolders(
  { dataFolder }: StoreParts,
  found: Map<string, Found>,
  { folders, signal }: { folders: readonly string[]; signal: AbortSignal },
): Promise<void> {
  const options = { signal, except: [dataFolder] }
  const looked = [...found.values()].filter(({ from }) => from === undefined)
  const sized = looked.flatMap(({ kind, mediaId, bytes }) =>
    mediaId !== undefined && bytes !== undefined && (kind === 'missing' || kind === 'changed')
      ? [{ id: mediaId, sizeBytes: bytes }]
      : [],
  )
  const where = await findFiles(sized, folders, options).catch(orStopped(signal))
  const lost = new Set(
    looked.flatMap(({ kind, mediaId }) => (kind === 'lost-reference' && mediaId ? [mediaId] : [])),
  )
  for (const [id, path] of await findLost(lost, folders, options).catch(orStopped(signal)))
    where.set(id, path)
  for (const one of looked) {
    const from = one.mediaId === undefined ? undefined : where.get(one.mediaId)
    if (from !== undefined && one.kind !== 'orphan') found.set(one.id, { ...one, from })
  }
}

async function findLost(
  lost: Set<string>,
  folders: readonly string[],
  options: { signal: AbortSignal; except: readonly string[] },
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const folder of lost.size > 0 ? folders : []) {
    for await (const file of walk(folder, options)) {
      if (!('path' in file) || !(await isMedia(file.path))) continue
      const hash = (await readWhole(file.path, options.signal))?.hash
      if (hash !== undefined && lost.delete(hash)) found.set(hash, file.path)
      if (lost.size === 0) return found
    }
  }
  return found
}

/** The first bytes tell, so that the rest of anything else is never read. */
async function isMedia(path: string): Promise<boolean> {
  try {
    const source = await openSource(path, basename(path))
    await sniffSource(source).finally(() => source.close())
    return true
  } catch {
    return false
  }
}

/** What was found until then counts. */
function orStopped(signal: AbortSignal) {
  return (error: unknown): Map<string, string> => {
    if (!signal.aborted) throw error
    return new Map()
  }
}
