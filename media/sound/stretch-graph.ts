import { inputGuards } from '../ffmpeg/probe.ts'
import type { PictureClip } from '../stitch/clip.ts'
import type { FilmClip } from '../stitch/film.ts'
import { PCM_OPTIONS, RATE } from './pcm.ts'
import type { Stretch, StretchSource } from './stretches.ts'

export type SoundClip = FilmClip & { readonly path: string }
export type HeardStretch = Stretch & { readonly source: StretchSource }

/** What ffmpeg is told to decode some stretches one behind the other, each cut to an exact count. */
export function decodeArguments(stretches: readonly HeardStretch[], clips: readonly SoundClip[]): string[] {
  const inputs = stretches.flatMap(({ source }) => inputOf(source, clips[source.clip]!))
  const chains = stretches.map((stretch, index) => {
    return `[${index}:a:0]${chainOf(stretch, clips[stretch.source.clip]!)}[a${index}]`
  })
  const all = stretches.map((_, index) => `[a${index}]`).join('')
  const graph = [...chains, `${all}concat=n=${stretches.length}:v=0:a=1[a]`].join(';')
  return [...inputs, '-filter_complex', graph, '-map', '[a]', ...PCM_OPTIONS, 'pipe:1']
}

function inputOf(source: StretchSource, clip: SoundClip): string[] {
  const skip = skippedSeconds(source, clip)
  return [
    ...(skip > 0 ? ['-ss', String(skip)] : []),
    ...inputGuards(clip.clip!.probe.format),
    '-threads',
    '1',
    '-i',
    `file:${clip.path}`,
  ]
}

/** Decoders need a run-up: what they say right behind a jump is not yet the sound. */
const RUN_UP_SECONDS = 3
const WORTH_A_JUMP_SECONDS = 10

/** Whole seconds at the beginning of the file that need not be decoded, where its index says exactly what is when. */
function skippedSeconds({ from }: StretchSource, clip: SoundClip): number {
  const isIndexed = ['mov', 'matroska'].includes(clip.clip!.probe.format)
  const seconds = from / RATE + earlySeconds(clip.clip!) - RUN_UP_SECONDS
  return isIndexed && seconds > WORTH_A_JUMP_SECONDS ? Math.floor(seconds) : 0
}

/** ffmpeg counts from what comes first in a file, and a clip begins with its first picture. */
export function earlySeconds({ video, probe: { audio } }: PictureClip): number {
  return video.startSeconds - Math.min(video.startSeconds, audio?.startSeconds ?? video.startSeconds)
}

function chainOf({ start, end, source }: HeardStretch, clip: SoundClip): string {
  const { from, speed } = source
  const frames = end - start
  const shift = skippedSeconds(source, clip) - earlySeconds(clip.clip!)
  const cut = (count: number) => [`apad=whole_len=${count}`, `atrim=end_sample=${count}`, 'asetpts=N/SR/TB']
  const atSpeed = speed === 1 ? [] : [...cut(Math.ceil(frames * speed)), ...changeSpeed(speed)]
  const { channels } = clip.clip!.probe.audio!
  return [onClock({ shift, from, channels }), ...atSpeed, ...cut(frames)].join(',')
}

/**
 * Makes any sound stereo on one clock, from exactly one frame of it. What comes late waits, and holes are filled.
 * One channel is heard in both ears as loud as it is, like players do; ffmpeg would make it quieter.
 */
export function onClock({
  shift,
  from,
  channels,
}: {
  shift: number
  from: number
  channels: number
}): string {
  return [
    `asetpts=PTS+(${shift.toFixed(6)})/TB`,
    // In two steps: the second counts its first sample on the clock of what comes in, whatever its manual says.
    `aresample=${RATE}`,
    `aresample=${RATE}:async=1:min_comp=0.000001:first_pts=${from}`,
    ...(channels === 1 ? ['pan=stereo|c0=c0|c1=c0'] : []),
    'aformat=sample_fmts=flt:channel_layouts=stereo',
  ].join(',')
}

/** One filter halves or doubles at most without leaving sound out. */
function changeSpeed(speed: number): string[] {
  if (speed > 2) return ['atempo=2', ...changeSpeed(speed / 2)]
  if (speed < 0.5) return ['atempo=0.5', ...changeSpeed(speed / 0.5)]
  return [`atempo=${speed.toFixed(6)}`]
}
