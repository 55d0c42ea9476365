import { spawn } from 'node:child_process'
import { AppError } from '../../nodes/errors.ts'

export interface Printed {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface QuietOptions {
  readonly signal?: AbortSignal | undefined
  readonly onOutput?: (text: string) => void
}

/** More than this is noise that nobody reads. */
const MAX_CHARACTERS = 1_000_000

/**
 * Runs a program for what it prints. Answers when it is really gone, also after being stopped, so that nothing
 * is left running behind a finished promise.
 */
export async function runQuietly(
  program: string,
  args: readonly string[],
  { signal, onOutput }: QuietOptions = {},
): Promise<Printed> {
  if (signal?.aborted) throw new AppError('stopped')
  // No key or token of this process may reach a decoder that reads hostile files.
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
    windowsHide: true,
  })
  const stop = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', stop, { once: true })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    onOutput?.(text)
    if (stdout.length < MAX_CHARACTERS) stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < MAX_CHARACTERS) stderr += text
  })
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on('error', (cause: NodeJS.ErrnoException) =>
        reject(cause.code === 'ENOENT' ? new AppError('ffmpeg_missing', {}, { cause }) : cause),
      )
      child.on('close', (code) => resolve(code ?? -1))
    })
    if (signal?.aborted) throw new AppError('stopped')
    return { exitCode, stdout, stderr }
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}
