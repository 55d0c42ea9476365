import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { atMost } from '../at-most.ts'

export interface KeptParts {
  /** Can be deleted at any time: what is missing is made again when it is asked for. */
  readonly folder: string
  readonly tempFolder: string
}

export interface Kept {
  /** The path of the JPEG, made if it is not there; undefined where none can be made, or nothing can make one now. */
  of(id: string, make: ((temp: string) => Promise<void>) | undefined): Promise<string | undefined>
  put(id: string, make: (temp: string) => Promise<void>): Promise<string>
}

/** Small pictures that stand for media, one file each by media id, made when somebody first looks. */
export function keepRenditions({ folder, tempFolder }: KeptParts): Kept {
  const inTurn = atMost(2)
  const making = new Map<string, Promise<string | undefined>>()
  /** Asking again for a file that could not be read would only keep the machine busy. */
  const hopeless = new Set<string>()
  const placeOf = (id: string) => join(folder, `${id}.jpg`)

  async function put(id: string, make: (temp: string) => Promise<void>): Promise<string> {
    const temp = join(tempFolder, `${randomUUID()}.jpg`)
    try {
      await make(temp)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await rename(temp, placeOf(id))
      return placeOf(id)
    } finally {
      await rm(temp, { force: true })
    }
  }

  async function attempt(id: string, make: (temp: string) => Promise<void>): Promise<string | undefined> {
    try {
      return await put(id, make)
    } catch (error) {
      const comesBack = error instanceof AppError && /^(ffmpeg_|disk_full)/.test(error.code)
      if (!comesBack) hopeless.add(id)
      return undefined
    }
  }

  return {
    put,
    async of(id, make) {
      if (await isFilled(placeOf(id))) return placeOf(id)
      if (!make || hopeless.has(id)) return undefined
      const started = making.get(id) ?? inTurn(() => attempt(id, make))
      making.set(id, started)
      return started.finally(() => making.delete(id))
    },
  }
}

export async function isFilled(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size > 0
  } catch {
    return false
  }
}
