import { stat } from 'node:fs/promises'
import type { PackageContents } from '../../nodes/contract/moving.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import { parseDocument } from '../../nodes/graph/document.ts'
import type { Batch } from '../import-together.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import type { MediaManager } from '../media-manager.ts'
import type { Workflows } from '../workflows.ts'
import type { PackedMedia } from './format.ts'
import { type OpenPackage, openPackage, type ReadWorkflow } from './open-package.ts'
import { requireRoomFor } from './room.ts'
import { isKnown, takeIn } from './take-in.ts'
import type { Hands, Outcome } from './transfers.ts'

export interface ImportPackageParts {
  readonly tables: Tables
  readonly manager: MediaManager
  readonly workflows: Pick<Workflows, 'announce'>
  readonly events: Pick<Events, 'emit'>
  readonly dataFolder: string
}

/** A file of the person's, under the name that they know it by. */
export interface PackageFile {
  readonly path: string
  readonly name: string
}

/** What is in a package, and how much of it is here already. Nothing of it is let in. */
export async function inspectPackage(parts: ImportPackageParts, file: PackageFile): Promise<PackageContents> {
  const pack = await openPackage(file.path, file.name)
  try {
    const { manifest, workflows } = pack
    const { standIns } = choose(parts, manifest.media)
    return {
      name: manifest.name,
      bytes: (await stat(file.path)).size,
      takes: manifest.takes,
      madeAt: manifest.madeAt,
      app: manifest.app,
      workflows: workflows.map((workflow) => ({
        name: workflow.name,
        nodes: workflow.document.nodes.length,
        takes: workflow.takes.length,
        known: isKnown(parts.tables, standingIn(workflow, standIns)),
      })),
      media: {
        files: manifest.media.length,
        known: manifest.media.filter(({ id }) => isHere(parts, id)).length,
        missing: manifest.leftOut.filter(({ why }) => why !== 'not-asked').length,
      },
      fonts: manifest.fonts,
      usd: manifest.totals.usd,
    }
  } finally {
    await pack.close()
  }
}

/** Lets a package in: everything is checked beside the library first, then all of it is there at once. */
export async function importPackage(
  parts: ImportPackageParts,
  file: PackageFile,
  { signal, onProgress }: Hands,
): Promise<Outcome> {
  const pack = await openPackage(file.path, file.name)
  const batch = parts.manager.batch()
  try {
    const { wanted, standIns } = choose(parts, pack.manifest.media)
    await requireRoomFor(newBytes(parts, pack, wanted), parts.dataFolder)
    await stageAll({ pack, batch, signal, onProgress }, wanted)
    if (signal.aborted) throw new AppError('stopped')
    const { result, added } = await batch.promote(() => {
      for (const { blob, tags } of wanted) if (tags.length > 0) parts.tables.tags.add([blob], tags)
      return pack.workflows.map((workflow) => takeIn(parts.tables, standingIn(workflow, standIns)))
    })
    parts.events.emit({ type: 'library.changed' })
    for (const { id, existed } of result) if (!existed) parts.workflows.announce(id)
    const notes = result.flatMap((one) => one.notes)
    const proxies =
      standIns.size === 0 ? [] : [toWire(new AppError('package_proxies', { count: standIns.size }))]
    return { workflowIds: result.map(({ id }) => id), media: added.length, notes: [...notes, ...proxies] }
  } finally {
    await batch.discard()
    await pack.close()
  }
}

interface Choice {
  readonly wanted: readonly PackedMedia[]
  /** From the id of an original that is not here to the small copy that stands for it. */
  readonly standIns: ReadonlyMap<string, string>
}

/** Nobody needs a small copy of what they have. */
function choose(parts: Pick<ImportPackageParts, 'manager'>, media: readonly PackedMedia[]): Choice {
  const wanted = media.filter(({ id, blob }) => blob === id || !isHere(parts, id))
  const proxies = wanted.filter(({ id, blob }) => blob !== id)
  return { wanted, standIns: new Map(proxies.map(({ id, blob }) => [id, blob])) }
}

function isHere({ manager }: Pick<ImportPackageParts, 'manager'>, id: string): boolean {
  return manager.get(id)?.missing === false
}

/** What a package says and what really is in it are the same by now: it was compared when it was opened. */
function newBytes(
  parts: ImportPackageParts,
  { manifest }: OpenPackage,
  wanted: readonly PackedMedia[],
): number {
  const sizes = new Map(manifest.blobs.map(({ sha256, size }) => [sha256, size]))
  const blobs = new Set(wanted.map(({ blob }) => blob).filter((blob) => !isHere(parts, blob)))
  return [...blobs].reduce((sum, blob) => sum + sizes.get(blob)!, 0)
}

/** One after the other: a disk does that best undisturbed. */
async function stageAll(
  {
    pack,
    batch,
    signal,
    onProgress,
  }: { pack: OpenPackage; batch: Batch } & Pick<Hands, 'signal' | 'onProgress'>,
  wanted: readonly PackedMedia[],
): Promise<void> {
  const total = pack.manifest.totals.bytes
  const staged = new Set<string>()
  let done = 0
  for (const media of wanted) {
    if (staged.has(media.blob)) continue
    staged.add(media.blob)
    const source = pack.blob(media.blob, media.name)
    const before = done
    done += source.sizeBytes
    await batch
      .stage(
        { source, hash: media.blob, origin: originOf(media) },
        { signal, onProgress: (fraction) => onProgress((before + fraction * source.sizeBytes) / total) },
      )
      .catch((error: unknown) => {
        throw inWords(error, pack, media.name)
      })
  }
}

function originOf({ id, blob, name, sourceType, createdAt, favourite, generation, proxyOf }: PackedMedia) {
  const original = blob === id ? proxyOf : id
  return { name, sourceType, createdAt, favourite, generation, proxyOf: original }
}

/** The package as a whole is refused, and says which of its files is to blame. */
function inWords(error: unknown, pack: OpenPackage, name: string): unknown {
  const isOfFile = error instanceof AppError && /^(file_|picture_)/.test(error.code)
  return isOfFile ? pack.refuse(`“${name}” in it is no whole picture, clip or sound`, error) : error
}

/** The workflow as it is when small copies stand for their originals, wherever it names one. */
function standingIn(workflow: ReadWorkflow, standIns: ReadonlyMap<string, string>): ReadWorkflow {
  if (standIns.size === 0) return workflow
  const { document, takes } = workflow
  const text = JSON.stringify({ document, takes }).replace(/[0-9a-f]{64}/g, (id) => standIns.get(id) ?? id)
  const changed = JSON.parse(text) as Pick<ReadWorkflow, 'takes' | 'document'>
  return { ...workflow, takes: changed.takes, document: parseDocument(changed.document, workflow.name) }
}
