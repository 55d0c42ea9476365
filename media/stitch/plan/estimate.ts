import { framesToSeconds, type Layout } from '../../../nodes/cut/layout.ts'
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
  const picture = pieces.reduce((sum, piece) => {
    if (piece.kind === 'copy') return sum + sampleBytes(clips[piece.clip]!, piece)
    return sum + (standing(piece, layout) * STILL_BITS + moving(piece, layout) * MOVING_BITS) * (pixels / 8)
  }, 0)
  const seconds = framesToSeconds(layout.frames, layout.fps)
  const heard = { none: 0, copy: copiedSound(layout, clips), encode: (seconds * SOUND_BITS) / 8 }[
    sound.action
  ]
  return Math.round(picture + heard + layout.frames * INDEX_BYTES)
}

function sampleBytes(clip: FilmClip, { first, samples }: { first: number; samples: number }): number {
  return sumSizes(clip.clip!.joinable!.video!.track.samples, { first, samples })
}

function sumSizes({ sizes }: SampleTable, { first, samples }: { first: number; samples: number }): number {
  let sum = 0
  for (let i = first; i < first + samples; i++) sum += sizes[i]!
  return sum
}

/** Frames of a piece that show a picture or a card. */
function standing({ at, frames }: Piece, { shots }: Layout): number {
  return shots.reduce((sum, shot) => {
    const shown = Math.min(at + frames, shot.start + shot.frames - shot.overlap) - Math.max(at, shot.start)
    return shot.source ? sum : sum + Math.max(0, shown)
  }, 0)
}

function moving(piece: Piece, layout: Layout): number {
  return piece.frames - standing(piece, layout)
}

function copiedSound({ shots, fps }: Layout, clips: readonly FilmClip[]): number {
  return shots.reduce((sum, { shot, frames }) => {
    const track = clips[shot.clip ?? -1]?.clip?.joinable?.audio?.track
    if (!track) return sum
    const { samples, timescale } = track
    const perSecond =
      sumSizes(samples, { first: 0, samples: samples.count }) / (samples.ticks / timescale || 1)
    return sum + perSecond * framesToSeconds(frames, fps)
  }, 0)
}
