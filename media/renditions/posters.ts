import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import type { StoredMedia } from '../db/media.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import type { Probe } from '../ffmpeg/probe.ts'
import { runFfmpeg } from '../ffmpeg/run.ts'
import { isFilled, keepRenditions } from './kept.ts'
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

export function createPosters({ folder, tempFolder, engine }: PosterParts): Posters {
  const kept = keepRenditions({ folder: join(folder, 'posters'), tempFolder })
  return {
    async put(id, jpeg) {
      // It can be made again, so it stands in nobody's way.
      await kept.put(id, (temp) => writeFile(temp, jpeg, { mode: 0o600 })).catch(() => {})
    },
    async of(media, path) {
      const known = path !== undefined && media.kind !== 'audio'
      return kept.of(media.id, known ? (temp) => make(media, { path, temp, engine }) : undefined)
    },
  }
}

async function make(
  { kind, metadata }: StoredMedia,
  { path, temp, engine }: { path: string; temp: string; engine: () => Promise<Engine> },
): Promise<void> {
  if (kind === 'image') await writeFile(temp, await shrinkPicture(path), { mode: 0o600 })
  else await frameOf(metadata as Probe, { path, temp, engine: await engine() })
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
