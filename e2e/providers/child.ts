import { spawn, type ChildProcess } from 'node:child_process'
import { renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { ChildPlan, ChildReport } from './child-plan.ts'

const cache = join(tmpdir(), 'sceneloom-fakes-compiled')
/** Hundreds of them start: one file is read in a fraction of the time that all the sources take. */
const program = await bundleProgram()

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

async function bundleProgram(): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  // In there, so that it finds the packages that carry machine code.
  const file = join(root, 'node_modules/.cache/kill-child.mjs')
  const fresh = `${file}.${process.pid}.mjs`
  await build({
    absWorkingDir: root,
    entryPoints: ['e2e/providers/kill-child.ts'],
    outfile: fresh,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['better-sqlite3', '@napi-rs/canvas'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url), __dirname = import.meta.dirname, __filename = import.meta.filename;",
    },
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
    minify: true,
    logLevel: 'warning',
  })
  // Whoever else builds it at this moment builds the same.
  renameSync(fresh, file)
  return file
}
