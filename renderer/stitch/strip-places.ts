import type { Film } from '../store/film.ts'

/** Between which shots a frame of the film lies: 0 before all of them. */
export function placeOf({ layout }: Film, frame: number): number {
  const place = layout.shots.findIndex(({ start, frames, overlap }) => frame < start + (frames - overlap) / 2)
  return place === -1 ? layout.shots.length : place
}

/** The distances between marks of a ruler that people read easily, in seconds. */
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600]

/** Every so many frames a mark, no nearer than `least` pixels. */
export function markDistance(scale: number, perSecond: number, least: number): number {
  const rate = Math.max(1, Math.round(perSecond))
  const frames = [1, 2, 5, 10].filter((count) => count < rate && rate % count === 0)
  const distances = [...frames, ...SECONDS.map((seconds) => seconds * rate)]
  return distances.find((distance) => distance * scale >= least) ?? distances.at(-1)!
}
