import type { ClipFacts } from '../../../nodes/cut/facts.ts'
import type { AudioTrack, VideoTrack } from '../../ffmpeg/probe.ts'
import type { JoinAudio, JoinVideo, Obstacle } from '../../mp4/joinable.ts'
import { reduce } from '../../mp4/numbers.ts'
import type { Starts } from '../../mp4/starts.ts'
import { clipLength, displayedSize, type PictureClip } from '../clip.ts'
import type { FilmClip } from '../film.ts'

/** What the plan looks at, of clips that need not exist. Everything left out is like in every other clip. */
export interface Made {
  readonly video?: Partial<VideoTrack>
  readonly audio?: Partial<AudioTrack> | 'none'
  readonly otherSounds?: number
  readonly rate?: number
  readonly frames?: number
  /** Frames from one whole picture to the next. */
  readonly group?: number
  /** Frames shown before the one that they are decoded after. */
  readonly reordered?: number
  readonly timescale?: number
  readonly config?: Buffer
  readonly starts?: Starts['state']
  readonly obstacles?: readonly Obstacle[]
  readonly soundConfig?: string
  readonly damage?: string
  readonly loudness?: number
  /** Nothing in it can be copied. */
  readonly foreign?: true
}

/** avcC of a Main profile stream, set 0, level 1.2, and of a High profile stream whose set has the number 1. */
export const mainConfig = Buffer.from(
  '014d400cffe10018674d400ceca1412fde0220000003002000000601e28532c001000468ce0fc8',
  'hex',
)
export const highConfig = Buffer.from(
  '0164000cffe1001a6764000c4b3650a097ef011000000300100000030300f1429960010006684abe3cb22cfdf8f800',
  'hex',
)

export function madeClip(made: Made = {}): FilmClip {
  const { rate = 24, frames = 96, damage, loudness, otherSounds } = made
  const seconds = frames / rate
  const video: VideoTrack = {
    codec: 'h264',
    codecTag: 'avc1',
    width: 720,
    height: 1280,
    codedWidth: made.video?.width ?? 720,
    codedHeight: made.video?.height ?? 1280,
    pixFmt: 'yuv420p',
    sar: { num: 1, den: 1 },
    rotation: 0,
    fps: { num: rate, den: 1 },
    averageFps: { num: rate, den: 1 },
    frames,
    timeBase: { num: 1, den: 12288 },
    hasBFrames: true,
    durationSeconds: seconds,
    startSeconds: 0,
    ...made.video,
  }
  const audio = made.audio === 'none' ? undefined : { ...stereo, durationSeconds: seconds, ...made.audio }
  const probe = {
    format: 'mov',
    bytes: 1,
    durationSeconds: seconds,
    video,
    ...(audio && { audio }),
    otherSounds,
  }
  const id = 'a'.repeat(64)
  const clip: PictureClip = { mediaId: id, name: 'rain.mp4', video, probe, ...madeTracks(made, video, audio) }
  const facts: ClipFacts = {
    id,
    kind: 'video',
    name: 'rain.mp4',
    ...clipLength(clip),
    ...displayedSize(video),
    hasSound: audio !== undefined,
  }
  return { facts, clip, ...(damage !== undefined && { damage }), ...(loudness !== undefined && { loudness }) }
}

export const stillClip: FilmClip = {
  facts: { id: 'b'.repeat(64), kind: 'image', name: 'door.png', width: 600, height: 900, hasSound: false },
}

export const soundClip: FilmClip = {
  facts: { id: 'c'.repeat(64), kind: 'audio', name: 'rain.wav', seconds: 9, hasSound: true },
}

const stereo: AudioTrack = {
  codec: 'aac',
  profile: 'LC',
  sampleRate: 48000,
  channels: 2,
  layout: 'stereo',
  timeBase: { num: 1, den: 48000 },
  startSeconds: 0,
}

function madeTracks(made: Made, { fps, codec }: VideoTrack, audio: AudioTrack | undefined) {
  const { timescale = 12288, frames = 96, group = 24, reordered = 2, obstacles = [] } = made
  const { num, den } = reduce({ num: timescale * fps.den, den: fps.num })
  const frameTicks = num / den
  const order = decodeOrder(frames, { group, reordered })
  const samples = {
    count: frames,
    sizes: new Uint32Array(frames).fill(1_000),
    compositions: Int32Array.from(order, (frame, sample) => (frame - sample + reordered) * frameTicks),
  }
  const config = made.config ?? (codec === 'hevc' ? Buffer.alloc(23, 3) : mainConfig)
  const video = { codec, config, frameTicks, track: { timescale, samples } } as unknown as JoinVideo
  const whole = Uint8Array.from(order, (frame, sample) => (frame === sample && frame % group === 0 ? 1 : 0))
  if (made.foreign) return {}
  const hasPicture = !obstacles.some((obstacle) => !obstacle.startsWith('sound'))
  const hasSound = audio && !obstacles.some((obstacle) => obstacle.startsWith('sound'))
  return {
    joinable: {
      ...(hasPicture && { video }),
      ...(hasSound && { audio: madeSound(audio, made) }),
      pictureStart: 0,
      obstacles,
    },
    ...(hasPicture && { starts: { state: made.starts ?? 'clean', whole } }),
  }
}

function madeSound(
  { sampleRate, channels }: AudioTrack,
  { soundConfig = 'lc', frames = 96 }: Made,
): JoinAudio {
  const count = Math.round((frames / 24) * (sampleRate / 1024))
  const samples = { count, sizes: new Uint32Array(count).fill(300), ticks: count * 1024 }
  const config = Buffer.from(`${soundConfig} ${sampleRate} ${channels}`)
  const track = { timescale: sampleRate, samples }
  return { codec: 'aac', config, sampleRate, channels, packetSamples: 1024, track } as unknown as JoinAudio
}

/** The frames shown, in the order decoded: whole picture, then always the last of a few frames before the others. */
export function decodeOrder(
  frames: number,
  { group, reordered }: { group: number; reordered: number },
): number[] {
  const order: number[] = []
  for (let start = 0; start < frames; start += group) {
    const end = Math.min(frames, start + group)
    order.push(start)
    for (let at = start + 1; at < end; at += reordered + 1) {
      const last = Math.min(end - 1, at + reordered)
      order.push(last)
      for (let frame = at; frame < last; frame++) order.push(frame)
    }
  }
  return order
}
