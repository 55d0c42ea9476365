import { createHash } from 'node:crypto'
import { AppError } from '../../nodes/errors.ts'

export interface HashOptions {
  readonly read: (buffer: Uint8Array, position: number) => Promise<number>
  /** Gets the same bytes in the same pass; a block stays as it is until the promise settles. */
  readonly write?: ((block: Uint8Array, position: number) => Promise<void>) | undefined
  /** More is not read: a file that keeps growing would never end. */
  readonly atMostBytes: number
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: ((done: number) => void) | undefined
}

/** Four blocks in flight keep the disk and the hash busy together; larger ones fall out of the CPU's cache. */
const BLOCK_BYTES = 512 * 1024
const BLOCKS = 4

interface Slot {
  readonly buffer: Buffer
  written: Promise<void>
}

/** Fresh memory costs more than reading into it, so as many as were ever used at once are kept. */
const spare: Slot[][] = []

/** The SHA-256 of exactly the bytes that were read, and written where asked: nothing is read twice. */
export async function hashBlocks(options: HashOptions): Promise<{ hash: string; sizeBytes: number }> {
  const { read, write, atMostBytes, signal, onBytes } = options
  const hash = createHash('sha256')
  const slots = spare.pop() ?? createSlots()
  let sizeBytes = 0
  let reading = observed(read(slots[0]!.buffer, 0))
  try {
    for (let index = 0; ; index++) {
      const slot = slots[index % BLOCKS]!
      const bytesRead = await reading
      if (bytesRead === 0 || sizeBytes > atMostBytes) break
      if (signal?.aborted) throw new AppError('stopped')

      const block = slot.buffer.subarray(0, bytesRead)
      if (write) slot.written = observed(write(block, sizeBytes))
      sizeBytes += bytesRead
      const next = slots[(index + 1) % BLOCKS]!
      await next.written
      reading = observed(read(next.buffer, sizeBytes))
      hash.update(block)
      onBytes?.(sizeBytes)
    }
    await Promise.all(slots.map((slot) => slot.written))
  } finally {
    // Nothing may still use the files or a block when the caller closes them.
    await Promise.allSettled([reading, ...slots.map((slot) => slot.written)])
    for (const slot of slots) slot.written = Promise.resolve()
    spare.push(slots)
  }
  return { hash: hash.digest('hex'), sizeBytes }
}

function createSlots(): Slot[] {
  return Array.from({ length: BLOCKS }, () => ({
    buffer: Buffer.allocUnsafeSlow(BLOCK_BYTES),
    written: Promise.resolve(),
  }))
}

/** A failure is met where the promise is awaited; until then it must not count as unhandled. */
function observed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
