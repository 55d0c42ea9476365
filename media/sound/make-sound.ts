import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Sound } from '../../nodes/cut/cut.ts'
import { AppError } from '../../nodes/errors.ts'
import { fromWriteError } from '../files/file-error.ts'
import { encodeSound } from './encode-sound.ts'
import { evenOut } from './even-out.ts'
import { counted, createMeters, heardBy, limit, type Metered } from './metered.ts'
import { type Mix, mixFilm, type MixJob } from './mix-film.ts'
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

async function makeEven(job: SoundJob, sound: Sound, mix: Mix): Promise<Metered> {
  const spool = `${job.output}.pcm`
  const report = (from: number, share: number) => (fraction: number) =>
    job.onProgress?.(from + share * fraction)
  const mixing = { frames: mix.frames, onProgress: report(0, SHARE_OF_MIXING) }
  const encoding = { frames: mix.frames, onProgress: report(SHARE_OF_MIXING, 1 - SHARE_OF_MIXING) }
  try {
    const { settings, after } = await evenOut(counted(mix.stream(), mixing), spool, sound)
    await encodeSound(counted(limit(readSpool(spool), settings), encoding), job)
    return after
  } finally {
    await rm(spool, { force: true })
  }
}

/** Nothing is changed but what would not fit: peaks above full scale. */
async function makeAsIs(job: SoundJob, mix: Mix): Promise<Metered> {
  const meters = createMeters()
  const whole = { frames: mix.frames, onProgress: (fraction: number) => job.onProgress?.(fraction) }
  await encodeSound(counted(heardBy(meters, limit(mix.stream(), AS_IS)), whole), job)
  return meters.read()
}

const AS_IS = { gain: 1, ceiling: 1 } as const
