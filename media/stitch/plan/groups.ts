import { clipRate } from '../clip.ts'
import { sameRate } from '../frame.ts'
import { evenSize, hindranceOf, likenessKey, type Target } from './judge-picture.ts'
import type { MovingClip, MovingShot } from './shots.ts'

/** Shots whose clips agree in everything that a decoder is told once for a file. */
export interface Group {
  /** Any of its clips. */
  readonly like: MovingClip
  readonly shots: readonly MovingShot[]
  /** Whether encoded frames can stand beside copied ones. */
  readonly takesEncoded: boolean
}

/** The groups of the film's own size and rate, the largest first; of equals, the one that comes first. */
export function findGroups(shots: readonly MovingShot[], { size, fps }: Target): Group[] {
  const fitting = shots.filter(({ moving }) => {
    const { width, height } = evenSize(moving.facts)
    const isShaped = width === size.width && height === size.height
    return isShaped && sameRate(clipRate(moving.clip).fps, fps) && hindranceOf(moving) === undefined
  })
  const groups = [...Map.groupBy(fitting, ({ moving }) => likenessKey(moving)).values()]
  return groups.toSorted((a, b) => b.length - a.length).map(makeGroup)
}

function makeGroup(shots: readonly MovingShot[]): Group {
  const like = shots[0]!.moving
  const { codec, rotation, sar } = like.clip.video
  // A turn or a pixel shape is told once for the whole film, and what we encode is upright and square.
  return { like, shots, takesEncoded: codec === 'h264' && rotation === 0 && sar.num === sar.den }
}
