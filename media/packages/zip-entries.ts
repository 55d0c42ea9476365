import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { readAt, type Source } from '../files/source.ts'
import { ENTRY_NAME, MOST_ENTRIES } from './format.ts'
import type { Refuse } from './refusal.ts'

/** One file in a package: a run of its bytes, found where the package says and nowhere else. */
export interface PackedEntry {
  readonly name: string
  readonly sizeBytes: number
  readonly crc32: number
  /** Of its first byte in the package. */
  readonly start: number
}

const LOCAL_HEADER = 30
const LOCAL_SIGNATURE = 0x04034b50
const DESCRIPTOR_SIGNATURE = 0x08074b50
const END_BYTES = 22
const END_BYTES_64 = END_BYTES + 20 + 56
const HAS_DESCRIPTOR = 0x8
const IS_UTF8 = 0x800
const ZIP64_FIELD = 1
const REGULAR_FILE = 0o100000
const FILE_TYPE = 0o170000
const DOS_FOLDER = 0x10

/**
 * Everything that a package holds. The list at its end is compared with what stands before each file, and the files
 * must lie one behind the other from the first byte to that list: so there is nothing hidden between them, nothing
 * twice, and no size that is not there on the disk.
 */
export async function readEntries(source: Source, refuse: Refuse): Promise<Map<string, PackedEntry>> {
  const zip = await openList(source, refuse)
  if (zip.entryCount > MOST_ENTRIES) throw refuse('it has more files in it than a package can have')
  if (zip.comment !== '') throw refuse('there is something behind its end')
  // The place of the list now; where it ends, when all of it was read.
  const list = zip as ZipFile & { readonly readEntryCursor: unknown }
  const listStart = Number(list.readEntryCursor)
  const listed = await listEntries(zip, refuse)
  const end = Number(list.readEntryCursor)
  if (end !== source.sizeBytes - END_BYTES && end !== source.sizeBytes - END_BYTES_64)
    throw refuse('its list of files does not end where it should')

  const entries = new Map<string, PackedEntry>()
  let next = 0
  for (const entry of listed.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  )) {
    if (entry.relativeOffsetOfLocalHeader !== next) throw refuse('its files do not lie one behind the other')
    if (entries.has(entry.fileName)) throw refuse('a file is in it twice')
    const found = await readHeader(source, entry, refuse)
    entries.set(entry.fileName, found.entry)
    next = found.end
  }
  if (next !== listStart) throw refuse('there is something between its files and their list')
  return entries
}

async function openList(source: Source, refuse: Refuse): Promise<ZipFile> {
  // Abstract only in its types: what it is to read is given to it.
  const reader = Reflect.construct(RandomAccessReader, []) as RandomAccessReader
  reader.read = (...[buffer, offset, length, position, done]) => {
    const answer = done as (error: Error | null, bytesRead?: number) => void
    fill(source, buffer.subarray(offset, offset + length), position).then(
      (count) => answer(null, count),
      (error: Error) => answer(error),
    )
  }
  try {
    return await fromRandomAccessReaderPromise(reader, source.sizeBytes, {
      autoClose: false,
      lazyEntries: true,
      strictFileNames: true,
    })
  } catch (error) {
    throw refuse('it is not a whole package', error)
  }
}

async function fill(source: Source, buffer: Buffer, position: number): Promise<number> {
  if (!Number.isSafeInteger(position) || position < 0) return 0
  let done = 0
  while (done < buffer.length) {
    const count = await source.read(buffer.subarray(done), position + done)
    if (count === 0) break
    done += count
  }
  return done
}

async function listEntries(zip: ZipFile, refuse: Refuse): Promise<Entry[]> {
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    throw refuse('its list of files is damaged', error)
  }
  for (const entry of entries) {
    const problem = problemOf(entry)
    if (problem !== undefined) throw refuse(problem)
  }
  return entries
}

function problemOf(entry: Entry): string | undefined {
  if (!ENTRY_NAME.test(entry.fileName)) return 'there is something in it that belongs into no package'
  if ((entry.generalPurposeBitFlag & ~(HAS_DESCRIPTOR | IS_UTF8)) !== 0)
    return 'a file in it is locked or patched'
  if (entry.compressionMethod !== 0) return 'a file in it is squeezed, which no file of a package is'
  if (entry.compressedSize !== entry.uncompressedSize) return 'a file in it has two sizes'
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE
  if ((type !== 0 && type !== REGULAR_FILE) || entry.externalFileAttributes & DOS_FOLDER)
    return 'there is a link or a folder in it'
  if (entry.fileCommentLength > 0) return 'there is a remark in its list of files'
  // The large form of a size, where the small one is too small, and nothing else.
  if (
    entry.extraFields.some(({ id }) => id !== ZIP64_FIELD) ||
    entry.extraFields.length !== Number(isLarge(entry))
  )
    return 'its list of files says more than it should'
  if (![entry.relativeOffsetOfLocalHeader, entry.uncompressedSize].every(Number.isSafeInteger))
    return 'a file in it is larger than any disk'
  return undefined
}

/** What stands before and behind the bytes of a file must say the same as the list. */
async function readHeader(
  source: Source,
  entry: Entry,
  refuse: Refuse,
): Promise<{ entry: PackedEntry; end: number }> {
  const offset = entry.relativeOffsetOfLocalHeader
  const head = await readAt(source, offset, LOCAL_HEADER + entry.fileNameLength)
  const differs = () => refuse('a file in it is not what its list says')
  if (head.length < LOCAL_HEADER + entry.fileNameLength) throw refuse('a part of it is missing')
  const comesAfter = (entry.generalPurposeBitFlag & HAS_DESCRIPTOR) !== 0
  const expected = comesAfter ? [0, 0, 0] : [entry.crc32, entry.compressedSize, entry.uncompressedSize]
  if (
    head.readUInt32LE(0) !== LOCAL_SIGNATURE ||
    head.readUInt16LE(6) !== entry.generalPurposeBitFlag ||
    head.readUInt16LE(8) !== entry.compressionMethod ||
    expected.some((value, index) => head.readUInt32LE(14 + index * 4) !== value) ||
    head.readUInt16LE(26) !== entry.fileNameLength ||
    head.readUInt16LE(28) !== 0 ||
    !head.subarray(LOCAL_HEADER).equals(entry.fileNameRaw)
  )
    throw differs()

  const start = offset + head.length
  const dataEnd = start + entry.uncompressedSize
  if (dataEnd > source.sizeBytes) throw refuse('a part of it is missing')
  const found = { name: entry.fileName, sizeBytes: entry.uncompressedSize, crc32: entry.crc32, start }
  if (!comesAfter) return { entry: found, end: dataEnd }
  const length = await descriptorLength(source, dataEnd, entry)
  if (length === undefined) throw differs()
  return { entry: found, end: dataEnd + length }
}

/** What is said behind a file whose size was not known before it; 64 bits for the largest. */
async function descriptorLength(source: Source, at: number, entry: Entry): Promise<number | undefined> {
  const found = await readAt(source, at, 24)
  if (found.length < 16 || found.readUInt32LE(0) !== DESCRIPTOR_SIGNATURE) return undefined
  if (found.readUInt32LE(4) !== entry.crc32) return undefined
  const large = isLarge(entry)
  const sizes = large
    ? found.length < 24
      ? []
      : [Number(found.readBigUInt64LE(8)), Number(found.readBigUInt64LE(16))]
    : [found.readUInt32LE(8), found.readUInt32LE(12)]
  if (sizes.length === 0 || sizes.some((size) => size !== entry.uncompressedSize)) return undefined
  return large ? 24 : 16
}

function isLarge({ uncompressedSize, relativeOffsetOfLocalHeader }: Entry): boolean {
  return uncompressedSize >= 0xffffffff || relativeOffsetOfLocalHeader >= 0xffffffff
}
