import { spawn, type ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ChildPlan, ChildReport } from './child-plan.ts'

/** Hundreds of them start, each time from the same sources. */
const cache = join(tmpdir(), 'sceneloom-fakes-compiled')
const program = fileURLToPath(new URL('kill-child.ts', import.meta.url))

export interface Child {
  readonly pid: number
  /** Its library is open, and Run was pressed or is about to be. False: it died before. */
  readonly ready: Promise<boolean>
  /** What it says at its end; undefined for one that was killed. Throws for one that broke by itself. */
  readonly ended: Promise<ChildReport | undefined>
  kill(): void
}

/** Starts the program that gets killed. */
export function startChild(plan: ChildPlan, env: Readonly<Record<string, string>> = {}): Child {
  const child = spawn(process.execPath, [program, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache, ...env },
  })
  let report: ChildReport | undefined
  let errors = ''
  const ready = Promise.withResolvers<boolean>()
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    const told = JSON.parse(line) as { ready?: true; report?: ChildReport }
    if (told.ready) ready.resolve(true)
    report = told.report ?? report
  })
  child.stderr.on('data', (text: Buffer) => (errors += text.toString('utf8')))
  const ended = over(child).then(({ code, signal }) => {
    ready.resolve(false)
    if (signal === 'SIGKILL') return undefined
    if (code === 0 && report) return report
    throw new Error(`The program ended with ${code ?? signal}: ${errors}`)
  })
  // It is always looked at, but not always at once.
  ended.catch(() => undefined)
  return { pid: child.pid!, ready: ready.promise, ended, kill: () => void child.kill('SIGKILL') }
}

function over(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })))
}
