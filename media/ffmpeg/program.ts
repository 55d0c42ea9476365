import { execFile } from 'node:child_process'
import { AppError } from '../../nodes/errors.ts'

export interface ProgramOutput {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

const LIMIT_MS = 20_000
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024

/**
 * Asks a program a question that is answered in one go. No shell, no keys of this process in its environment,
 * bounded in time and in what it may say. Rejects if it gave no answer; a bad exit code is an answer.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<ProgramOutput> {
  return new Promise((resolve, reject) => {
    const options = {
      signal,
      env: { PATH: process.env['PATH'] },
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
      maxBuffer: MAX_OUTPUT_BYTES,
      windowsHide: true,
    } as const
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (signal?.aborted) reject(new AppError('stopped'))
      else if (!error) resolve({ exitCode: 0, stdout, stderr })
      else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr })
      else reject(error.killed ? new Error(`${program} gave no answer in time`, { cause: error }) : error)
    })
    child.stdin?.end()
  })
}
