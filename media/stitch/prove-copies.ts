import { type FileHandle, open } from 'node:fs/promises'
import type { Rational } from '../../nodes/cut/rational.ts'
import type { SampleTable } from '../mp4/samples.ts'
import { flowSound } from '../mp4/sound-flow.ts'
import type { Assembly } from './film-parts.ts'

/** A film as its own index has it. */
export interface ProvenFilm {
  readonly path: string
  readonly pictures: SampleTable
  readonly sound?: SampleTable | undefined
  readonly fps: Rational
}

/**
 * Whether every copied picture and packet of a film lies where the film's index says, to the byte. A film is written
 * in straight runs, so a run is right when its first and its last sample are: those are compared with the clips'
 * own. What is the same bytes under the same settings need not be decoded again. Answers what is wrong, in words.
 */
export async function proveCopies(film: ProvenFilm, assembly: Assembly): Promise<string | undefined> {
  const handle = await open(film.path)
  try {
    const pictures = { handle, samples: film.pictures, what: 'picture' } as const
    const problem = await compareTrack(pictures, copiedPictures(assembly), assembly)
    if (problem !== undefined || !film.sound) return problem
    const sound = { handle, samples: film.sound, what: 'packet' } as const
    return await compareTrack(sound, copiedSound(film, assembly), assembly)
  } finally {
    await handle.close()
  }
}

interface FilmTrack {
  readonly handle: FileHandle
  readonly samples: SampleTable
  /** What its samples are called. */
  readonly what: 'picture' | 'packet'
}

/** Samples of a track of the film that follow each other; from no file where they are silence. */
interface Copied {
  readonly from?: { readonly file: number; readonly samples: SampleTable } | undefined
  readonly first: number
  readonly count: number
}

function copiedPictures({ parts }: Assembly): Copied[] {
  return parts.pictures.map(({ file, video, first, samples: count }) => ({
    from: { file, samples: video.track.samples },
    first,
    count,
  }))
}

function copiedSound({ fps, pictures }: ProvenFilm, { parts }: Assembly): Copied[] {
  const flow = parts.sound && flowSound(parts.sound, { fps, frames: pictures.count })
  return (flow?.stretches ?? []).map(({ source, first, count }) => ({
    from: source && { file: source.file, samples: source.audio.track.samples },
    first,
    count,
  }))
}

async function compareTrack(
  film: FilmTrack,
  copied: readonly Copied[],
  { files }: Assembly,
): Promise<string | undefined> {
  let at = 0
  for (const { from, first, count } of copied) {
    const clip = from && { samples: from.samples, first, count }
    const problem = clip && (await compareRuns({ ...film, first: at }, files[from.file]!.path, clip))
    if (problem) return problem
    at += count
  }
  return at === film.samples.count
    ? undefined
    : `its index lists ${film.samples.count} of ${at} ${film.what}s`
}

interface Place {
  readonly samples: SampleTable
  readonly first: number
}

async function compareRuns(
  film: Place & FilmTrack,
  path: string,
  clip: Place & { readonly count: number },
): Promise<string | undefined> {
  const ends = runEnds(film, clip)
  if (!ends) return `its index lists ${film.what}s of another size`
  const source = await open(path)
  try {
    for (const sample of ends) {
      const size = clip.samples.sizes[clip.first + sample]!
      // Parameter sets may have been put in front; the sample itself is the rest.
      const end = film.samples.offsets[film.first + sample]! + film.samples.sizes[film.first + sample]!
      const bytes = Math.min(size, MOST_BYTES)
      const [copied, own] = await Promise.all([
        readBytes(film.handle, end - bytes, bytes),
        readBytes(source, clip.samples.offsets[clip.first + sample]! + size - bytes, bytes),
      ])
      if (copied.length < bytes || !copied.equals(own))
        return `a copied ${film.what} is not where its index says`
    }
    return undefined
  } finally {
    await source.close()
  }
}

/** No two samples end alike for so long. */
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
