import type { Music } from '../../nodes/cut/cut.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards, probe } from '../ffmpeg/probe.ts'
import { openSource } from '../files/source.ts'
import { sniffSource } from '../inspect-file.ts'
import { createTap } from './blocks.ts'
import { cross } from './envelope.ts'
import { CHANNELS, type Pcm, PCM_OPTIONS, type PcmStream, RATE, silence, soundFrames } from './pcm.ts'
import { readPcm } from './read-pcm.ts'
import { onClock } from './stretch-graph.ts'

export interface MusicJob {
  readonly engine: Engine
  readonly path: string
  readonly settings: Pick<Music, 'from' | 'loop'>
  readonly signal?: AbortSignal | undefined
}

/** Where it begins again it crosses into itself for so long. */
const LOOP_CROSSING = (RATE * 50) / 1000
const PIECE = RATE / 10

/** Music that short is kept rather than decoded again and again. */
const KEPT_FRAMES = 60 * RATE

/** The music from where it is to begin, again and again if it is to loop. */
export async function* streamMusic(job: MusicJob): PcmStream {
  const decode = await musicDecoder(job)
  const memory = createMemory()
  let ending: Pcm | undefined
  for (;;) {
    const { rest, frames } = yield* playOnce(memory.recall() ?? memory.keep(decode()), ending)
    const canLoop = job.settings.loop && frames >= 4 * LOOP_CROSSING
    if (!canLoop) return yield rest
    ending = rest
  }
}

/** Everything but the very end, which is for the beginning of the next time. */
async function* playOnce(stream: PcmStream, ending: Pcm | undefined) {
  const tap = createTap(stream)
  try {
    let frames = 0
    let rest = silence(0)
    for (let piece = await tap.read(PIECE); piece.length > 0; piece = await tap.read(PIECE)) {
      if (frames === 0 && ending) piece.set(cross(ending, piece.subarray(0, ending.length)))
      frames += soundFrames(piece)
      const held = concat(rest, piece)
      const ready = Math.max(0, held.length - LOOP_CROSSING * CHANNELS)
      if (ready > 0) yield held.subarray(0, ready)
      rest = held.subarray(ready)
    }
    return { rest, frames }
  } finally {
    await tap.close()
  }
}

function concat(one: Pcm, other: Pcm): Pcm {
  const both = new Float32Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

async function musicDecoder({ engine, path, settings, signal }: MusicJob): Promise<() => PcmStream> {
  const source = await openSource(path, 'The music')
  const { demuxer } = await sniffSource(source).finally(source.close)
  const input = [...inputGuards(demuxer), '-threads', '1', '-i', `file:${path}`]
  const { audio } = await probe(engine, path, { demuxer, name: 'The music', signal })
  const from = Math.round(settings.from * RATE)
  const args = [
    ...input,
    '-map',
    '0:a:0',
    '-af',
    onClock({ shift: 0, from, channels: audio?.channels ?? 2 }),
    ...PCM_OPTIONS,
    'pipe:1',
  ]
  return () => readPcm(engine, args, { what: 'the music', signal })
}

/** Keeps what streams by, unless it becomes too much. */
function createMemory() {
  let pieces: Pcm[] | undefined = []
  let frames = 0
  let complete = false

  async function* keep(stream: PcmStream): PcmStream {
    for await (const pcm of stream) {
      frames += soundFrames(pcm)
      if (frames > KEPT_FRAMES) pieces = undefined
      pieces?.push(pcm.slice())
      yield pcm
    }
    complete = true
  }
  async function* again(kept: readonly Pcm[]): PcmStream {
    yield* kept
  }
  return {
    keep,
    /** Undefined if it must be decoded. */
    recall: (): PcmStream | undefined => (complete && pieces ? again(pieces) : undefined),
  }
}
