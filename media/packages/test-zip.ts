import { createHash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'

/** One file of a zip, with every lie that can be told about it. */
export interface ZipEntry {
  readonly name: string | Buffer
  readonly bytes: Buffer
  readonly method?: number
  readonly flags?: number
  readonly crc?: number
  /** What the list says, what stands before the file; its real ones unless told. */
  readonly listed?: Partial<Sizes>
  readonly local?: Partial<Sizes>
  readonly localName?: string | Buffer
  readonly attributes?: number
  readonly extra?: Buffer
  readonly localExtra?: Buffer
  readonly comment?: string
  /** Of its local header, as the list says. */
  readonly offset?: number
  /** The list names it; its bytes are those of another. */
  readonly onlyListed?: true
  readonly disk?: number
}

interface Sizes {
  readonly packed: number
  readonly unpacked: number
}

export interface ZipEnd {
  readonly entries?: number
  readonly listOffset?: number
  readonly listSize?: number
  readonly comment?: Buffer
  readonly disk?: number
  readonly before?: Buffer
  readonly between?: Buffer
  readonly after?: Buffer
  /** Puts the large form before the end. */
  readonly large?: {
    readonly entries?: bigint
    readonly offset?: bigint
    readonly at?: bigint
    readonly disk?: number
  }
}

const REGULAR = 0o100644 << 16

/** A zip by hand: nothing in it is checked, so that it can say anything. */
export function zipOf(entries: readonly ZipEntry[], end: ZipEnd = {}): Buffer {
  const parts: Buffer[] = [end.before ?? Buffer.alloc(0)]
  let at = parts[0]!.length
  const listed = entries.map((entry) => {
    const offset = at
    if (entry.onlyListed === undefined) {
      const bytes = Buffer.concat([localHeader(entry), packed(entry)])
      parts.push(bytes)
      at += bytes.length
    }
    return listRow(entry, entry.offset ?? offset)
  })
  if (end.between) parts.push(end.between)
  at += end.between?.length ?? 0
  const list = Buffer.concat(listed)
  const large = end.large
    ? largeEnd({ entries: entries.length, offset: at, size: list.length, end })
    : Buffer.alloc(0)
  const last = Buffer.alloc(22)
  last.writeUInt32LE(0x06054b50, 0)
  last.writeUInt16LE(end.disk ?? 0, 4)
  last.writeUInt16LE(end.entries ?? entries.length, 8)
  last.writeUInt16LE(end.entries ?? entries.length, 10)
  last.writeUInt32LE(end.listSize ?? list.length, 12)
  last.writeUInt32LE(end.listOffset ?? at, 16)
  last.writeUInt16LE(end.comment?.length ?? 0, 20)
  return Buffer.concat([
    ...parts,
    list,
    large,
    last,
    end.comment ?? Buffer.alloc(0),
    end.after ?? Buffer.alloc(0),
  ])
}

function packed({ bytes, method }: ZipEntry): Buffer {
  return method === 8 ? deflateRawSync(bytes) : bytes
}

function sizes(entry: ZipEntry, told: Partial<Sizes> = {}): Sizes {
  return { packed: packed(entry).length, unpacked: entry.bytes.length, ...told }
}

function localHeader(entry: ZipEntry): Buffer {
  const name = Buffer.from(entry.localName ?? entry.name)
  const extra = entry.localExtra ?? Buffer.alloc(0)
  const { packed: packedSize, unpacked } = sizes(entry, entry.local)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(entry.flags ?? 0x800, 6)
  head.writeUInt16LE(entry.method ?? 0, 8)
  head.writeUInt32LE(entry.crc ?? crc32(entry.bytes), 14)
  head.writeUInt32LE(packedSize, 18)
  head.writeUInt32LE(unpacked, 22)
  head.writeUInt16LE(name.length, 26)
  head.writeUInt16LE(extra.length, 28)
  return Buffer.concat([head, name, extra])
}

function listRow(entry: ZipEntry, offset: number): Buffer {
  const [name, comment] = [Buffer.from(entry.name), Buffer.from(entry.comment ?? '')]
  const extra = entry.extra ?? Buffer.alloc(0)
  const { packed: packedSize, unpacked } = sizes(entry, entry.listed)
  const row = Buffer.alloc(46)
  row.writeUInt32LE(0x02014b50, 0)
  row.writeUInt16LE((3 << 8) | 63, 4)
  row.writeUInt16LE(20, 6)
  row.writeUInt16LE(entry.flags ?? 0x800, 8)
  row.writeUInt16LE(entry.method ?? 0, 10)
  row.writeUInt32LE(entry.crc ?? crc32(entry.bytes), 16)
  row.writeUInt32LE(packedSize, 20)
  row.writeUInt32LE(unpacked, 24)
  row.writeUInt16LE(name.length, 28)
  row.writeUInt16LE(extra.length, 30)
  row.writeUInt16LE(comment.length, 32)
  row.writeUInt16LE(entry.disk ?? 0, 34)
  row.writeUInt32LE((entry.attributes ?? REGULAR) >>> 0, 38)
  row.writeUInt32LE(offset, 42)
  return Buffer.concat([row, name, extra, comment])
}

function largeEnd(told: { entries: number; offset: number; size: number; end: ZipEnd }): Buffer {
  const large = told.end.large!
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt32LE(large.disk ?? 0, 16)
  record.writeBigUInt64LE(large.entries ?? BigInt(told.entries), 24)
  record.writeBigUInt64LE(large.entries ?? BigInt(told.entries), 32)
  record.writeBigUInt64LE(BigInt(told.size), 40)
  record.writeBigUInt64LE(large.offset ?? BigInt(told.offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(large.at ?? BigInt(told.offset + told.size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator])
}

export interface Draft {
  readonly manifest: Record<string, unknown>
  readonly workflow: Record<string, unknown>
  readonly blobs: readonly Buffer[]
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const blobName = (hash: string) => `blobs/${hash.slice(0, 2)}/${hash}`

export const blobEntry = (bytes: Buffer): ZipEntry => ({ name: blobName(sha256(bytes)), bytes })

/** The files of a package whose lists fit its content, whatever that content is. */
export function entriesOf({ manifest, workflow, blobs }: Draft): ZipEntry[] {
  const text = Buffer.from(JSON.stringify(workflow))
  const listed = {
    workflows: [{ file: 'workflow.json', sha256: sha256(text), size: text.length }],
    blobs: blobs.map((bytes) => ({ sha256: sha256(bytes), size: bytes.length })),
    ...manifest,
  }
  return [
    { name: 'manifest.json', bytes: Buffer.from(JSON.stringify(listed)) },
    { name: 'workflow.json', bytes: text },
    ...blobs.map(blobEntry),
  ]
}

/** A package that is as it should be, to be spoiled. */
export function goodDraft(clip: Buffer): Draft {
  const id = sha256(clip)
  const signature = '{"inputs":{},"params":{},"type":"text-to-video","version":1}'
  const node = { id: 'n', type: 'text-to-video', version: 1, title: '', position: { x: 0, y: 0 }, params: {} }
  return {
    blobs: [clip],
    manifest: {
      format: 'sceneloom-package',
      version: 1,
      app: 'test',
      name: 'Rain',
      madeAt: 5,
      takes: 'all',
      totals: { workflows: 1, media: 1, files: 1, bytes: clip.length, usd: 0 },
      media: [mediaOf(id, clip.length)],
      leftOut: [],
      fonts: [],
    },
    workflow: {
      id: 'w',
      name: 'Rain',
      description: '',
      status: 'draft',
      createdAt: 1,
      updatedAt: 2,
      document: { format: 'sceneloom-workflow', version: 1, nodes: [node], connections: [] },
      takes: [
        {
          nodeId: 'n',
          nodeType: 'text-to-video',
          role: 'output',
          mediaId: id,
          number: 1,
          variation: 0,
          signature,
          createdAt: 1,
          activatedAt: 1,
        },
      ],
    },
  }
}

export function mediaOf(id: string, sizeBytes: number) {
  const about = { name: 'clip.mp4', sourceType: 'generated', createdAt: 1, favourite: false, tags: [] }
  return { id, blob: id, kind: 'video', sizeBytes, ...about }
}
