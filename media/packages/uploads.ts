import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isAbsolute, resolve } from 'node:path'
import type { PackageSource } from '../../nodes/contract/moving.ts'
import { AppError } from '../../nodes/errors.ts'
import { fromWriteError } from '../files/file-error.ts'
import { openWorkFolder, type WorkFolder } from '../runs/work-folder.ts'
import type { PackageFile } from './import-package.ts'

export type Uploads = ReturnType<typeof createUploads>

/** Somebody who has looked at one package looks at the next; nobody keeps more open. */
const MOST_KEPT = 3

interface Upload extends PackageFile {
  readonly room?: WorkFolder
}

/** Packages that a window holds out: it names each by an id and never learns where it lies. */
export function createUploads(dataFolder: string) {
  const uploads = new Map<string, Upload>()

  function keep(upload: Upload): { upload: string } {
    const id = randomUUID()
    uploads.set(id, upload)
    for (const old of [...uploads.keys()].slice(0, -MOST_KEPT)) forget(old)
    return { upload: id }
  }
  function forget(id: string): void {
    uploads.get(id)?.room?.sweep()
    uploads.delete(id)
  }

  return {
    /** A file on this machine that the person dropped or picked. */
    offer: (path: string) => keep({ path, name: basename(path) }),
    /** Bytes that arrive; kept beside the library until they are let in, or the next ones come. */
    async receive(name: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal) {
      const room = openWorkFolder(dataFolder)
      const path = room.file('sceneloom')
      try {
        await pipeline(Readable.from(body), createWriteStream(path, { mode: 0o600 }), { signal })
        return keep({ path, name: basename(name), room })
      } catch (error) {
        room.sweep()
        throw fromWriteError(error, { what: name, folder: dataFolder })
      }
    },
    find(source: PackageSource): PackageFile {
      if ('path' in source) {
        if (!isAbsolute(source.path))
          throw new AppError('invalid_input', { reason: `${source.path} is not a whole path` })
        return { path: resolve(source.path), name: basename(source.path) }
      }
      const upload = uploads.get(source.upload)
      if (!upload) throw new AppError('not_found', { what: 'This package' })
      return upload
    },
    /** Of one that was let in. */
    done(source: PackageSource): void {
      if ('upload' in source) forget(source.upload)
    },
    close(): void {
      for (const id of uploads.keys()) forget(id)
    },
  }
}
