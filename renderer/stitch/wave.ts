import type { Film, FilmShot } from '../store/film.ts'
import type { Peaks } from '../store/types.ts'

/**
 * How loud a shot is in each column of the strip, from 0 to 1, as it is in the film: trimmed, faster or slower, at
 * its own volume, faded. `first` is the first column, counted from the beginning of the film.
 */
export function levelsOf(
  shot: FilmShot,
  { levels, perSecond }: Peaks,
  { film, scale, first, count }: { film: Film; scale: number; first: number; count: number },
): number[] {
  const { source, start, frames } = shot.laid
  const { volume = 1, speed = 1, muted } = shot.shot
  if (!source || muted || levels.length === 0) return Array.from({ length: count }, () => 0)
  const rate = film.layout.fps.num / film.layout.fps.den
  const from = (source.from * source.fps.den) / source.fps.num
  /** Seconds of the clip at a column. */
  const at = (column: number) => from + ((column / scale - start) / rate) * speed
  return Array.from({ length: count }, (_, index) => {
    const column = first + index
    const begin = Math.max(0, Math.floor(at(column) * perSecond))
    const end = Math.max(begin + 1, Math.ceil(at(column + 1) * perSecond))
    let highest = 0
    for (let peak = begin; peak < end && peak < levels.length; peak += 1)
      highest = Math.max(highest, levels[peak]!)
    return Math.min(1, (highest / 255) * volume * fadeAt(shot, column / scale - start, { frames, rate }))
  })
}

function fadeAt(
  { shot }: FilmShot,
  frame: number,
  { frames, rate }: { frames: number; rate: number },
): number {
  const { fadeIn = 0, fadeOut = 0 } = shot
  const rise = fadeIn > 0 ? frame / rate / fadeIn : 1
  const fall = fadeOut > 0 ? (frames - frame) / rate / fadeOut : 1
  return Math.min(1, Math.max(0, rise), Math.max(0, fall))
}
