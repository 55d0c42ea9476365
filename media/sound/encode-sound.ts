import { once } from 'node:events'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { type Pcm, PCM_OPTIONS, type PcmStream, RATE } from './pcm.ts'
import { type Piped, startPiped } from './piped.ts'

export interface EncodeOptions {
  readonly engine: Engine
  /** Absolute path of the .m4a; overwritten. */
  readonly output: string
  readonly signal?: AbortSignal | undefined
}

/** The clock of the whole file is that of its sound, so that its length is said to the sample. */
const ENCODER = ['-c:a', 'aac', '-b:a', '160k', '-movie_timescale', String(RATE), '-f', 'ipod', '-y']

/** Makes an AAC file that is exactly as long as the stream. */
export async function encodeSound(
  stream: PcmStream,
  { engine, output, signal }: EncodeOptions,
): Promise<void> {
  const args = ['-v', 'error', ...PCM_OPTIONS, '-i', 'pipe:0', ...ENCODER, `file:${output}`]
  const program = startPiped(engine.ffmpeg, args, { feeds: true, signal })
  program.stdout.resume()
  try {
    for await (const pcm of stream) {
      if (!(await feed(program, pcm))) break
    }
    program.stdin.end()
    const { exitCode, stderr } = await program.ended
    if (signal?.aborted) throw new AppError('stopped')
    if (exitCode !== 0) throw unfinished(stderr)
  } finally {
    program.kill()
    await program.ended.catch(() => {})
  }
}

/** False if nobody listens any more; the program then says why. */
async function feed({ stdin, ended }: Piped, pcm: Pcm): Promise<boolean> {
  if (stdin.destroyed) return false
  const bytes = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)
  if (stdin.write(bytes)) return true
  const drained = once(stdin, 'drain').then(() => true)
  return Promise.race([drained, ended.then(() => false)]).catch(() => false)
}

function unfinished(stderr: string): AppError {
  const what = 'the sound of the film'
  if (/No space left on device/.test(stderr)) return new AppError('disk_full', { what }, { message: stderr })
  return new AppError('encode_unfinished', { what }, { message: stderr })
}
