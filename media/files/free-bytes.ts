import { statfs } from 'node:fs/promises'

/** What may still be written on the disk of a file or folder. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}
