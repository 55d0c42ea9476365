import { createBits } from '../../mp4/bits.ts'
import { readAvcConfig, readSps } from '../../mp4/h264.ts'
import type { JoinVideo } from '../../mp4/joinable.ts'
import type { Likeness } from '../film.ts'
import type { MovingClip } from './shots.ts'

/** Of these a decoder keeps apart as many sequences of pictures. */
const MOST_SETS = 32

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
    setId: freeSetId(told),
  }
}

/** x264 gives both of its parameter sets the same number. When all are taken, the join tells the sets apart itself. */
function freeSetId(told: readonly JoinVideo[]): number {
  const taken = new Set(told.flatMap(({ config }) => setIds(config)))
  for (let id = 0; id < MOST_SETS; id++) if (!taken.has(id)) return id
  return MOST_SETS - 1
}

function setIds(config: Buffer): number[] {
  const { sps, pps } = readAvcConfig(config)
  const pictureSetId = (nal: Buffer) => createBits(nal.subarray(1)).unsigned()
  return [...sps.map((nal) => readSps(nal).id), ...pps.map(pictureSetId)]
}
