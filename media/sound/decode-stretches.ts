import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { CHANNELS, type Pcm, type PcmStream, silence, soundFrames } from './pcm.ts'
import { type PcmSource, readPcm } from './read-pcm.ts'
import { decodeArguments, type HeardStretch, type SoundClip } from './stretch-graph.ts'
import type { Stretch } from './stretches.ts'

export interface DecodeJob {
  readonly engine: Engine
  readonly clips: readonly SoundClip[]
  readonly signal?: AbortSignal | undefined
}

/** Starting ffmpeg takes longer than decoding a short clip; more inputs than these would keep memory. */
const STRETCHES_A_PROGRAM = 16

/** Even what is silent comes in pieces, so that an hour of it fits into memory. */
const PIECE_FRAMES = 48_000

export interface Decoder {
  /** The sound of the next stretch, as long as the stretch; to be read to its end before the next is asked for. */
  next(stretch: Stretch): PcmStream
  stop(): Promise<void>
}

/** Decodes stretches in their order, a few ahead of being asked. */
export function createDecoder(stretches: readonly Stretch[], job: DecodeJob): Decoder {
  const groups = groupsOf(stretches)
  const started: PcmSource[] = []
  const start = () => {
    const group = groups.shift()
    if (!group) return undefined
    const options = { what: 'the sound of the film', signal: job.signal }
    const source = readPcm(job.engine, decodeArguments(group, job.clips), options)
    started.push(source)
    return source
  }
  let ahead = start()
  let left = silence(0)

  async function* everything(): AsyncGenerator<Pcm> {
    while (ahead) {
      const current = ahead
      ahead = start()
      yield* current
      started.splice(started.indexOf(current), 1)
    }
  }
  const sound = everything()

  async function take(atMost: number): Promise<Pcm> {
    if (left.length === 0) left = await more(sound)
    const piece = left.subarray(0, atMost * CHANNELS)
    left = left.subarray(piece.length)
    return piece
  }

  async function* next({ start: from, end, source }: Stretch): AsyncGenerator<Pcm> {
    let wanted = end - from
    while (wanted > 0) {
      const piece = source ? await take(wanted) : silence(Math.min(wanted, PIECE_FRAMES))
      wanted -= soundFrames(piece)
      yield piece
    }
  }
  return {
    next,
    stop: async () => {
      groups.length = 0
      await Promise.all(started.map((source) => source.stop()))
    },
  }
}

async function more(sound: AsyncGenerator<Pcm>): Promise<Pcm> {
  const { value, done } = await sound.next()
  if (!done) return value
  throw new AppError(
    'encode_unfinished',
    { what: 'the sound of the film' },
    { message: 'decoding ended early' },
  )
}

function groupsOf(stretches: readonly Stretch[]): HeardStretch[][] {
  const heard = stretches.filter((stretch): stretch is HeardStretch => stretch.source !== undefined)
  const groups: HeardStretch[][] = []
  for (let from = 0; from < heard.length; from += STRETCHES_A_PROGRAM) {
    groups.push(heard.slice(from, from + STRETCHES_A_PROGRAM))
  }
  return groups
}
