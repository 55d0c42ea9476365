import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { AppError } from '../../nodes/errors.ts'
import { blobFile } from './format.ts'
import type { Blob, Composed } from './compose.ts'

const BLOCK_BYTES = 512 * 1024

/** Nothing of the day on which it is written: zip counts from the beginning of 1980. */
const entryOptions = {
  compress: false,
  mtime: new Date(1980, 0, 1),
  mode: 0o100644,
  forceDosTimestamp: true,
} as const

export interface WriteOptions {
  readonly signal: AbortSignal
  onProgress(fraction: number): void
}

/**
 * Writes a package to a new file. Every file is hashed while it goes in; answers the media that is not what its id
 * says any more, in which case what was written is of no use.
 */
export async function writePackage(
  output: string,
  { texts, blobs }: Composed,
  { signal, onProgress }: WriteOptions,
): Promise<string | undefined> {
  const total = blobs.reduce((sum, { size }) => sum + size, 0)
  const state: { done: number; changed?: string; open?: Readable } = { done: 0 }
  const zip = new ZipFile()
  // Its types promise less than the stream that it is.
  const written = zip.outputStream as Readable
  const fail = (error: unknown) => void written.destroy(error as Error)
  zip.on('error', fail)
  for (const { file, bytes } of texts) zip.addBuffer(bytes, file, entryOptions)
  for (const blob of blobs) {
    zip.addReadStreamLazy(blobFile(blob.sha256), { ...entryOptions, size: blob.size }, (give) => {
      state.open = readChecked(blob, {
        onBytes: (length) => onProgress((state.done += length) / total),
        onChanged: () => (state.changed = blob.mediaId),
      }).on('error', fail)
      give(null, state.open)
    })
  }
  zip.end()
  try {
    await pipeline(written, createWriteStream(output, { flags: 'wx', mode: 0o600 }), { signal })
  } catch (error) {
    if (state.changed === undefined)
      throw signal.aborted ? new AppError('stopped', {}, { cause: error }) : error
  } finally {
    state.open?.destroy()
  }
  return state.changed
}

/** The bytes of a file, which fail at their end when they are not those that its name promises. */
function readChecked(
  { sha256, size, path }: Blob,
  { onBytes, onChanged }: { onBytes(length: number): void; onChanged(): void },
): Readable {
  const hash = createHash('sha256')
  let length = 0
  const check = new Transform({
    highWaterMark: BLOCK_BYTES,
    transform(block: Buffer, _encoding, done) {
      hash.update(block)
      length += block.length
      onBytes(block.length)
      done(null, block)
    },
    flush(done) {
      if (length === size && hash.digest('hex') === sha256) return done()
      onChanged()
      done(new Error(`${sha256} has changed`))
    },
  })
  // A file that is gone by now is one that changed.
  const file = createReadStream(path, { highWaterMark: BLOCK_BYTES }).on('error', (error) => {
    onChanged()
    check.destroy(error)
  })
  check.on('close', () => file.destroy())
  return file.pipe(check)
}
