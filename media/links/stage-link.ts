import { realpath } from 'node:fs/promises'
import { AppError } from '../../nodes/errors.ts'
import type { Source } from '../files/source.ts'
import { hashSource } from '../files/staging.ts'
import type { StageOptions } from '../files/staging.ts'
import type { Staged } from '../files/store.ts'
import { isSame, readStamp, type Stamp } from './stamp.ts'

/** A file that was read whole where it lies, and stays there. */
export interface LinkedFile extends Staged {
  readonly stamp: Stamp
}

export function isLinked(staged: Staged): staged is LinkedFile {
  return 'stamp' in staged
}

/** Read once, for its hash; nothing is written, neither here nor there. */
export async function stageLink(source: Source, options: StageOptions): Promise<LinkedFile> {
  const { name } = source
  // Where the bytes really are: a link that is turned elsewhere later must not turn with them.
  const path = await realpath(source.path)
  const stamp = await readStamp(path)
  const measured = await hashSource(source, options)
  const assertSame = async () => {
    const now = await readStamp(path)
    if (!stamp || !now || !isSame(stamp, now)) throw new AppError('file_changed', { name })
  }
  await assertSame()
  return {
    ...measured,
    stamp: stamp!,
    path,
    discard: async () => {},
    async commit(extension) {
      // It was inspected in the meantime.
      await assertSame()
      // Where it would be, so that a copy that is made one day finds its place, and its kind stays known.
      const filePath = `objects/${measured.hash.slice(0, 2)}/${measured.hash}.${extension}`
      return { filePath, existed: false }
    },
  }
}
