import { type FileHandle, open } from 'node:fs/promises'
import type { SampleTable } from '../mp4/samples.ts'
import type { Assembly } from './film-parts.ts'

/**
 * Whether every copied picture of a film lies where the film's index says, to the byte. A film is written in
 * straight runs, so a run is right when its first and its last sample are: those are compared with the clips'
 * own. What is the same bytes under the same settings need not be decoded again. Answers what is wrong, in words.
 */
export async function proveCopies(
  film: { readonly path: string; readonly samples: SampleTable },
  { parts, files }: Assembly,
): Promise<string | undefined> {
  const handle = await open(film.path)
  try {
    let at = 0
    for (const { file, video, first, samples } of parts.pictures) {
      const own = { samples: video.track.samples, first }
      const problem = await compareRuns({ handle, samples: film.samples, first: at }, files[file]!.path, {
        ...own,
        count: samples,
      })
      if (problem) return problem
      at += samples
    }
    return at === film.samples.count ? undefined : `its index lists ${film.samples.count} of ${at} pictures`
  } finally {
    await handle.close()
  }
}

interface Place {
  readonly samples: SampleTable
  readonly first: number
}

async function compareRuns(
  film: Place & { readonly handle: FileHandle },
  path: string,
  clip: Place & { readonly count: number },
): Promise<string | undefined> {
  const ends = runEnds(film, clip)
  if (!ends) return 'its index lists pictures of another size'
  const source = await open(path)
  try {
    for (const sample of ends) {
      const size = clip.samples.sizes[clip.first + sample]!
      // Parameter sets may have been put in front; the picture itself is the rest.
      const end = film.samples.offsets[film.first + sample]! + film.samples.sizes[film.first + sample]!
      const bytes = Math.min(size, MOST_BYTES)
      const [copied, own] = await Promise.all([
        readBytes(film.handle, end - bytes, bytes),
        readBytes(source, clip.samples.offsets[clip.first + sample]! + size - bytes, bytes),
      ])
      if (copied.length < bytes || !copied.equals(own)) return 'a copied picture is not where its index says'
    }
    return undefined
  } finally {
    await source.close()
  }
}

/** No two pictures end alike for so long. */
const MOST_BYTES = 256

/** The first and last sample of every straight run; undefined where the sizes differ by anything but a prefix. */
function runEnds(film: Place, clip: Place & { readonly count: number }): number[] | undefined {
  const ends: number[] = []
  let shift = NaN
  for (let i = 0; i < clip.count; i++) {
    const [size, copied] = [clip.samples.sizes[clip.first + i]!, film.samples.sizes[film.first + i] ?? 0]
    if (copied < size) return undefined
    const moved =
      film.samples.offsets[film.first + i]! + copied - (clip.samples.offsets[clip.first + i]! + size)
    if (moved !== shift) {
      if (i > 0) ends.push(i - 1)
      ends.push(i)
      shift = moved
    }
  }
  return [...ends, clip.count - 1]
}

async function readBytes(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, position)
  return bytes.subarray(0, bytesRead)
}
