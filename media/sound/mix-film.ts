import { Music, type BoundCut, type Sound } from '../../nodes/cut/cut.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import type { StitchPlan } from '../stitch/film.ts'
import { createDecoder } from './decode-stretches.ts'
import { evenGain } from './even-out.ts'
import { layMusic } from './lay-music.ts'
import { createLoudnessMeter } from './loudness.ts'
import { heardBy } from './metered.ts'
import { mixShots } from './mix-shots.ts'
import { streamMusic } from './music.ts'
import { type PcmStream, soundAt } from './pcm.ts'
import type { SoundClip } from './stretch-graph.ts'
import { type HeardShot, layStretches } from './stretches.ts'

export interface MixJob {
  readonly engine: Engine
  readonly plan: Pick<StitchPlan, 'layout'>
  readonly cut: BoundCut
  /** By their places in the cut. */
  readonly clips: readonly SoundClip[]
  readonly music?: { readonly path: string } | undefined
  readonly signal?: AbortSignal | undefined
}

/** Everything that is to be heard in a film, before it is made as loud as it should be. */
export interface Mix {
  /** How long it is. */
  readonly frames: number
  /** To be read once. */
  stream(): PcmStream
  /** The loudness of the shots as they come, once all of them were heard. */
  before(): number | undefined
  stop(): Promise<void>
}

export function mixFilm(job: MixJob, sound: Sound): Mix {
  const { layout } = job.plan
  const stretches = layStretches(layout, job.clips)
  const frames = soundAt(layout.frames, layout.fps)
  const decoder = createDecoder(stretches, job)
  const before = createLoudnessMeter()
  const levelOf = ({ shot }: HeardShot) => {
    const clip = shot.clip === undefined ? undefined : job.clips[shot.clip]
    const even = sound.loudness === 'even' ? evenGain(clip?.loudness, sound) : 1
    return even * (shot.volume ?? 1)
  }
  return {
    frames,
    stream() {
      const shots = mixShots(stretches, (stretch) => heardBy(before, decoder.next(stretch)), levelOf)
      if (!job.music) return shots
      const settings = job.cut.music ?? Music.parse({})
      const music = streamMusic({ ...job, path: job.music.path, settings })
      return layMusic(shots, { music, settings, frames })
    },
    before: before.integrated,
    stop: decoder.stop,
  }
}
