import type { Probe, Rational, VideoTrack } from '../ffmpeg/probe.ts'
import type { Joinable } from '../mp4/joinable.ts'
import type { Starts } from '../mp4/starts.ts'
import { isSteady, nearestStandardRate, type Size } from './frame.ts'

/** A clip as the plan sees it: what was measured, and nothing about where the file is. */
export interface StitchClip {
  readonly mediaId: string
  readonly name: string
  readonly probe: Probe
  /** What could be copied; absent for anything that is not a plain MP4. */
  readonly joinable?: Joinable | undefined
  /** Looked up in the pictures themselves. */
  readonly starts?: Starts | undefined
}

/** Known to have a picture. */
export type PictureClip = StitchClip & { readonly video: VideoTrack }

/** The rate a clip runs at, or was meant to: phones and browsers write pictures whenever they come. */
export function clipRate({ video, joinable }: PictureClip): { fps: Rational; steady: boolean } {
  const varies = joinable?.obstacles.includes('rate_varies') ?? false
  const steady = joinable?.video !== undefined || (!varies && isSteady(video))
  return { fps: steady ? video.fps : nearestStandardRate(video.averageFps), steady }
}

/** How many frames a clip has at its rate. One whose index can be trusted keeps every one; others last as long. */
export function clipLength(clip: PictureClip): { readonly fps: Rational; readonly frames: number } {
  const { fps, steady } = clipRate(clip)
  const listed = clip.joinable?.video?.track.samples.count
  if (steady && listed !== undefined) return { fps, frames: listed }
  const seconds = clip.video.durationSeconds ?? clip.probe.durationSeconds
  return { fps, frames: Math.max(1, Math.round((seconds * fps.num) / fps.den)) }
}

/** As it is seen, in square pixels. */
export function displayedSize({ width, height, sar, rotation }: VideoTrack): Size {
  const shape = sar.num > 0 && sar.den > 0 ? sar.num / sar.den : 1
  const upright = rotation === 0 || rotation === 180
  return upright
    ? { width: Math.max(1, Math.round(width * shape)), height }
    : { width, height: Math.max(1, Math.round(height * shape)) }
}

export function isInterlaced({ fieldOrder }: VideoTrack): boolean {
  return fieldOrder !== undefined && fieldOrder !== 'progressive' && fieldOrder !== 'unknown'
}

export function isHdr({ colorTransfer }: VideoTrack): boolean {
  return colorTransfer === 'smpte2084' || colorTransfer === 'arib-std-b67'
}
