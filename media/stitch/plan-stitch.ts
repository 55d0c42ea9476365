import { AppError } from '../../nodes/errors.ts'
import type { Rational } from '../ffmpeg/probe.ts'
import { reduce } from '../mp4/numbers.ts'
import { clipRate, type PictureClip, type StitchClip } from './clip.ts'
import { sameRate, type Size, squareSize } from './frame.ts'
import { judgeClip, type Target, whatIsUsual } from './judge.ts'
import { majority } from './majority.ts'
import { forcesEncode, type Reason, reason } from '../../nodes/cut/reasons.ts'

/** "auto" takes what most clips have; of equals, what the first clip has. */
export interface StitchSettings {
  readonly size: 'auto' | `${number}x${number}`
  readonly fps: 'auto' | `${number}`
  /** fit: the whole picture with bars; fill: the whole frame, edges cut. */
  readonly fit: 'fit' | 'fill'
}

export interface StitchPlan {
  /** copy: the samples are moved as they are. encode: every picture is decoded and encoded again. */
  readonly mode: 'copy' | 'encode'
  readonly output: StitchOutput
  readonly clips: readonly PlannedClip[]
  readonly seconds: number
  /** About the whole; what concerns one clip is with that clip. */
  readonly reasons: readonly Reason[]
}

export interface StitchOutput extends Size {
  readonly fps: Rational
  readonly fit: StitchSettings['fit']
  /** Absent when no clip has sound. */
  readonly audio?: { readonly sampleRate: number; readonly channels: number } | undefined
}

export interface PlannedClip {
  readonly mediaId: string
  readonly action: 'copy' | 'encode'
  /** Its length in the film. */
  readonly frames: number
  readonly reasons: readonly Reason[]
}

/** Encoded films all sound alike, whatever came in. */
const ENCODED_AUDIO = { sampleRate: 48_000, channels: 2 } as const

/**
 * Decides how clips become one film, from measurements alone. They are copied only when every one agrees with
 * the others in everything a decoder is told once a file; `copyFailed` says why a copy was tried in vain.
 */
export function planStitch(
  clips: readonly StitchClip[],
  settings: StitchSettings,
  copyFailed?: string,
): StitchPlan {
  const pictures = clips.map(needPicture)
  if (pictures.length === 0) throw new AppError('clips_differ', { reason: 'there are none.' })
  const target = chooseTarget(pictures, settings)
  const judged = pictures.map((clip, index) => judgeClip(clip, index + 1, target))
  const reasons = copyFailed === undefined ? [] : [reason('copy_failed', { reason: copyFailed })]
  const mode = [...reasons, ...judged.flat()].some(forcesEncode) ? 'encode' : 'copy'

  const planned = pictures.map((clip, index): PlannedClip => ({
    mediaId: clip.mediaId,
    action: mode,
    frames: countFrames(clip, target.fps),
    reasons: mode === 'encode' ? explain(judged[index]!, index + 1) : judged[index]!,
  }))
  const frames = planned.reduce((sum, clip) => sum + clip.frames, 0)
  return {
    mode,
    output: chooseOutput(mode, pictures, target),
    clips: planned,
    seconds: (frames * target.fps.den) / target.fps.num,
    reasons,
  }
}

function needPicture(clip: StitchClip): PictureClip {
  const { video } = clip.probe
  if (video) return { ...clip, video }
  throw new AppError('clips_differ', {
    reason: `${clip.name} is sound without a picture. Take it out, or choose a video instead.`,
  })
}

function chooseTarget(clips: readonly PictureClip[], settings: StitchSettings): Target {
  const first = clips[0]!
  const size = parseSize(settings.size) ?? majority(clips.map(({ video }) => squareSize(video)))
  const fps = parseRate(settings.fps) ?? majority(clips.map((clip) => clipRate(clip).fps))
  return {
    ...(size ?? squareSize(first.video)),
    fps: fps ?? first.video.fps,
    fit: settings.fit,
    usual: whatIsUsual(clips),
  }
}

function parseSize(size: StitchSettings['size']): Size | undefined {
  if (size === 'auto') return undefined
  const [width = 0, height = 0] = size.split('x').map(Number)
  const possible = (length: number) => Number.isInteger(length / 2) && length >= 16 && length <= 8192
  if (possible(width) && possible(height)) return { width, height }
  throw new AppError('param_wrong', {
    param: 'Size',
    value: size,
    reason: 'it must be even, such as 720x1280.',
  })
}

function parseRate(fps: StitchSettings['fps']): Rational | undefined {
  if (fps === 'auto') return undefined
  const rate = Number(fps)
  // 23.976, 29.97 and 59.94 are how people write 24, 30 and 60 thousand over 1001.
  const broadcast = Math.round(rate * 1.001)
  if (!Number.isInteger(rate) && Math.abs((broadcast * 1000) / 1001 - rate) < 0.005) {
    return { num: broadcast * 1000, den: 1001 }
  }
  if (rate >= 1 && rate <= 120) return reduce({ num: Math.round(rate * 1000), den: 1000 })
  throw new AppError('param_wrong', { param: 'Frame rate', value: fps, reason: 'it must be 1 to 120.' })
}

function explain(reasons: readonly Reason[], clip: number): readonly Reason[] {
  return reasons.some(forcesEncode) ? reasons : [reason('together', { clip }), ...reasons]
}

function chooseOutput(
  mode: StitchPlan['mode'],
  clips: readonly PictureClip[],
  { width, height, fps, fit }: Target,
): StitchOutput {
  const sounds = clips.flatMap(({ probe }) => probe.audio ?? [])
  if (mode === 'encode') {
    return { width, height, fps, fit, ...(sounds.length > 0 && { audio: ENCODED_AUDIO }) }
  }
  const { video } = clips[0]!
  const audio = majority(sounds.map(({ sampleRate, channels }) => ({ sampleRate, channels })))
  return { width: video.width, height: video.height, fps, fit, ...(audio && { audio }) }
}

/** A clip that can be copied keeps every frame; the others last as long as they did. */
function countFrames({ video, probe, joinable }: PictureClip, fps: Rational): number {
  const track = joinable?.video?.track
  if (track && sameRate(video.fps, fps)) return track.samples.count
  const seconds = video.durationSeconds ?? probe.durationSeconds
  return Math.max(1, Math.round((seconds * fps.num) / fps.den))
}
