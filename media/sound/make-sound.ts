import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type BoundCut, Music, Sound } from '../../nodes/cut/cut.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { fromWriteError } from '../files/file-error.ts'
import type { StitchPlan } from '../stitch/film.ts'
import { createDecoder } from './decode-stretches.ts'
import { encodeSound } from './encode-sound.ts'
import { evenGain, evenOut } from './even-out.ts'
import { layMusic } from './lay-music.ts'
import { counted, createMeters, limit } from './metered.ts'
import { mixShots } from './mix-shots.ts'
import { streamMusic } from './music.ts'
import { type PcmStream, soundAt } from './pcm.ts'
import { readSpool } from './spool.ts'
import type { SoundClip } from './stretch-graph.ts'
import { type HeardShot, layStretches } from './stretches.ts'

export interface SoundJob {
  readonly engine: Engine
  readonly plan: Pick<StitchPlan, 'layout'>
  readonly cut: BoundCut
  /** By their places in the cut. */
  readonly clips: readonly SoundClip[]
  readonly music?: { readonly path: string } | undefined
  /** Absolute path of an .m4a; overwritten. What is put beside it on the way is gone at the end. */
  readonly output: string
  readonly signal?: AbortSignal | undefined
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
  const spool = `${job.output}.pcm`
  const mix = createMix(job, sound)
  const after = createMeters()
  const evens = sound.loudness === 'even'
  const share = evens ? SHARE_OF_MIXING : 0
  const progress = (from: number, part: number) => ({
    frames: mix.frames,
    onProgress: (fraction: number) => job.onProgress?.(from + part * fraction),
  })
  try {
    const stream = mix.stream()
    const settings = evens
      ? await evenOut(counted(stream, progress(0, share)), spool, sound)
      : { gain: 1, ceiling: 1 }
    const made = after.listen(limit(evens ? readSpool(spool) : stream, settings))
    await encodeSound(counted(made, progress(share, 1 - share)), job)
    const { loudness, peak } = after.read()
    return { before: mix.before() ?? loudness, after: loudness, peak }
  } catch (error) {
    await rm(job.output, { force: true })
    if (job.signal?.aborted) throw new AppError('stopped')
    throw fromWriteError(error, { what: 'the sound of the film', folder: dirname(job.output) })
  } finally {
    await mix.stop()
    await rm(spool, { force: true })
  }
}

function createMix(job: SoundJob, sound: Sound) {
  const { layout } = job.plan
  const stretches = layStretches(layout, job.clips)
  const frames = soundAt(layout.frames, layout.fps)
  const decoder = createDecoder(stretches, job)
  const before = createMeters()
  const levelOf = ({ shot }: HeardShot) => {
    const clip = shot.clip === undefined ? undefined : job.clips[shot.clip]
    const even = sound.loudness === 'even' ? evenGain(clip?.loudness, sound) : 1
    return even * (shot.volume ?? 1)
  }
  return {
    frames,
    stream(): PcmStream {
      const shots = mixShots(stretches, (stretch) => before.listen(decoder.next(stretch)), levelOf)
      if (!job.music) return shots
      const settings = job.cut.music ?? Music.parse({})
      const music = streamMusic({ ...job, path: job.music.path, settings })
      return layMusic(shots, { music, settings, frames })
    },
    before: () => before.read().loudness,
    stop: decoder.stop,
  }
}
