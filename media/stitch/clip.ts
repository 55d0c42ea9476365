import type { Probe, Rational, VideoTrack } from '../ffmpeg/probe.ts'
import type { Joinable } from '../mp4/joinable.ts'
import type { Starts } from '../mp4/starts.ts'
import { isSteady, nearestStandardRate } from './frame.ts'

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

export function isInterlaced({ fieldOrder }: VideoTrack): boolean {
  return fieldOrder !== undefined && fieldOrder !== 'progressive' && fieldOrder !== 'unknown'
}

export function isHdr({ colorTransfer }: VideoTrack): boolean {
  return colorTransfer === 'smpte2084' || colorTransfer === 'arib-std-b67'
}
