import type { AudioTrack, Rational, VideoTrack } from '../ffmpeg/probe.ts'
import type { Joinable } from '../mp4/joinable.ts'
import { leastCommonMultiple } from '../mp4/numbers.ts'
import { clipRate, isHdr, isInterlaced, type PictureClip } from './clip.ts'
import { rateLabel, sameRate, type Size, sizeLabel, squareSize } from './frame.ts'
import { majority } from './majority.ts'
import { forcesEncode, type Reason, reason } from '../../nodes/cut/reasons.ts'

/** What the film is to be like: the measure that each clip is held against. */
export interface Target extends Size {
  readonly fps: Rational
  readonly fit: 'fit' | 'fill'
  readonly usual: Usual
}

/** What most clips are like. Absent where no clip says. */
export interface Usual {
  readonly looks: Readonly<Record<Look, string | undefined>>
  readonly avcConfig: string | undefined
  /** Whether one unit of time counts the ticks of all clips exactly. */
  readonly commonClock: boolean
  readonly hasSound: boolean
  readonly sampleRate: number | undefined
  readonly layout: string | undefined
  readonly audioConfig: string | undefined
}

type Look = keyof typeof looks

const looks = {
  rotation: ({ rotation }: VideoTrack) => String(rotation),
  pixel_shape: ({ sar }: VideoTrack) => `${sar.num}:${sar.den}`,
  colors: nameColors,
} as const

const lookCodes = Object.keys(looks) as Look[]

export function whatIsUsual(clips: readonly PictureClip[]): Usual {
  const usualLook = (look: Look) => majority(clips.map(({ video }) => looks[look](video)))
  const sounds = clips.flatMap(({ probe }) => probe.audio ?? [])
  const timescales = clips.flatMap(({ joinable }) => joinable?.video?.track.timescale ?? [])
  return {
    looks: {
      rotation: usualLook('rotation'),
      pixel_shape: usualLook('pixel_shape'),
      colors: usualLook('colors'),
    },
    avcConfig: majority(clips.flatMap(({ joinable }) => avcConfigOf(joinable) ?? [])),
    commonClock: leastCommonMultiple(timescales) < 2 ** 31,
    hasSound: sounds.length > 0,
    sampleRate: majority(sounds.map(({ sampleRate }) => sampleRate)),
    layout: majority(sounds.map(nameLayout)),
    audioConfig: majority(clips.flatMap(({ joinable }) => audioConfigOf(joinable) ?? [])),
  }
}

/** Everything about one clip that the plan has to mention. `clip` is its number, counted from 1. */
export function judgeClip(one: PictureClip, clip: number, target: Target): Reason[] {
  const picture = [
    ...judgeFormat(one, clip),
    ...judgeTiming(one, clip, target),
    ...judgeLooks(one, clip, target),
  ]
  const reasons = [...picture, ...judgeSound(one, clip, target)]
  // Other sizes or codecs bring other settings along; only where nothing else differs are they worth a word.
  return picture.some(forcesEncode) ? reasons : [...judgeSettings(one, clip, target), ...reasons]
}

const CODEC_NAMES: Readonly<Record<string, string>> = {
  hevc: 'H.265',
  av1: 'AV1',
  vp9: 'VP9',
  vp8: 'VP8',
  mpeg4: 'MPEG-4',
  prores: 'ProRes',
  mjpeg: 'Motion JPEG',
  gif: 'an animated GIF',
}

function judgeFormat({ video }: PictureClip, clip: number): Reason[] {
  const reasons: Reason[] = []
  if (video.codec !== 'h264')
    reasons.push(reason('codec', { clip, from: CODEC_NAMES[video.codec] ?? video.codec }))
  if (isInterlaced(video)) reasons.push(reason('interlaced', { clip }))
  if (isHdr(video)) reasons.push(reason('hdr', { clip }))
  const pixels = video.pixFmt ?? 'unknown'
  if (video.codec === 'h264' && !/^yuvj?420p$/.test(pixels)) {
    reasons.push(reason('pixel_format', { clip, from: pixels }))
  }
  return reasons
}

function judgeTiming(one: PictureClip, clip: number, target: Target): Reason[] {
  if (isInterlaced(one.video)) return []
  const { fps, steady } = clipRate(one)
  const to = rateLabel(target.fps)
  if (!steady) return [reason('rate_varies', { clip, to })]
  return sameRate(fps, target.fps) ? [] : [reason('rate', { clip, from: rateLabel(fps), to })]
}

function judgeLooks({ video }: PictureClip, clip: number, target: Target): Reason[] {
  const size = squareSize(video)
  const reasons: Reason[] = []
  if (size.width !== target.width || size.height !== target.height) {
    const code = target.fit === 'fit' ? 'size_fitted' : 'size_cropped'
    reasons.push(reason(code, { clip, from: sizeLabel(size), to: sizeLabel(target) }))
  }
  for (const code of lookCodes) {
    const from = looks[code](video)
    const to = target.usual.looks[code]
    if (to !== undefined && from !== to) reasons.push(reason(code, { clip, from, to }))
  }
  return reasons
}

/** What a decoder is told once for the whole file must be the same to the byte. */
function judgeSettings({ joinable, starts }: PictureClip, clip: number, { usual }: Target): Reason[] {
  if (!joinable?.video) {
    const hidden = joinable?.obstacles.includes('hidden_frames')
    return [reason(hidden ? 'hidden_frames' : 'container', { clip })]
  }
  if (starts?.state !== 'clean') return [reason(starts?.state ?? 'container', { clip })]
  if (avcConfigOf(joinable) !== usual.avcConfig) return [reason('encoder_settings', { clip })]
  return usual.commonClock ? [] : [reason('clock', { clip })]
}

function avcConfigOf(joinable: Joinable | undefined): string | undefined {
  return joinable?.video?.config.toString('hex')
}

function audioConfigOf(joinable: Joinable | undefined): string | undefined {
  return joinable?.audio?.entry.sound?.config?.toString('hex')
}

function judgeSound(one: PictureClip, clip: number, { usual }: Target): Reason[] {
  const { audio } = one.probe
  if (!usual.hasSound) return []
  if (!audio) return [reason('sound_added', { clip })]
  const reasons = judgeLength(one.video, audio, clip)

  const codec = soundCodec(audio, one.joinable)
  if (codec) return [...reasons, reason('sound_codec', { clip, from: codec })]
  const { sampleRate, layout } = usual
  if (sampleRate !== undefined && audio.sampleRate !== sampleRate) {
    return [...reasons, reason('sound_rate', { clip, from: audio.sampleRate, to: sampleRate })]
  }
  if (layout !== undefined && nameLayout(audio) !== layout) {
    return [...reasons, reason('sound_channels', { clip, from: nameLayout(audio), to: layout })]
  }
  const config = audioConfigOf(one.joinable)
  const odd = one.joinable && (config === undefined || config !== usual.audioConfig)
  return odd ? [...reasons, reason('sound_settings', { clip })] : reasons
}

/** Undefined for what can be copied; a doubled rate (HE-AAC) is another codec for this purpose. */
function soundCodec(audio: AudioTrack, joinable: Joinable | undefined): string | undefined {
  if (audio.codec !== 'aac') return audio.codec.toUpperCase()
  return joinable?.obstacles.includes('sound_codec') ? (audio.profile ?? 'another AAC') : undefined
}

/** Shorter than this is the grain of the packets, not something to hear. */
const AUDIBLE_SECONDS = 0.1

function judgeLength(video: VideoTrack, audio: AudioTrack, clip: number): Reason[] {
  if (video.durationSeconds === undefined || audio.durationSeconds === undefined) return []
  const ends = ({ startSeconds, durationSeconds = 0 }: VideoTrack | AudioTrack) =>
    startSeconds + durationSeconds
  const longer = ends(audio) - ends(video)
  if (Math.abs(longer) < AUDIBLE_SECONDS) return []
  const seconds = Math.abs(longer).toFixed(1)
  return [reason(longer > 0 ? 'sound_long' : 'sound_short', { clip, seconds })]
}

function nameColors({ colorRange, colorSpace, colorTransfer, colorPrimaries }: VideoTrack): string {
  const names = new Set([colorSpace, colorTransfer, colorPrimaries].filter((name) => name !== undefined))
  const range = colorRange === 'pc' ? ['full range'] : []
  return [...(names.size > 0 ? names : ['unmarked']), ...range].join(', ')
}

function nameLayout({ layout, channels }: AudioTrack): string {
  return layout ?? `${channels} channels`
}
