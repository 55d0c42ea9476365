import { stat } from 'node:fs/promises'

/** Differs as soon as anybody wrote to the file or put another in its place. */
export type FileStamp = string

export async function stampOf(path: string): Promise<FileStamp> {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true })
  return `${ino}-${size}-${mtimeNs}`
}

export async function isStamped(path: string, stamp: FileStamp): Promise<boolean> {
  return (await stampOf(path)) === stamp
}
