import type { FileHandle } from 'node:fs/promises'

/** Systems may take fewer bytes at once than they are given. */
export async function writeAll(file: FileHandle, block: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < block.length;) {
    const { bytesWritten } = await file.write(block, done, block.length - done, position + done)
    done += bytesWritten
  }
}
