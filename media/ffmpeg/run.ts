import type { Readable } from 'node:stream'
import ffmpeg from 'fluent-ffmpeg'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from './engine.ts'
import { createProgressReader } from './progress.ts'

export interface FfmpegInput {
  /** An absolute path (given to ffmpeg with the `file:` prefix), a lavfi graph, or a stream for stdin. */
  readonly source: string | Readable
  readonly options?: readonly string[]
  readonly lavfi?: true
}

export interface FfmpegJob {
  /** What is being made, for the sentence shown if it stops early: "the clip". */
  readonly what: string
  readonly inputs: readonly FfmpegInput[]
  /** Everything between the inputs and the file: filters, maps, codecs. */
  readonly options: readonly string[]
  /** Absolute path. A partial file is left for the caller's temporary folder to sweep. */
  readonly output: string
  /** Length of the output: what 100 % means. */
  readonly seconds?: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Runs one ffmpeg command. This is the only file that names fluent-ffmpeg (archived upstream): it composes
 * the arguments and owns the process, and can go one day without anyone noticing. Its scan of formats and
 * encoders before the first job is skipped, because the engine was checked once when it was found.
 */
export async function runFfmpeg(engine: Engine, job: FfmpegJob): Promise<void> {
  if (job.signal?.aborted) throw new AppError('stopped')
  const command = compose(engine, job)
  const stderr: string[] = []

  await new Promise<void>((resolve, reject) => {
    // Asked to end, it first finishes what it has begun to encode, for seconds, and that is swept anyway.
    const stop = () => command.kill('SIGKILL')
    const settle = (finish: () => void) => {
      job.signal?.removeEventListener('abort', stop)
      finish()
    }
    const onLine = createProgressReader(job.seconds, (fraction) => job.onProgress?.(fraction))
    // A stop that came while the process was being started has found nothing to stop.
    command.on('start', () => {
      if (job.signal?.aborted) stop()
    })
    command.on('stderr', (line: string) => {
      if (onLine(line)) return
      stderr.push(line)
      if (stderr.length > 40) stderr.shift()
    })
    command.on('end', () => settle(resolve))
    command.on('error', (error: NodeJS.ErrnoException) =>
      settle(() => reject(job.signal?.aborted ? new AppError('stopped') : toAppError(error, job, stderr))),
    )
    job.signal?.addEventListener('abort', stop, { once: true })
    command.run()
  })
  if (job.signal?.aborted) throw new AppError('stopped')
}

type Command = ffmpeg.FfmpegCommand & Internals

/** The parts of fluent-ffmpeg 2.1.3 (frozen) that its types leave out. */
interface Internals {
  _checkCapabilities: (done: (error?: Error) => void) => void
  _spawnFfmpeg: (args: string[], options: object, ...callbacks: [onStart: unknown, onEnd: OnEnd]) => void
}
type OnEnd = (error: Error | null, stdout?: { get(): string }, stderr?: { get(): string }) => void

function compose(engine: Engine, job: FfmpegJob): Command {
  const command = ffmpeg({ stdoutLines: 40 }) as Command
  command.setFfmpegPath(engine.ffmpeg)
  const streams = job.inputs.some((input) => typeof input.source !== 'string')
  for (const [index, input] of job.inputs.entries()) {
    const source = typeof input.source === 'string' && !input.lavfi ? `file:${input.source}` : input.source
    command.input(source)
    command.inputOptions([
      ...(index === 0 ? ['-y'] : []),
      ...(index === 0 && !streams ? ['-nostdin'] : []),
      ...(input.lavfi ? ['-f', 'lavfi'] : []),
      ...(input.options ?? []),
    ])
  }
  command.outputOptions(['-hide_banner', '-nostats', '-progress', 'pipe:2', ...job.options])
  command.output(`file:${job.output}`)

  command._checkCapabilities = (done) => done()
  command.availableEncoders = (done) => done(null as never, {})
  const spawn = command._spawnFfmpeg
  const silence = { get: () => '' }
  command._spawnFfmpeg = (args, options, ...[onStart, onEnd]) => {
    // No key or token of this process may reach a decoder that reads hostile files: PATH is all ffmpeg needs.
    const bare = { ...options, env: { PATH: process.env['PATH'] } }
    // A program that cannot be started has said nothing, which fluent-ffmpeg then trips over.
    spawn.call(command, args, bare, onStart, (error, stdout = silence, stderr = silence) =>
      onEnd(error, stdout, stderr),
    )
  }
  return command
}

function toAppError(error: NodeJS.ErrnoException, job: FfmpegJob, stderr: readonly string[]): AppError {
  const message = [error.message, ...stderr].join('\n')
  if (error.code === 'ENOENT') return new AppError('ffmpeg_missing', {}, { message, cause: error })
  if (/No space left on device/.test(message)) {
    return new AppError('disk_full', { what: job.what }, { message, cause: error })
  }
  return new AppError('encode_unfinished', { what: job.what }, { message, cause: error })
}
