import { open } from 'node:fs/promises'
import { FRAME_BYTES, type PcmStream } from './pcm.ts'
import { toFloats } from './read-pcm.ts'

const PIECE_BYTES = 16_384 * FRAME_BYTES

/** Writes sound as it is to a file of ours, for what must hear all of it before it can begin. */
export async function writeSpool(stream: PcmStream, path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const pcm of stream) {
      await file.appendFile(Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength))
    }
  } finally {
    await file.close()
  }
}

export async function* readSpool(path: string): PcmStream {
  const file = await open(path, 'r')
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafeSlow(PIECE_BYTES)
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES)
      if (bytesRead === 0) return
      yield toFloats(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}
