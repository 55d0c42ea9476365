import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { AppError } from '../../nodes/errors.ts'

/** A program that sound streams out of, or into. */
export interface Piped {
  readonly stdin: Writable
  readonly stdout: Readable
  /** When it is really gone. `exitCode` is undefined for one that was killed. */
  readonly ended: Promise<Ended>
  kill(): void
}

export interface Ended {
  readonly exitCode: number | undefined
  readonly stderr: string
}

export interface PipedOptions {
  /** Sound goes in, not only out. */
  readonly feeds?: true
  readonly signal?: AbortSignal | undefined
}

/** More than this is noise that nobody reads. */
const MAX_CHARACTERS = 100_000

export function startPiped(program: string, args: readonly string[], options: PipedOptions = {}): Piped {
  const { signal, feeds } = options
  if (signal?.aborted) throw new AppError('stopped')
  // No key or token of this process may reach a decoder that reads hostile files.
  const child = spawn(program, args, {
    stdio: [feeds ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
    windowsHide: true,
  })
  const kill = () => {
    child.kill('SIGKILL')
    // What nobody will read any more would keep it from counting as gone.
    child.stdout?.destroy()
  }
  signal?.addEventListener('abort', kill, { once: true })
  let stderr = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < MAX_CHARACTERS) stderr += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'ENOENT' ? new AppError('ffmpeg_missing', {}, { cause }) : cause),
    )
    child.on('close', (code) => resolve({ exitCode: code ?? undefined, stderr }))
  }).finally(() => signal?.removeEventListener('abort', kill))
  // Whoever reads or writes hears of it there; a program that nobody waits for yet must not end this one.
  ended.catch(() => {})
  child.stdin?.on('error', () => {})
  return { stdin: child.stdin!, stdout: child.stdout!, ended, kill }
}
