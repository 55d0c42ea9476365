import { AppError } from '../../nodes/errors.ts'
import { type ArrangedSound, arrangeSound, type JoinSource, type SoundPart } from './arrange-sound.ts'
import { PACKET } from './joinable.ts'
import { leastCommonMultiple, reduce } from './numbers.ts'
import type { SampleTable } from './samples.ts'
import { type Chunk, type MovieTrack, NO_PLACEMENT, writeHead } from './write.ts'

/** What to write behind the head, in order: bytes of a clip's file, or bytes of our own. */
export type Piece =
  { readonly clip: number; readonly offset: number; readonly bytes: number } | { readonly data: Buffer }

export interface JoinedFile {
  readonly head: Buffer
  readonly pieces: readonly Piece[]
  readonly bytes: number
}

export interface Joining {
  readonly sources: readonly JoinSource[]
  readonly sound?: ArrangedSound | undefined
  readonly silentPackets: number
}

/** Fits the sounds together; then it is known whether packets of silence are needed. */
export function prepareJoin(sources: readonly JoinSource[]): Joining {
  const { track, frameTicks } = sources[0]!.video
  const fps = reduce({ num: track.timescale, den: frameTicks })
  const sampleRate = sources.find(({ audio }) => audio)?.audio?.config.sampleRate
  const sound = sampleRate === undefined ? undefined : arrangeSound(sources, { sampleRate, fps })
  const silentPackets =
    sound?.parts.reduce((sum, { silentBefore, silentAfter }) => sum + silentBefore + silentAfter, 0) ?? 0
  return { sources, sound, silentPackets }
}

/**
 * One file out of many without touching a sample: their tables are merged, and the bytes they point to are laid
 * one behind the other. Only for sources that agree in all a decoder is told once; the plan sees to that.
 */
export function joinMp4({ sources, sound }: Joining, silence?: Buffer): JoinedFile {
  const payload = createPayload()
  const video = sources.map(() => [] as Chunk[])
  const audio = sources.map(() => [] as Chunk[])
  for (const [clip, source] of sources.entries()) {
    const part = sound?.parts[clip]
    addSilence(audio[clip]!, payload, { count: part?.silentBefore ?? 0, silence })
    const runs = [
      ...contiguousRuns(source.video.track.samples, { first: 0, count: Infinity, chunks: video[clip]! }),
      ...(source.audio && part
        ? contiguousRuns(source.audio.track.samples, { ...part, chunks: audio[clip]! })
        : []),
    ]
    payload.addRuns(clip, runs)
    addSilence(audio[clip]!, payload, { count: part?.silentAfter ?? 0, silence })
  }

  const picture = mergePictures(sources, video.flat())
  const tracks = sound ? [picture, mergeSound(sources, sound, { chunks: audio.flat(), silence })] : [picture]
  const ticks = picture.sizes.length * picture.sampleTicks
  const head = writeHead({ timescale: picture.timescale, ticks, tracks }, payload.bytes())
  return { head, pieces: payload.pieces, bytes: head.length + payload.bytes() }
}

/** Samples that lie one behind the other in a clip's file. */
interface Run {
  readonly offset: number
  readonly bytes: number
  readonly samples: number
  /** Told the place of the run in the new file when it is known. */
  readonly chunks: Chunk[]
}

function contiguousRuns(
  { offsets, sizes, count: all }: SampleTable,
  { first, count, chunks }: { first: number; count: number; chunks: Chunk[] },
): Run[] {
  const end = Math.min(all, first + count)
  const runs: Run[] = []
  for (let from = first; from < end;) {
    const offset = offsets[from]!
    let to = from
    let bytes = 0
    while (to < end && offsets[to] === offset + bytes) bytes += sizes[to++]!
    runs.push({ offset, bytes, samples: to - from, chunks })
    from = to
  }
  return runs
}

/** Smaller holes between samples are copied along: one long read is cheaper than two short ones. */
const MAX_HOLE = 16 * 1024

function createPayload() {
  const pieces: Piece[] = []
  let end = 0
  const add = (piece: Piece, bytes: number) => {
    pieces.push(piece)
    end += bytes
  }
  return {
    pieces,
    bytes: () => end,
    addData: (data: Buffer) => add({ data }, data.length),
    /** Lays the runs' bytes down in the order of their file, and tells each run's track where they went. */
    addRuns(clip: number, runs: readonly Run[]) {
      const moved = new Map<Run, number>()
      const ordered = runs.toSorted((a, b) => a.offset - b.offset)
      for (let from = 0; from < ordered.length;) {
        const { offset } = ordered[from]!
        let stop = offset
        let to = from
        for (; to < ordered.length && ordered[to]!.offset <= stop + MAX_HOLE; to++) {
          const run = ordered[to]!
          moved.set(run, end + run.offset - offset)
          stop = Math.max(stop, run.offset + run.bytes)
        }
        add({ clip, offset, bytes: stop - offset }, stop - offset)
        from = to
      }
      for (const run of runs) run.chunks.push({ offset: moved.get(run)!, samples: run.samples })
    },
  }
}

function addSilence(
  chunks: Chunk[],
  payload: ReturnType<typeof createPayload>,
  { count, silence }: { count: number; silence: Buffer | undefined },
): void {
  if (count === 0) return
  if (!silence) throw new AppError('internal', {}, { message: 'a join needs silence and was given none' })
  chunks.push({ offset: payload.bytes(), samples: count })
  payload.addData(Buffer.alloc(count * silence.length, silence))
}

function mergePictures(sources: readonly JoinSource[], chunks: readonly Chunk[]): MovieTrack {
  const first = sources[0]!.video
  const timescale = leastCommonMultiple(sources.map(({ video }) => video.track.timescale))
  const count = sources.reduce((sum, { video }) => sum + video.track.samples.count, 0)
  const sizes = new Uint32Array(count)
  const sync = new Uint8Array(count)
  const compositions = new Int32Array(count)
  const mediaTime = Math.max(...sources.map((source) => reorderTicks(source, timescale)))
  let at = 0
  for (const { video } of sources) {
    const { track, shown } = video
    const { samples } = track
    const scale = timescale / track.timescale
    // Each clip brings its own delay; in the film every clip's first picture waits equally long.
    const shift = mediaTime - shown.from * scale
    for (let i = 0; i < samples.count; i++) {
      compositions[at + i] = (samples.compositions?.[i] ?? 0) * scale + shift
      sync[at + i] = samples.sync?.[i] ?? 1
    }
    sizes.set(samples.sizes, at)
    at += samples.count
  }
  const { entry, track, frameTicks } = first
  const { placement } = track
  const sampleTicks = frameTicks * (timescale / track.timescale)
  const alwaysSync = sync.every((flag) => flag === 1)
  return {
    kind: 'video',
    timescale,
    entry,
    placement,
    mediaTime,
    sampleTicks,
    sizes,
    chunks,
    compositions,
    ...(!alwaysSync && { sync }),
  }
}

/** How long the first picture must wait so that no picture is shown before it is decoded. */
function reorderTicks({ video: { track, shown } }: JoinSource, timescale: number): number {
  let earliest = Infinity
  for (let i = 0; i < track.samples.count; i++) {
    earliest = Math.min(earliest, track.samples.compositions?.[i] ?? 0)
  }
  return (shown.from - earliest) * (timescale / track.timescale)
}

function mergeSound(
  sources: readonly JoinSource[],
  { priming, parts }: ArrangedSound,
  { chunks, silence }: { chunks: readonly Chunk[]; silence: Buffer | undefined },
): MovieTrack {
  const total = ({ silentBefore, count, silentAfter }: SoundPart) => silentBefore + count + silentAfter
  const sizes = new Uint32Array(parts.reduce((sum, part) => sum + total(part), 0)).fill(silence?.length ?? 0)
  let at = 0
  for (const [clip, part] of parts.entries()) {
    const own = sources[clip]!.audio?.track.samples.sizes.subarray(part.first, part.first + part.count)
    if (own) sizes.set(own, at + part.silentBefore)
    at += total(part)
  }
  const { entry, config } = sources.find(({ audio }) => audio)!.audio!
  const { sampleRate: timescale } = config
  return {
    kind: 'audio',
    timescale,
    entry,
    placement: NO_PLACEMENT,
    mediaTime: priming,
    sampleTicks: PACKET,
    sizes,
    chunks,
  }
}
