import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'

/** Whether a file is really in that folder or below it, by whatever links either was named. */
export async function liesWithin(folder: string, path: string): Promise<boolean> {
  const [outer, inner] = await Promise.all([realpath(folder), realpath(path)])
  const way = relative(outer, inner)
  return !isAbsolute(way) && way.split(sep)[0] !== '..'
}
