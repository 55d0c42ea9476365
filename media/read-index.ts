import { AppError } from '../nodes/errors.ts'
import type { Source } from './files/source.ts'
import { readMatroska } from './mkv/read.ts'
import { type Mp4, readMp4 } from './mp4/read.ts'

/**
 * The index of a film in one of the containers that we read ourselves: in a hundredth of ffprobe's time, and it alone
 * tells a file that was cut off. Undefined where only ffmpeg's own parser may make sense of it.
 */
export async function readIndex(
  { path, name }: Pick<Source, 'path' | 'name'>,
  demuxer: string,
): Promise<Mp4 | undefined> {
  try {
    if (demuxer === 'mov') return await readMp4(path, name)
    return demuxer === 'matroska' ? await readMatroska(path, name) : undefined
  } catch (error) {
    if (error instanceof AppError && error.code === 'file_unreadable') return undefined
    throw error
  }
}
