import type { Cue } from '../../nodes/captions/cue.ts'
import { writeCaptions } from './captions.ts'
import { layDown } from './lay-down.ts'
import { writeMetadata } from './metadata.ts'
import { reduce } from './numbers.ts'
import { createPayload, type Piece } from './payload.ts'
import { mergePictures, type PicturePart } from './pictures.ts'
import { type FilmSound, flowSound, type SoundFlow } from './sound-flow.ts'
import { type Chunk, type MovieTrack, NO_PLACEMENT, writeHead } from './write.ts'

export interface FilmParts {
  readonly pictures: readonly PicturePart[]
  readonly sound?: FilmSound | undefined
  /** Lines that a player can show or hide. */
  readonly captions?: readonly Cue[] | undefined
  /** Kept in the film; `readMetadata` reads them back. */
  readonly metadata?: Readonly<Record<string, string>> | undefined
}

export interface JoinedFile {
  readonly head: Buffer
  readonly pieces: readonly Piece[]
  readonly bytes: number
}

/**
 * One file out of many without touching a sample: their tables are merged, and the bytes they point to are laid
 * one behind the other. Only for parts that agree in all a decoder is told once; the plan sees to that.
 */
export function joinFilm({ pictures, sound, captions, metadata }: FilmParts): JoinedFile {
  const merged = mergePictures(pictures)
  const { timescale, sampleTicks, sizes, placement } = merged.track
  const fps = reduce({ num: timescale, den: sampleTicks })
  const flow = sound && flowSound(sound, { fps, frames: sizes.length })

  const payload = createPayload()
  const tracks: MovieTrack[] = []
  const ticks = sizes.length * sampleTicks
  const text = captions && writeCaptions(captions, { seconds: ticks / timescale, placement })
  const textChunk = text && { offset: payload.addData(text.data), samples: text.track.sizes.length }
  const chunks = layDown(pictures, { merged, flow, payload })
  tracks.push({ ...merged.track, chunks: chunks.video })
  if (flow) tracks.push(soundTrack(flow, chunks.audio))
  if (text && textChunk) tracks.push({ ...text.track, chunks: [textChunk] })

  const meta = metadata && writeMetadata(metadata)
  const head = writeHead({ timescale, ticks, tracks, meta }, payload.bytes())
  return { head, pieces: payload.pieces, bytes: head.length + payload.bytes() }
}

/** How many packets of silence must be made before these parts can be joined; Opus needs none made. */
export function silentPacketsOf({ pictures, sound }: FilmParts): number {
  const first = pictures[0]?.video
  if (!first || sound?.kind !== 'packets') return 0
  const fps = reduce({ num: first.track.timescale, den: first.frameTicks })
  const frames = pictures.reduce((sum, { samples }) => sum + samples, 0)
  const flow = flowSound(sound, { fps, frames })
  if (!flow || flow.like.codec === 'opus') return 0
  return flow.stretches.reduce((sum, { source, count }) => sum + (source ? 0 : count), 0)
}

function soundTrack({ like, priming, stretches, packets, silence }: SoundFlow, chunks: readonly Chunk[]) {
  const sizes = new Uint32Array(packets)
  let at = 0
  for (const { source, first, count } of stretches) {
    if (source) sizes.set(source.audio.track.samples.sizes.subarray(first, first + count), at)
    else sizes.fill(silence?.length ?? 0, at, at + count)
    at += count
  }
  return {
    kind: 'audio',
    timescale: like.sampleRate,
    entry: like.entry,
    placement: NO_PLACEMENT,
    mediaTime: priming,
    sampleTicks: like.packetSamples,
    sizes,
    chunks,
  } as const
}
