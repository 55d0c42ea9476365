import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Sound } from '../../nodes/cut/cut.ts'
import { AppError } from '../../nodes/errors.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import { fromWriteError } from '../files/file-error.ts'
import { encodeSound } from './encode-sound.ts'
import { correct, evenOut } from './even-out.ts'
import type { LimiterSettings } from './limiter.ts'
import { counted, createMeters, heardBy, limit, type Metered } from './metered.ts'
import { type Mix, mixFilm, type MixJob } from './mix-film.ts'
import { PCM_OPTIONS, soundFrames } from './pcm.ts'
import { readPcm } from './read-pcm.ts'
import { readSpool } from './spool.ts'

export interface SoundJob extends MixJob {
  /** Absolute path of an .m4a; overwritten. What is put beside it on the way is gone at the end. */
  readonly output: string
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/** Absent where nothing is to be heard. */
export interface MadeSound {
  /** Integrated loudness of the shots as they come, in LUFS. */
  readonly before?: number | undefined
  /** The same of the film. */
  readonly after?: number | undefined
  /** The film's true peak in dBTP. */
  readonly peak?: number | undefined
}

/** Mixing takes about that part of the time, encoding the rest. */
const SHARE_OF_MIXING = 0.3

/** Makes the sound of a whole film: exactly as long as its picture, in the same memory for any length. */
export async function makeSound(job: SoundJob): Promise<MadeSound> {
  const sound = job.cut.sound ?? Sound.parse({})
  const mix = mixFilm(job, sound)
  try {
    const made = sound.loudness === 'even' ? await makeEven(job, sound, mix) : await makeAsIs(job, mix)
    return { before: mix.before() ?? made.loudness, after: made.loudness, peak: made.peak }
  } catch (error) {
    await rm(job.output, { force: true })
    if (job.signal?.aborted) throw new AppError('stopped')
    throw fromWriteError(error, { what: 'the sound of the film', folder: dirname(job.output) })
  } finally {
    await mix.stop()
  }
}

/** Hardly any film needs one. */
const MOST_CORRECTIONS = 3

async function makeEven(job: SoundJob, sound: Sound, mix: Mix): Promise<Metered> {
  const spool = `${job.output}.pcm`
  const report = (from: number, share: number) => (fraction: number) =>
    job.onProgress?.(from + share * fraction)
  const mixing = { frames: mix.frames, onProgress: report(0, SHARE_OF_MIXING) }
  const encoding = { frames: mix.frames, onProgress: report(SHARE_OF_MIXING, 1 - SHARE_OF_MIXING) }
  const encode = async (settings: LimiterSettings) => {
    await encodeSound(counted(limit(readSpool(spool), settings), encoding), job)
    return hearFile(job, mix.frames)
  }
  try {
    let settings = await evenOut(counted(mix.stream(), mixing), spool, sound)
    let made = await encode(settings)
    for (let again = 0; again < MOST_CORRECTIONS; again++) {
      const better = correct(settings, made, sound)
      if (!better) break
      settings = better
      made = await encode(settings)
    }
    return made
  } finally {
    await rm(spool, { force: true })
  }
}

/** Encoders pad the last packet. */
const PACKET_FRAMES = 1024

/** What is really in the file, for that is what will be played. */
async function hearFile({ engine, output, signal }: SoundJob, frames: number): Promise<Metered> {
  const what = 'the sound of the film'
  const meters = createMeters()
  const input = [...inputGuards('mov'), '-i', `file:${output}`]
  let heard = 0
  for await (const pcm of readPcm(engine, [...input, ...PCM_OPTIONS, 'pipe:1'], { what, signal })) {
    meters.push(pcm)
    heard += soundFrames(pcm)
  }
  if (heard < frames || heard >= frames + PACKET_FRAMES) {
    throw new AppError(
      'encode_unfinished',
      { what },
      { message: `${heard} of ${frames} samples were encoded` },
    )
  }
  return meters.read()
}

/** Nothing is changed but what would not fit: peaks above full scale. */
async function makeAsIs(job: SoundJob, mix: Mix): Promise<Metered> {
  const meters = createMeters()
  const whole = { frames: mix.frames, onProgress: (fraction: number) => job.onProgress?.(fraction) }
  await encodeSound(counted(heardBy(meters, limit(mix.stream(), AS_IS)), whole), job)
  return meters.read()
}

const AS_IS = { gain: 1, ceiling: 1 } as const
