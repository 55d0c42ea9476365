import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../nodes/errors.ts'
import { atMost } from './at-most.ts'
import type { StoredMedia } from './db/media.ts'
import type { Engine } from './ffmpeg/engine.ts'
import { inputGuards } from './ffmpeg/probe.ts'
import type { Probe } from './ffmpeg/probe.ts'
import { runFfmpeg } from './ffmpeg/run.ts'
import { isDark, shrinkPicture } from './poster-picture.ts'

export interface PosterParts {
  readonly folder: string
  readonly tempFolder: string
  readonly engine: () => Promise<Engine>
}

export interface Posters {
  /** The path of the small JPEG for a card, made if it is not there; undefined if there is nothing to show. */
  of(media: StoredMedia, path: string | undefined): Promise<string | undefined>
  /** Keeps the poster of a picture that is on its way in. */
  put(id: string, jpeg: Uint8Array): Promise<void>
}

const LIMIT_MS = 20_000

/** posters/ can be deleted at any time: what is missing is made again when it is asked for. */
export function createPosters({ folder, tempFolder, engine }: PosterParts): Posters {
  const posters = join(folder, 'posters')
  const inTurn = atMost(2)
  const making = new Map<string, Promise<string | undefined>>()
  /** Asking again for a file that could not be read would only keep the machine busy. */
  const hopeless = new Set<string>()
  const placeOf = (id: string) => join(posters, `${id}.jpg`)

  async function keep(id: string, make: (temp: string) => Promise<void>): Promise<string> {
    const temp = join(tempFolder, `${randomUUID()}.jpg`)
    try {
      await make(temp)
      await mkdir(posters, { recursive: true, mode: 0o700 })
      await rename(temp, placeOf(id))
      return placeOf(id)
    } finally {
      await rm(temp, { force: true })
    }
  }

  const save = (id: string, jpeg: Uint8Array) => keep(id, (temp) => writeFile(temp, jpeg, { mode: 0o600 }))

  async function make(media: StoredMedia, path: string): Promise<string | undefined> {
    try {
      if (media.kind === 'image') {
        return await save(media.id, await shrinkPicture(path))
      }
      const found = await engine()
      return await keep(media.id, (temp) => frameOf(media.metadata as Probe, { path, temp, engine: found }))
    } catch (error) {
      const comesBack = error instanceof AppError && /^(ffmpeg_|disk_full)/.test(error.code)
      if (!comesBack) hopeless.add(media.id)
      return undefined
    }
  }

  return {
    async put(id, jpeg) {
      // It can be made again, so it stands in nobody's way.
      await save(id, jpeg).catch(() => {})
    },
    async of(media, path) {
      if (await isFilled(placeOf(media.id))) return placeOf(media.id)
      if (path === undefined || media.kind === 'audio' || hopeless.has(media.id)) return undefined
      const started = making.get(media.id) ?? inTurn(() => make(media, path))
      making.set(media.id, started)
      return started.finally(() => making.delete(media.id))
    },
  }
}

/** A tenth in, where most clips have begun; later ones if that is still black, and the very first as a last resort. */
const moments = [0.1, 0.35, 0.6, 0]

async function frameOf(
  probe: Probe,
  { path, temp, engine }: { path: string; temp: string; engine: Engine },
): Promise<void> {
  for (const moment of moments) {
    const seconds = probe.durationSeconds * moment
    await takeFrame({ probe, seconds, path, temp, engine }).catch((error: unknown) => {
      // Damaged there, perhaps not elsewhere.
      if (!(error instanceof AppError && error.code === 'encode_unfinished')) throw error
    })
    if ((await isFilled(temp)) && (moment === 0 || !(await isDark(temp)))) return
  }
  throw new AppError('encode_unfinished', { what: 'the poster' })
}

interface Frame {
  readonly probe: Probe
  readonly seconds: number
  readonly path: string
  readonly temp: string
  readonly engine: Engine
}

function takeFrame({ probe, seconds, path, temp, engine }: Frame): Promise<void> {
  const square = 'scale=trunc(iw*sar):ih,setsar=1'
  const fit = "scale='min(640,iw)':'min(640,ih)':force_original_aspect_ratio=decrease"
  return runFfmpeg(engine, {
    what: 'the poster',
    inputs: [{ source: path, options: ['-ss', seconds.toFixed(3), ...inputGuards(probe.format)] }],
    // V leaves cover art out. The mjpeg muxer, unlike image2, takes a "%d" in a folder's name as it is.
    options: [
      '-map',
      '0:V:0',
      '-frames:v',
      '1',
      '-vf',
      `${square},${fit}`,
      '-q:v',
      '4',
      '-c:v',
      'mjpeg',
      '-f',
      'mjpeg',
    ],
    output: temp,
    signal: AbortSignal.timeout(LIMIT_MS),
  })
}

async function isFilled(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size > 0
  } catch {
    return false
  }
}
