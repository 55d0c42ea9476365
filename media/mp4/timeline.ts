import type { Mp4 } from './read.ts'
import type { SampleTable } from './samples.ts'
import type { Track } from './track.ts'

/** What of a track is shown, in ticks of the track, after its edit list. */
export interface Shown {
  /** The silence or emptiness in front, on the clock that all tracks share. */
  readonly startTicks: number
  readonly ticks: number
  /** The media time at which the showing begins: encoder delay and reordering lie before it. */
  readonly from: number
  /** False where the edit list hides samples that are more than encoder delay. */
  readonly whole: boolean
}

/** Undefined for lists that jump: pauses followed by one stretch are all that cameras and encoders write. */
export function readShown(track: Track, { movieTimescale }: Mp4): Shown | undefined {
  const { samples, timescale } = track
  const first = firstComposition(samples)
  const end = first + samples.ticks
  const stretch = track.edits.findIndex(({ mediaTime }) => mediaTime !== undefined)
  if (track.edits.length === 0) return { startTicks: first, ticks: samples.ticks, from: first, whole: true }
  if (stretch < 0 || stretch !== track.edits.length - 1) return undefined

  const pause = track.edits.slice(0, stretch).reduce((sum, { movieTicks }) => sum + movieTicks, 0)
  // Without a movie clock neither a pause nor a length can be known; the length then is the track's own.
  if (movieTimescale === 0 && pause > 0) return undefined
  const toTicks = (movieTicks: number) => (movieTimescale ? (movieTicks / movieTimescale) * timescale : 0)

  const { movieTicks, mediaTime: asked = 0 } = track.edits[stretch]!
  const from = Math.max(asked, first)
  const lasts = asked + toTicks(movieTicks)
  // Edit lists count in the movie's ticks, often milliseconds: an end that near is meant to be the end.
  const rounding = movieTimescale ? timescale / movieTimescale : 0
  const cutsEnd = toTicks(movieTicks) > 0 && lasts < end - rounding
  const shown = (cutsEnd ? lasts : end) - from
  if (shown <= 0) return undefined
  const hidesFrames = track.kind === 'video' && (asked > first || cutsEnd)
  return { startTicks: toTicks(pause) + from - asked, ticks: shown, from, whole: !hidesFrames }
}

/** The earliest moment of any sample: with reordered pictures it is not 0. */
function firstComposition({ count, durations, compositions }: SampleTable): number {
  if (!compositions) return 0
  let decode = 0
  let first = Infinity
  for (let i = 0; i < count; i++) {
    first = Math.min(first, decode + compositions[i]!)
    decode += durations[i]!
  }
  return first
}
