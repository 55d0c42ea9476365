import { type Reason, reason, type ReasonCode } from '../../../nodes/cut/reasons.ts'
import type { Rational, VideoTrack } from '../../ffmpeg/probe.ts'
import { readAvcConfig, readSps } from '../../mp4/h264.ts'
import type { JoinVideo } from '../../mp4/joinable.ts'
import { reduce } from '../../mp4/numbers.ts'
import { clipRate, isHdr, isInterlaced } from '../clip.ts'
import { rateLabel, sameRate, type Size, sizeLabel } from '../frame.ts'
import type { ShotFit } from '../../../nodes/cut/cut.ts'
import type { MovingClip, MovingShot } from './shots.ts'

/** What the film is to be like: the measure that each clip is held against. */
export interface Target {
  /** In square pixels. */
  readonly size: Size
  readonly fps: Rational
  readonly fit: ShotFit
  /** One of the clips that are copied, and thereby all of them; absent when everything is encoded. */
  readonly like?: MovingClip | undefined
}

/**
 * Why the pictures of a clip cannot stand in the film as they are: the differences that a person can see first,
 * and only where there are none those that lie in the file. Nothing is said of a clip that fits.
 */
export function judgePicture({ number: clip, moving, laid }: MovingShot, target: Target): Reason[] {
  const fit = laid.shot.fit ?? target.fit
  const seen = [
    ...(moving.damage === undefined ? [] : [reason('damaged', { clip, reason: moving.damage })]),
    ...judgeFormat(moving, clip, target),
    ...judgeTiming(moving, clip, target),
    ...judgeLooks(moving, clip, { ...target, fit }),
  ]
  if (seen.length > 0) return seen
  const hindrance = hindranceOf(moving)
  if (hindrance) return [reason(hindrance, { clip, to: rateLabel(target.fps) })]
  const isLike = !target.like || likenessKey(moving) === likenessKey(target.like)
  return isLike ? [] : [reason('encoder_settings', { clip })]
}

const CODEC_NAMES: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'H.265',
  av1: 'AV1',
  vp9: 'VP9',
  vp8: 'VP8',
  mpeg4: 'MPEG-4',
  prores: 'ProRes',
  mjpeg: 'Motion JPEG',
  gif: 'an animated GIF',
}

export function codecName(codec: string): string {
  return CODEC_NAMES[codec] ?? codec
}

function judgeFormat({ clip: { video } }: MovingClip, clip: number, { like }: Target): Reason[] {
  const reasons: Reason[] = []
  const usual = like?.clip.video
  const codec = usual?.codec ?? 'h264'
  if (video.codec !== codec) reasons.push(reason('codec', { clip, from: codecName(video.codec) }))
  if (isInterlaced(video)) reasons.push(reason('interlaced', { clip }))
  if (isHdr(video) && !(usual && isHdr(usual))) reasons.push(reason('hdr', { clip }))
  if (video.codec === codec && !hasUsualPixels(video)) {
    reasons.push(reason('pixel_format', { clip, from: video.pixFmt ?? 'unknown' }))
  }
  return reasons
}

function judgeTiming({ clip: picture }: MovingClip, clip: number, target: Target): Reason[] {
  if (isInterlaced(picture.video)) return []
  const { fps, steady } = clipRate(picture)
  const to = rateLabel(target.fps)
  if (!steady) return [reason('rate_varies', { clip, to })]
  return sameRate(fps, target.fps) ? [] : [reason('rate', { clip, from: rateLabel(fps), to })]
}

function judgeLooks({ facts, clip: { video } }: MovingClip, clip: number, target: Target): Reason[] {
  const { size: to, fit, like } = target
  const size = evenSize(facts)
  const reasons: Reason[] = []
  if (size.width !== to.width || size.height !== to.height) {
    const code = fit === 'fill' ? 'size_cropped' : 'size_fitted'
    reasons.push(reason(code, { clip, from: sizeLabel(size), to: sizeLabel(to) }))
  }
  for (const code of lookCodes) {
    const [from, usual] = [looks[code](video), like ? looks[code](like.clip.video) : UPRIGHT[code]]
    if (usual !== undefined && from !== usual) reasons.push(reason(code, { clip, from, to: usual }))
  }
  return reasons
}

const looks = {
  rotation: ({ rotation }: VideoTrack) => String(rotation),
  pixel_shape: ({ sar }: VideoTrack) => `${sar.num}:${sar.den}`,
  colors: nameColors,
} as const
const lookCodes = Object.keys(looks) as (keyof typeof looks)[]

/** What encoded films are like; their colours are converted without a word. */
const UPRIGHT = { rotation: '0', pixel_shape: '1:1', colors: undefined } as const

function nameColors({ colorRange, colorSpace, colorTransfer, colorPrimaries }: VideoTrack): string {
  const names = new Set([colorSpace, colorTransfer, colorPrimaries].filter((name) => name !== undefined))
  const range = colorRange === 'pc' ? ['full range'] : []
  return [...(names.size > 0 ? names : ['unmarked']), ...range].join(', ')
}

/** As it is displayed, made even as films are. */
export function evenSize({
  width = 0,
  height = 0,
}: {
  width?: number | undefined
  height?: number | undefined
}): Size {
  const even = (length: number) => Math.max(2, Math.round(length / 2) * 2)
  return { width: even(width), height: even(height) }
}

/** What every browser decodes: eight bits of 4:2:0 in H.264, ten as well in what came after it. */
function hasUsualPixels({ codec, pixFmt = '' }: VideoTrack): boolean {
  return codec === 'h264' ? /^yuvj?420p$/.test(pixFmt) : /^yuvj?420p(10le)?$/.test(pixFmt)
}

/** What keeps a clip from being copied into any film. */
export function hindranceOf({ clip, damage }: MovingClip): ReasonCode | undefined {
  const { video, joinable, starts } = clip
  if (damage !== undefined) return 'damaged'
  if (isInterlaced(video)) return 'interlaced'
  if (!hasUsualPixels(video)) return 'pixel_format'
  const obstacles = joinable?.obstacles ?? []
  if (!joinable?.video) {
    if (obstacles.includes('hidden_frames')) return 'hidden_frames'
    return obstacles.includes('rate_varies') ? 'rate_varies' : 'container'
  }
  if (starts?.state !== 'clean') return starts?.state ?? 'container'
  const { track, frameTicks } = joinable.video
  if (!sameRate(reduce({ num: track.timescale, den: frameTicks }), clipRate(clip).fps)) return 'rate_varies'
  return countsInFourBytes(joinable.video) ? undefined : 'packing'
}

/** How long a unit is stands in front of it: in four bytes, everywhere but in unusual files. */
function countsInFourBytes({ codec, config }: JoinVideo): boolean {
  try {
    if (codec !== 'h264') return codec !== 'hevc' || (config.readUInt8(21) & 3) === 3
    const { lengthBytes, sps } = readAvcConfig(config)
    return lengthBytes === 4 && sps.map(readSps).length > 0
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Clips with the same key can stand in one film without a frame of them being encoded. */
export function likenessKey({ clip: { video, joinable } }: MovingClip): string {
  const { codec, codedWidth, codedHeight, width, height, pixFmt, sar, rotation } = video
  const size = [codedWidth, codedHeight, width, height]
  const told = joinable?.video && toldOnce(joinable.video)
  return JSON.stringify([codec, ...size, pixFmt, sar, rotation, nameColors(video), told])
}

const LEVEL_OF_VP9 = 5

/** What all clips of a film must tell a decoder alike: parameter sets of H.264 are kept apart by the join. */
function toldOnce({ codec, config }: JoinVideo): string {
  if (codec === 'h264') return ''
  const bytes = [...config]
  if (codec === 'vp9') bytes[LEVEL_OF_VP9] = 0
  return bytes.join(' ')
}
