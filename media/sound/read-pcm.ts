import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { FRAME_BYTES, type Pcm, type PcmStream } from './pcm.ts'
import { type Piped, startPiped } from './piped.ts'

export interface ReadPcmOptions {
  /** What is being read, for the sentence shown if it stops early. */
  readonly what: string
  readonly signal?: AbortSignal | undefined
}

/** Sound on its way out of ffmpeg. */
export interface PcmSource extends PcmStream {
  /** Leaves the rest unread; fulfilled when the program is gone. */
  stop(): Promise<void>
}

/** Starts at once, so that it has something to give by the time it is asked; it waits while nobody reads. */
export function readPcm(engine: Engine, args: readonly string[], options: ReadPcmOptions): PcmSource {
  const program = startPiped(engine.ffmpeg, ['-v', 'error', '-nostdin', ...args], options)
  const stop = async () => {
    program.kill()
    await program.ended.catch(() => {})
  }
  return { [Symbol.asyncIterator]: () => read(program, stop, options), stop }
}

async function* read(
  program: Piped,
  stop: () => Promise<void>,
  { what, signal }: ReadPcmOptions,
): AsyncGenerator<Pcm> {
  try {
    yield* framesOf(program)
    const { exitCode, stderr } = await program.ended
    if (exitCode !== 0) throw new AppError('encode_unfinished', { what }, { message: `${what}: ${stderr}` })
  } catch (error) {
    if (signal?.aborted) throw new AppError('stopped')
    throw error
  } finally {
    await stop()
  }
}

/** Pipes are cut anywhere, also in the middle of a number. */
export async function* framesOf({ stdout, ended }: Piped): AsyncGenerator<Pcm> {
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      const whole = bytes.length - (bytes.length % FRAME_BYTES)
      rest = bytes.subarray(whole)
      if (whole > 0) yield madeSane(toFloats(bytes.subarray(0, whole)))
    }
  } catch (error) {
    // Why the program could not be started says more than that its pipe is closed.
    await ended
    throw error
  }
}

/** Far beyond whatever a microphone or a model makes. */
const ABSURD = 1_000

/** Files may hold numbers that are none. One of them would silence every filter behind it for good. */
function madeSane(pcm: Pcm): Pcm {
  for (let i = 0; i < pcm.length; i++) if (!(Math.abs(pcm[i]!) < ABSURD)) pcm[i] = 0
  return pcm
}

export function toFloats(bytes: Buffer): Pcm {
  const aligned =
    bytes.byteOffset % Float32Array.BYTES_PER_ELEMENT === 0
      ? bytes
      : Buffer.from(new Uint8Array(bytes).buffer)
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.length / Float32Array.BYTES_PER_ELEMENT)
}
