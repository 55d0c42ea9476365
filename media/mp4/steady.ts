import { steadyFrameTiming, steadyPacketTiming, type Timing } from './clock.ts'
import type { SampleTable } from './samples.ts'
import type { Edit, Track } from './track.ts'

/** Undefined when the samples last differently long; the last one may, that is how muxers end a clip. */
export function steadyTicks({ samples: { count, durations } }: Track): number | undefined {
  for (let i = 1; i < count - 1; i++) if (durations[i] !== durations[0]) return undefined
  return durations[0] === 0 ? undefined : durations[0]
}

/** Containers that count milliseconds leave their rounding in every file that is made of them. */
const MILLISECOND_NS = 1_000_000

/** The track on the exact clock that its frames were made with, where only rounding hides it. */
export function steadyPictures(track: Track): Track {
  if (steadyTicks(track)) return track
  const timing = steadyFrameTiming(shownMilliseconds(track), { unitNs: MILLISECOND_NS })
  return timing ? withTiming(track, timing) : track
}

/** The same for packets of sound, whose length is known. */
export function steadyPackets(track: Track, told: { sampleRate: number; packetSamples: number }): Track {
  if (steadyTicks(track)) return track
  const timing = steadyPacketTiming(shownMilliseconds(track), { ...told, unitNs: MILLISECOND_NS })
  return timing ? withTiming(track, timing) : track
}

function shownMilliseconds({ timescale, samples }: Track): number[] {
  return shownTicks(samples).map((ticks) => (ticks / timescale) * 1_000)
}

function shownTicks({ durations, compositions }: SampleTable): number[] {
  let decode = 0
  return Array.from(durations, (duration, index) => {
    decode += duration
    return decode - duration + (compositions?.[index] ?? 0)
  })
}

/** What was shown first is at zero now; the edits move with it. */
function withTiming(track: Track, { timescale, durations, compositions, ticks }: Timing): Track {
  const first = shownTicks(track.samples).reduce((least, time) => Math.min(least, time), Infinity)
  const move = (time: number) => Math.round(((time - first) / track.timescale) * timescale)
  const edits = track.edits.length > 0 ? track.edits : [{ movieTicks: 0, mediaTime: 0 }]
  const moved: Edit[] = edits.map(({ movieTicks, mediaTime }) => ({
    movieTicks,
    mediaTime: mediaTime === undefined ? undefined : move(mediaTime),
  }))
  return { ...track, timescale, edits: moved, samples: { ...track.samples, durations, compositions, ticks } }
}
