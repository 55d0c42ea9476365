import { existsSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, parse } from 'node:path'

/** The folder that a file is in, or the nearest one around it that is there. */
export function nearestFolder(path: string, isThere: (folder: string) => boolean = existsSync): string {
  let folder = dirname(path)
  while (!isThere(folder) && folder !== parse(folder).root) folder = dirname(folder)
  return folder
}

/** Whole disks, a home, and where disks are mounted: nobody looks through those unasked. */
function isTooWide(folder: string): boolean {
  const wide = [parse(folder).root, homedir(), dirname(homedir()), tmpdir(), '/mnt', '/media', '/Volumes']
  return wide.includes(folder) || dirname(folder) === '/media'
}

/**
 * Where somebody who tidied up may have put a file: below its own folder, and then beside it. When the folder itself
 * is gone it was perhaps renamed; when more is gone, a disk is probably not plugged in.
 */
export function foldersNear(path: string): string[] {
  const own = dirname(path)
  const beside = dirname(own)
  return [own, beside, ...(existsSync(own) ? [] : [dirname(beside)])].filter(
    (folder) => existsSync(folder) && !isTooWide(folder),
  )
}
