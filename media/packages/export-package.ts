import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackageEstimate, PackageOrder } from '../../nodes/contract/moving.ts'
import { packageTakes } from '../../nodes/contract/moving.ts'
import { AppError } from '../../nodes/errors.ts'
import { safeName } from '../exports/names.ts'
import { folderFor, freeIn, guarded, isFree, openPlace, type Place, syncFile } from '../exports/place.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { openWorkFolder, type WorkFolder } from '../runs/work-folder.ts'
import { composePackage } from './compose.ts'
import { createDiscreet } from './discreet.ts'
import { PACKAGE_EXTENSION } from './format.ts'
import { gather, type Gathered, type GatherParts } from './gather.ts'
import { hasProxy, makeProxy, type Proxy, proxyBytes } from './proxies.ts'
import { requireRoomFor } from './room.ts'
import type { Hands, Outcome } from './transfers.ts'
import { writePackage } from './write-package.ts'

export interface ExportPackageParts extends GatherParts {
  readonly engine: () => Promise<Engine>
  readonly dataFolder: string
  readonly version: string
  /** Takes the keys that are known out of a text. */
  hideKeys(text: string): string
}

/** What a package would weigh in each way, before anything is written. */
export async function estimatePackage(
  parts: ExportPackageParts,
  order: PackageOrder,
): Promise<PackageEstimate> {
  const folder = folderFor(order.folder, parts.dataFolder)
  const free = await freeIn(folder)
  const sizes = packageTakes.map((takes) => {
    const { workflows, media, leftOut } = gather(parts, { ...order, takes })
    const texts = workflows.reduce(
      (sum, { document, takes: carried }) => sum + lengthOf([document, carried]),
      0,
    )
    const files = media.reduce((sum, one) => sum + (takes === 'proxies' ? proxyBytes(one) : one.sizeBytes), 0)
    const missing = leftOut.filter(({ why }) => why !== 'not-asked').length
    return { takes, files: media.length, bytes: files + texts + lengthOf(media), missing }
  })
  const path = join(folder, await freeName(folder, order.name))
  return { sizes, path, ...(free !== undefined && { free }) }
}

function lengthOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

/** Writes a package beside what is in the folder, whole or not at all. */
export async function exportPackage(
  parts: ExportPackageParts,
  order: PackageOrder,
  hands: Hands,
): Promise<Outcome> {
  const folder = folderFor(order.folder, parts.dataFolder)
  const gathered = gather(parts, order)
  await requireRoomFor(sizeOf(gathered), folder)
  const place = await openPlace(folder, hands.id)
  const room = openWorkFolder(parts.dataFolder)
  try {
    const written = await writeWhole(parts, { order, gathered, place, room, hands })
    const name = await finish(place, written.part, order.name)
    const lost = written.gathered.leftOut.filter(({ why }) => why !== 'not-asked').length
    return {
      path: join(folder, name),
      media: written.gathered.media.length,
      notes: lost === 0 ? [] : [new AppError('package_lacks', { name: order.name, count: lost })].map(noteOf),
    }
  } catch (error) {
    await place.sweep().catch(() => {})
    throw error
  } finally {
    room.sweep()
  }
}

interface Job {
  readonly order: PackageOrder
  readonly gathered: Gathered
  readonly place: Place
  readonly room: WorkFolder
  readonly hands: Hands
}

/** Making small copies takes longer than writing them. */
const SHARE_OF_PROXIES = 0.9

async function writeWhole(
  parts: ExportPackageParts,
  job: Job,
): Promise<{ part: string; gathered: Gathered }> {
  const { order, place, hands } = job
  const share = order.takes === 'proxies' ? SHARE_OF_PROXIES : 0
  const proxies = share === 0 ? new Map<string, Proxy>() : await makeProxies(parts, job)
  const discreet = createDiscreet(parts)
  for (let { gathered } = job; ;) {
    const part = place.part()
    const composed = await composePackage({
      gathered,
      proxies,
      discreet,
      name: order.name,
      takes: order.takes,
      app: parts.version,
      pathOf: (id) => parts.manager.pathOf(id),
    })
    const changed = await guarded(place.folder, () =>
      writePackage(part, composed, {
        signal: hands.signal,
        onProgress: (fraction) => hands.onProgress(share + fraction * (1 - share)),
      }),
    )
    if (changed === undefined) {
      await guarded(place.folder, () => syncFile(part))
      return { part, gathered }
    }
    await rm(part, { force: true })
    gathered = without(gathered, changed)
  }
}

/** A file that is not what its name promises goes to nobody; the rest does. */
function without(gathered: Gathered, id: string): Gathered {
  const lost = gathered.media.find((media) => media.id === id)
  if (!lost) throw new AppError('media_missing', { name: id })
  return {
    ...gathered,
    media: gathered.media.filter((media) => media.id !== id),
    leftOut: [...gathered.leftOut, { id, name: lost.name, why: 'changed' as const }].toSorted((a, b) =>
      a.id < b.id ? -1 : 1,
    ),
  }
}

async function makeProxies(
  { engine, manager }: ExportPackageParts,
  { gathered, room, hands }: Job,
): Promise<Map<string, Proxy>> {
  const wanted = gathered.media.filter(hasProxy)
  const proxies = new Map<string, Proxy>()
  for (const [index, media] of wanted.entries()) {
    const path = manager.pathOf(media.id)
    const proxy = await makeProxy({ engine, media, path, room, signal: hands.signal })
    if (proxy) proxies.set(media.id, proxy)
    hands.onProgress(((index + 1) / wanted.length) * SHARE_OF_PROXIES)
  }
  return proxies
}

/** Somebody may take the name that was free a moment ago: then it is the next one's turn. */
const MOST_TRIES = 1_000

async function finish(place: Place, part: string, asked: string): Promise<string> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const name = await freeName(place.folder, asked)
    if (await place.finish([{ part, name }])) return name
  }
  throw new AppError('folder_not_writable', { folder: place.folder })
}

async function freeName(folder: string, asked: string): Promise<string> {
  const stem = safeName(asked.endsWith(PACKAGE_EXTENSION) ? asked.slice(0, -PACKAGE_EXTENSION.length) : asked)
  for (let n = 1; ; n++) {
    const name = `${n === 1 ? stem : `${stem} ${n}`}${PACKAGE_EXTENSION}`
    if (n > MOST_TRIES || (await isFree(folder, name))) return name
  }
}

function sizeOf({ media }: Gathered): number {
  return media.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}

function noteOf(error: AppError) {
  return { code: error.code, details: error.details, message: error.message }
}
