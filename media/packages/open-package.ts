import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '../../nodes/errors.ts'
import { parseDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { openSource, type Source } from '../files/source.ts'
import { parseBounded } from './bounded-json.ts'
import {
  blobFile,
  MANIFEST,
  Manifest,
  MOST_JSON_BYTES,
  PACKAGE_FORMAT,
  PACKAGE_VERSION,
  PackedWorkflow,
  workflowFile,
} from './format.ts'
import { refusalsOf, type Refuse } from './refusal.ts'
import { type PackedEntry, readEntries } from './zip-entries.ts'

/** A workflow of a package, with its document read like any other. */
export interface ReadWorkflow extends Omit<PackedWorkflow, 'document'> {
  readonly document: WorkflowDocument
}

export interface OpenPackage {
  readonly manifest: Manifest
  readonly workflows: readonly ReadWorkflow[]
  readonly sizeBytes: number
  readonly refuse: Refuse
  /** The bytes of one blob, as if they were a file of their own; reading to the end checks them. */
  blob(sha256: string, name: string): Source
  close(): Promise<void>
}

/** Opens a package and reads what it says of itself; its files are not looked into yet. Nothing is written. */
export async function openPackage(path: string, name: string): Promise<OpenPackage> {
  const refuse = refusalsOf(name)
  const source = await openSource(path, name)
  try {
    const entries = await readEntries(source, refuse)
    const texts = createTexts({ source, entries, refuse })
    const manifest = parseManifest(await texts.read(MANIFEST), { name, refuse })
    requireComplete(manifest, entries, refuse)
    const workflows: ReadWorkflow[] = []
    for (const [index, listed] of manifest.workflows.entries()) {
      if (listed.file !== workflowFile(index, manifest.workflows.length))
        throw refuse('a workflow has a wrong name')
      workflows.push(readWorkflow(await texts.read(listed.file, listed.sha256), refuse))
    }
    requireOnce(
      workflows.map(({ id }) => id),
      refuse,
    )
    return {
      manifest,
      workflows,
      sizeBytes: source.sizeBytes,
      refuse,
      blob: (sha256, title) => partOf(source, { entry: entries.get(blobFile(sha256))!, name: title, refuse }),
      close: () => source.close(),
    }
  } catch (error) {
    await source.close()
    throw error
  }
}

interface Texts {
  readonly source: Source
  readonly entries: ReadonlyMap<string, PackedEntry>
  readonly refuse: Refuse
}

/** All texts of a package together may be as long as one of them. */
function createTexts({ source, entries, refuse }: Texts) {
  let room = MOST_JSON_BYTES
  return {
    async read(file: string, sha256?: string): Promise<unknown> {
      const entry = entries.get(file)
      if (!entry) throw refuse(`${file} is missing in it`)
      room -= entry.sizeBytes
      if (room < 0) throw refuse('its texts are longer than those of any workflow')
      const bytes = Buffer.alloc(entry.sizeBytes)
      let done = 0
      while (done < bytes.length) {
        const count = await source.read(bytes.subarray(done), entry.start + done)
        if (count === 0) throw refuse('a part of it is missing')
        done += count
      }
      const isWhole = crc32(bytes) === entry.crc32
      if (!isWhole || (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256))
        throw refuse(`${file} is damaged`)
      return parseBounded(bytes, refuse)
    },
  }
}

function parseManifest(json: unknown, { name, refuse }: { name: string; refuse: Refuse }): Manifest {
  const head = z.object({ format: z.literal(PACKAGE_FORMAT), version: z.number().int() }).safeParse(json)
  if (!head.success) throw refuse('it does not say that it is a Sceneloom package')
  if (head.data.version > PACKAGE_VERSION) throw new AppError('package_newer', { name })
  const manifest = Manifest.safeParse(json)
  if (!manifest.success)
    throw refuse(`its list of contents does not fit (${manifest.error.issues[0]?.path.join('.')})`)
  return manifest.data
}

/** Everything that is listed is there, as long as it is said to be, and nothing else is. */
function requireComplete(
  manifest: Manifest,
  entries: ReadonlyMap<string, PackedEntry>,
  refuse: Refuse,
): void {
  const files = new Map([
    ...manifest.workflows.map(({ file, size }) => [file, size] as const),
    ...manifest.blobs.map(({ sha256, size }) => [blobFile(sha256), size] as const),
  ])
  if (files.size !== manifest.workflows.length + manifest.blobs.length)
    throw refuse('a file is listed in it twice')
  if (files.size + 1 !== entries.size) throw refuse('it holds other files than it lists')
  for (const [file, size] of files)
    if (entries.get(file)?.sizeBytes !== size)
      throw refuse('a file that it lists is missing or of another size')

  requireOnce(
    manifest.media.map(({ id }) => id),
    refuse,
  )
  const blobs = new Map(manifest.blobs.map(({ sha256, size }) => [sha256, size]))
  for (const { id, blob, sizeBytes } of manifest.media) {
    const size = blobs.get(blob)
    if (size === undefined || (blob === id && size !== sizeBytes))
      throw refuse('a file that it tells of is not in it')
  }
  const told = new Set(manifest.media.map(({ blob }) => blob))
  if (told.size !== blobs.size) throw refuse('there is a file in it that it tells nothing of')
  const bytes = manifest.blobs.reduce((sum, { size }) => sum + size, 0)
  if (bytes !== manifest.totals.bytes) throw refuse('its files are not as long as it says')
}

function requireOnce(ids: readonly string[], refuse: Refuse): void {
  if (new Set(ids).size !== ids.length) throw refuse('it lists something twice')
}

function readWorkflow(json: unknown, refuse: Refuse): ReadWorkflow {
  const parsed = PackedWorkflow.safeParse(json)
  if (!parsed.success)
    throw refuse(`a workflow in it does not fit (${parsed.error.issues[0]?.path.join('.')})`)
  try {
    return { ...parsed.data, document: parseDocument(parsed.data.document, parsed.data.name) }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'workflow_unreadable') throw error
    throw refuse(`a workflow in it cannot be read: ${error.details['reason']}`, error)
  }
}

/** A run of bytes, read like a file. Its checksum is followed while it is read from the beginning to its end. */
function partOf(
  source: Source,
  { entry, name, refuse }: { entry: PackedEntry; name: string; refuse: Refuse },
): Source {
  let sum = 0
  let summed = 0
  return {
    path: source.path,
    name,
    sizeBytes: entry.sizeBytes,
    async read(buffer, position) {
      const length = Math.min(buffer.length, entry.sizeBytes - position)
      if (length <= 0) return 0
      const target = buffer.subarray(0, length)
      const count = await source.read(target, entry.start + position)
      if (position === summed) {
        sum = crc32(target.subarray(0, count), sum)
        summed += count
      }
      return count
    },
    async assertUnchanged() {
      await source.assertUnchanged()
      if (summed === entry.sizeBytes && sum !== entry.crc32) throw refuse(`${name} is damaged in it`)
    },
    close: async () => {},
  }
}
