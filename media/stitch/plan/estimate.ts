import { framesToSeconds, type LaidShot, type Layout } from '../../../nodes/cut/layout.ts'
import type { SampleTable } from '../../mp4/samples.ts'
import type { FilmClip, FilmFormat, Piece } from '../film.ts'
import type { SoundPlan } from './sound.ts'

/** A film whose parts are decided. */
export interface Decided {
  readonly layout: Layout
  readonly format: FilmFormat
  readonly pieces: readonly Piece[]
  readonly sound: SoundPlan['sound']
}

/** What our encoder needs for a pixel of an ordinary moving picture, and of one that stands still. */
const MOVING_BITS = 0.1
const STILL_BITS = 0.02
/** AAC as we encode it. */
const SOUND_BITS = 160_000
/** The index: what a frame and its sound need in the tables. */
const INDEX_BYTES = 24

/** About how large the file will be. Copied samples are counted, encoded ones are a guess. */
export function estimateBytes(
  { layout, format, pieces, sound }: Decided,
  clips: readonly FilmClip[],
): number {
  const pixels = format.width * format.height
  const still = layout.shots.filter(({ source }) => !source)
  const picture = pieces.reduce((sum, piece) => {
    if (piece.kind === 'copy') return sum + sampleBytes(clips[piece.clip]!, piece)
    const standing = framesOf(still, piece)
    return sum + (standing * STILL_BITS + (piece.frames - standing) * MOVING_BITS) * (pixels / 8)
  }, 0)
  return Math.round(picture + soundBytes(layout, sound, clips) + layout.frames * INDEX_BYTES)
}

function sampleBytes(clip: FilmClip, { first, samples }: { first: number; samples: number }): number {
  return sumSizes(clip.clip!.joinable!.video!.track.samples, { first, samples })
}

function sumSizes({ sizes }: SampleTable, { first, samples }: { first: number; samples: number }): number {
  let sum = 0
  for (let i = first; i < first + samples; i++) sum += sizes[i]!
  return sum
}

/** How many frames of a piece show one of these shots. */
function framesOf(shots: readonly LaidShot[], { at, frames }: Piece): number {
  return shots.reduce((sum, shot) => {
    const shown = Math.min(at + frames, shot.start + shot.frames - shot.overlap) - Math.max(at, shot.start)
    return sum + Math.max(0, shown)
  }, 0)
}

function soundBytes(layout: Layout, { action }: SoundPlan['sound'], clips: readonly FilmClip[]): number {
  switch (action) {
    case 'none':
      return 0
    case 'copy':
      return copiedSound(layout, clips)
    case 'encode':
      return (framesToSeconds(layout.frames, layout.fps) * SOUND_BITS) / 8
  }
}

function copiedSound({ shots, fps }: Layout, clips: readonly FilmClip[]): number {
  const rates = clips.map(({ clip }) => {
    const { samples, timescale } = clip?.joinable?.audio?.track ?? {}
    if (!samples || !timescale || samples.ticks === 0) return 0
    return sumSizes(samples, { first: 0, samples: samples.count }) / (samples.ticks / timescale)
  })
  return shots.reduce(
    (sum, { shot, frames }) => sum + (rates[shot.clip ?? -1] ?? 0) * framesToSeconds(frames, fps),
    0,
  )
}
