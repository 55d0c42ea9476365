import { atMost } from '../at-most.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { fromReadError } from '../files/file-error.ts'
import type { FilmClip } from '../stitch/film.ts'
import { type ClipSource, inspectFilmClip } from '../stitch/inspect.ts'
import { type FileStamp, stampOf } from '../stitch/stamp.ts'

/** A clip of a film, with the place of its file and what tells whether it is still the one that was measured. */
export interface InspectedClip extends FilmClip {
  readonly path: string
  readonly stamp: FileStamp
}

export type Clips = ReturnType<typeof createClips>

/** An hour of 30 fps with its sound is 280 000 samples, at about 30 bytes each. */
const MOST_SAMPLES = 4_000_000
/** A film may have hundreds of clips: each is an open file while it is measured, and some are a program. */
const AT_ONCE = 4
/** What an entry takes beside its samples. */
const ENTRY = 500

interface Entry {
  readonly stamp: FileStamp
  readonly clip: Promise<FilmClip>
  readonly weight: number
}

/**
 * What was measured of clips, kept in memory: a plan is made at every keystroke. A file that was touched since is
 * measured again; what was not asked for longest is forgotten first.
 */
export function createClips({ engine }: { readonly engine: () => Promise<Engine> }) {
  const entries = new Map<string, Entry>()
  const turn = atMost(AT_ONCE)
  let total = 0

  const forget = (id: string) => {
    total -= entries.get(id)?.weight ?? 0
    entries.delete(id)
  }
  const remember = (id: string, entry: Entry) => {
    forget(id)
    entries.set(id, entry)
    total += entry.weight
    for (const oldest of entries.keys()) {
      if (total <= MOST_SAMPLES || oldest === id) break
      forget(oldest)
    }
  }
  /** What it takes is known when it is measured; what cannot be measured is not kept. */
  const settle = async (id: string, entry: Entry) => {
    try {
      const weight = ENTRY + samplesOf(await entry.clip)
      if (entries.get(id) === entry) remember(id, { ...entry, weight })
    } catch {
      if (entries.get(id) === entry) forget(id)
    }
  }
  const measure = (source: ClipSource, stamp: FileStamp): Entry => {
    const clip = turn(() => inspectFilmClip(source, { engine }))
    const entry: Entry = { stamp, clip, weight: ENTRY }
    void settle(source.id, entry)
    return entry
  }

  return {
    async of(source: ClipSource): Promise<InspectedClip> {
      const stamp = await readStamp(source)
      const known = entries.get(source.id)
      const entry = known?.stamp === stamp ? known : measure(source, stamp)
      remember(source.id, entry)
      const { facts, ...clip } = await entry.clip
      // A name is the person's own and may have changed since.
      return { ...clip, facts: { ...facts, name: source.name }, path: source.path, stamp }
    },
  }
}

async function readStamp({ path, name }: ClipSource): Promise<FileStamp> {
  try {
    return await stampOf(path)
  } catch (error) {
    throw fromReadError(error, name)
  }
}

function samplesOf({ clip }: FilmClip): number {
  const { video, audio } = clip?.joinable ?? {}
  return (video?.track.samples.count ?? 0) + (audio?.track.samples.count ?? 0)
}
