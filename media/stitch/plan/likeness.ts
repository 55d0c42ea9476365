import { readAvcConfig, readSps } from '../../mp4/h264.ts'
import { freeSetNumber } from '../../mp4/share-settings.ts'
import type { Likeness } from '../film.ts'
import type { MovingClip } from './shots.ts'

/** What encoded frames must be like to stand beside the copied ones, which come from these clips of one group. */
export function likenessOf(copied: readonly MovingClip[]): Likeness {
  const told = copied.map(({ clip }) => clip.joinable!.video!)
  const sequences = told.flatMap(({ config }) => readAvcConfig(config).sps.map(readSps))
  const { video } = copied[0]!.clip
  return {
    profile: Math.max(...sequences.map(({ profile }) => profile)),
    level: Math.max(...sequences.map(({ level }) => level)),
    sar: video.sar,
    fullRange: video.colorRange === 'pc',
    ...(video.colorPrimaries !== undefined && { primaries: video.colorPrimaries }),
    ...(video.colorTransfer !== undefined && { transfer: video.colorTransfer }),
    ...(video.colorSpace !== undefined && { matrix: video.colorSpace }),
    // When all are taken the join tells the sets apart by itself.
    setId: freeSetNumber(told) ?? 0,
  }
}
