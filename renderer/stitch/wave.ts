import type { Music } from '../../nodes/cut/cut.ts'
import type { Media } from '../../nodes/media.ts'
import type { Film, FilmShot } from '../store/film.ts'
import type { Peaks } from '../store/types.ts'
import { clipSecondsAt, gainOf } from '../viewer/film/look.ts'
import { musicGain, musicSecondsAt, plainMusic } from '../viewer/film/sound.ts'

/** Columns of the strip, of which `first` is counted from the beginning of the film. */
export interface Columns {
  readonly film: Film
  readonly scale: number
  readonly first: number
  readonly count: number
}

/**
 * How loud a shot is in each column of the strip, from 0 to 1, as it is in the film: trimmed, faster or slower, at
 * its own volume, faded.
 */
export function levelsOf(shot: FilmShot, peaks: Peaks, { film, scale, first, count }: Columns): number[] {
  const { layout } = film
  const { laid, index } = shot
  if (!laid.source || peaks.levels.length === 0) return Array.from({ length: count }, () => 0)
  const at = (column: number) => clipSecondsAt(layout, laid, column / scale)
  return Array.from({ length: count }, (_, place) => {
    const column = first + place
    const highest = highestIn(peaks, at(column), at(column + 1))
    return Math.min(1, highest * gainOf(layout, index, column / scale))
  })
}

/** How loud the music is in each column: from where it begins, again and again, faded with the film. */
export function musicLevels(music: Media, peaks: Peaks, { film, scale, first, count }: Columns): number[] {
  const words: Music = { ...plainMusic, ...film.cut.music }
  const rate = film.layout.fps.num / film.layout.fps.den
  const seconds = 1 / scale / rate
  return Array.from({ length: count }, (_, index) => {
    const frame = (first + index) / scale
    const at = musicSecondsAt(words, frame / rate, music.durationSeconds ?? 0)
    if (at === undefined || frame >= film.layout.frames) return 0
    return Math.min(1, highestIn(peaks, at, at + seconds) * musicGain(words, film, frame))
  })
}

/** From 0 to 1, of a stretch of the file in seconds. */
function highestIn({ levels, perSecond }: Peaks, from: number, to: number): number {
  const begin = Math.max(0, Math.floor(from * perSecond))
  const end = Math.max(begin + 1, Math.ceil(to * perSecond))
  let highest = 0
  for (let peak = begin; peak < end && peak < levels.length; peak += 1)
    highest = Math.max(highest, levels[peak]!)
  return highest / 255
}
