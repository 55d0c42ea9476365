import { framesToSeconds } from '../../nodes/cut/layout.ts'
import type { Peaks } from '../store/cut-types.ts'
import type { Film } from '../store/film.ts'
import { clipSecondsAt, shownAt } from './film/look.ts'

/** How loud something is at a share of its length: 0 to 1. Undefined where nobody has measured it yet. */
export type Levels = (share: number) => number | undefined

/** The level of a sound at a time, or of the stretch up to the next one. */
export function levelAt({ perSecond, levels }: Peaks, seconds: number): number {
  return (levels[Math.max(0, Math.floor(seconds * perSecond))] ?? 0) / 255
}

export function takeLevels(peaks: Peaks | undefined, duration: number | undefined): Levels | undefined {
  if (!peaks || peaks.levels.length === 0 || !duration) return undefined
  return (share) => levelAt(peaks, share * duration)
}

/** Of the shots as they are heard in the cut: trimmed, faded and as loud as they were made. */
export function filmLevels(film: Film, peaks: Readonly<Record<string, Peaks>>): Levels | undefined {
  const { layout, shots } = film
  if (!shots.some(({ media }) => media && (peaks[media.id]?.levels.length ?? 0) > 0)) return undefined
  return (share) => {
    const frame = Math.min(layout.frames - 1, share * layout.frames)
    const heard = shownAt(layout, frame).map(({ index, gain }) => {
      const { media, laid } = shots[index]!
      const known = media && peaks[media.id]
      return known && laid.source ? levelAt(known, clipSecondsAt(layout, laid, frame)) * gain : 0
    })
    return Math.min(1, Math.max(0, ...heard))
  }
}

export function secondsOf({ layout }: Film): number {
  return framesToSeconds(layout.frames, layout.fps)
}
