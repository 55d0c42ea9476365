import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Sum {
  readonly files: number
  readonly bytes: number
}

interface Known extends Sum {
  readonly mtimeMs: number
  readonly folders: readonly string[]
}

/** So many files are asked for their size at once. */
const AT_ONCE = 64
/** A folder may change twice within one tick of its clock; one that rested so long has not. */
const RESTED_MS = 2_000

/**
 * How much lies in a folder. What was counted is kept for as long as the folder's own time stands still: files come
 * and go in the library by rename, which moves that time. Only folders in which files grow are counted anew.
 */
export function createFolderSums() {
  const known = new Map<string, Known>()

  async function count(folder: string): Promise<Known> {
    const found = await stat(folder).catch(() => undefined)
    if (!found?.isDirectory()) return { ...nothing, mtimeMs: 0, folders: [] }
    const kept = known.get(folder)
    if (kept?.mtimeMs === found.mtimeMs) return kept
    const counted = { mtimeMs: found.mtimeMs, ...(await countFiles(folder)) }
    if (Date.now() - found.mtimeMs > RESTED_MS) known.set(folder, counted)
    return counted
  }

  return async function sumOf(folder: string): Promise<Sum> {
    const { files, bytes, folders } = await count(folder)
    const below = await Promise.all(folders.map((name) => sumOf(join(folder, name))))
    return below.reduce(add, { files, bytes })
  }
}
export type FolderSums = ReturnType<typeof createFolderSums>

export const nothing: Sum = { files: 0, bytes: 0 }

export function add(a: Sum, b: Sum): Sum {
  return { files: a.files + b.files, bytes: a.bytes + b.bytes }
}

async function countFiles(folder: string): Promise<Sum & { readonly folders: readonly string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  let sum = nothing
  for (let start = 0; start < names.length; start += AT_ONCE) {
    const some = names.slice(start, start + AT_ONCE)
    for (const bytes of await Promise.all(some.map((name) => bytesOf(join(folder, name)))))
      if (bytes !== undefined) sum = add(sum, { files: 1, bytes })
  }
  return { ...sum, folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name) }
}

/** Undefined for one that went meanwhile. */
export async function bytesOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  )
}
