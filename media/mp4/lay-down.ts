import { AppError } from '../../nodes/errors.ts'
import { contiguousRuns, type Payload, type PlacedChunk, type Run } from './payload.ts'
import type { MergedPictures, PicturePart } from './pictures.ts'
import { createTap, type SoundFlow, type SoundStretch } from './sound-flow.ts'

interface Laying {
  readonly merged: MergedPictures
  readonly flow: SoundFlow | undefined
  readonly payload: Payload
}

/**
 * Puts all bytes of the film in order: pictures and sound of the same moment near each other, so that a player
 * reads the film from front to back. A clip that brings both lies there as it lay in its own file.
 */
export function layDown(parts: readonly PicturePart[], { merged, flow, payload }: Laying) {
  const video: PlacedChunk[] = []
  const audio: PlacedChunk[] = []
  const secondInFrames = Math.max(1, Math.round(merged.track.timescale / merged.track.sampleTicks))
  const packetsBefore = packetClock(merged, flow)
  const tap = createTap(flow?.stretches ?? [])
  let at = 0
  for (const part of parts) {
    const own = { samples: part.video.track.samples, prefix: merged.prefix(part) }
    const heard = tap(packetsBefore(at + part.samples) - packetsBefore(at))
    const isTogether = heard.every(({ source }) => !source || source.file === part.file)
    const step = isTogether ? part.samples : secondInFrames
    const rest = createTap(heard)
    for (let from = 0; from < part.samples; from += step) {
      const count = Math.min(step, part.samples - from)
      const runs = contiguousRuns({ ...own, first: part.first + from, count })
      for (const { chunk } of runs) video.push(chunk)
      const stretches = rest(packetsBefore(at + from + count) - packetsBefore(at + from))
      laySlice({ file: part.file, runs, stretches }, { payload, audio, silence: flow?.silence })
    }
    at += part.samples
  }
  return { video, audio }
}

/** How many packets belong to the pictures before a frame of the film. */
function packetClock({ track }: MergedPictures, flow: SoundFlow | undefined): (frame: number) => number {
  if (!flow) return () => 0
  const { sampleRate, packetSamples } = flow.like
  return (frame) => {
    if (frame === 0) return 0
    if (frame === track.sizes.length) return flow.packets
    const samples = (frame * track.sampleTicks * sampleRate) / track.timescale + flow.priming
    return Math.min(flow.packets, Math.ceil(samples / packetSamples))
  }
}

interface Slice {
  readonly file: number
  readonly runs: readonly Run[]
  readonly stretches: readonly SoundStretch[]
}

interface SliceSound {
  readonly payload: Payload
  readonly audio: PlacedChunk[]
  readonly silence: Buffer | undefined
}

function laySlice({ file, runs, stretches }: Slice, { payload, audio, silence }: SliceSound): void {
  const perFile = new Map([[file, [...runs]]])
  for (const { source, first, count } of stretches) {
    if (!source) {
      audio.push(addSilence(payload, { count, silence }))
      continue
    }
    const own = contiguousRuns({ samples: source.audio.track.samples, first, count })
    for (const { chunk } of own) audio.push(chunk)
    const together = perFile.get(source.file) ?? []
    for (const run of own) together.push(run)
    perFile.set(source.file, together)
  }
  for (const [from, together] of perFile) payload.addRuns(from, together)
}

function addSilence(
  payload: Payload,
  { count, silence }: { count: number; silence: Buffer | undefined },
): PlacedChunk {
  if (!silence) throw new AppError('internal', {}, { message: 'a join needs silence and was given none' })
  return { offset: payload.addData(Buffer.alloc(count * silence.length, silence)), samples: count }
}
