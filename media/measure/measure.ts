import type { Engine } from '../ffmpeg/engine.ts'
import { probe } from '../ffmpeg/probe.ts'
import { openSource } from '../files/source.ts'
import { sniffSource } from '../inspect-file.ts'
import { earlySeconds } from '../sound/stretch-graph.ts'
import { inspectFilmClip } from '../stitch/inspect.ts'
import type { Measure } from './cache.ts'
import { decodeMedia, type Decoded, type DecodeJob } from './decode.ts'
import type { MeasuredMedia } from './measures.ts'
import { PEAKS_A_SECOND } from './peaks.ts'

export interface MeasureOptions {
  /** The picture too, strictly. */
  readonly whole: boolean
  readonly engine: () => Promise<Engine>
  readonly signal?: AbortSignal | undefined
}

const NOTHING: Measure = { perSecond: PEAKS_A_SECOND, peaks: '' }

/** Decodes a media, and says what came of it. */
export async function measureMedia(media: MeasuredMedia, options: MeasureOptions): Promise<Measure> {
  if (media.kind === 'image') return NOTHING
  const known = await look(media, options)
  const picture = known.picture && options.whole
  if (!picture && !known.sound) return NOTHING
  const job: DecodeJob = {
    ...known,
    ...media,
    engine: await options.engine(),
    picture,
    strictly: picture,
    signal: options.signal,
  }
  const decoded = await decodeMedia(job)
  const damage = picture ? damageOf(decoded, known.frames) : undefined
  // The strict decoder went silent at the first fault; the rest can be heard all the same.
  const heard =
    damage !== undefined && known.sound
      ? await decodeMedia({ ...job, picture: false, strictly: false })
      : decoded
  return {
    perSecond: PEAKS_A_SECOND,
    peaks: heard.peaks,
    ...(damage !== undefined && { damage }),
    ...(heard.loudness !== undefined && { loudness: round(heard.loudness) }),
    ...(heard.peak !== undefined && { truePeak: round(heard.peak) }),
  }
}

type Known = Pick<DecodeJob, 'demuxer' | 'picture' | 'sound'> & {
  /** How many frames must come out, where that is known for sure. */
  readonly frames?: number | undefined
}

/** What is in a file, as far as its index tells. */
async function look(media: MeasuredMedia, { engine, signal }: MeasureOptions): Promise<Known> {
  const { clip } = await inspectFilmClip(media, { engine, signal })
  if (clip) {
    const { format: demuxer, audio } = clip.probe
    const frames = clip.joinable?.video?.track.samples.count
    const sound = audio && { earlySeconds: earlySeconds(clip), channels: audio.channels }
    return { demuxer, picture: true, sound, frames }
  }
  const { path, name } = media
  const source = await openSource(path, name)
  const { demuxer } = await sniffSource(source).finally(source.close)
  const { audio } = await probe(await engine(), path, { demuxer, name, signal })
  return { demuxer, picture: false, sound: audio && { earlySeconds: 0, channels: audio.channels } }
}

/** Nobody hears a hundredth of a decibel. */
function round(decibels: number): number {
  return Math.round(decibels * 100) / 100
}

function damageOf({ complaint, frames }: Decoded, expected: number | undefined): string | undefined {
  if (complaint !== undefined) return complaint
  if (expected === undefined || frames === expected) return undefined
  return `${frames} of its ${expected} frames can be decoded`
}
