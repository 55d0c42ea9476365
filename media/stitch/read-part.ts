import { AppError } from '../../nodes/errors.ts'
import { freeBytes } from '../files/free-bytes.ts'
import { type Mp4, readMp4 } from '../mp4/read.ts'

/** Less than this is taken by the next block that anybody writes. */
const FULL_BYTES = 1024 ** 2

/**
 * The index of a file that ffmpeg just made for us. It says that it is done although the last of it found no room on
 * the disk; nobody is to be told to import such a file again.
 */
export async function readPart(path: string, what: string): Promise<Mp4> {
  try {
    return await readMp4(path)
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    const code = (await freeBytes(path)) < FULL_BYTES ? 'disk_full' : 'encode_unfinished'
    throw new AppError(code, { what }, { message: cause.message, cause })
  }
}
