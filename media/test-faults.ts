import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'

/** The calls by which anything gets onto a disk. `write` also wakes threads, so it can be a death and no refusal. */
export const persistenceCalls = [
  'pwrite64',
  'fsync',
  'fdatasync',
  'rename',
  'mkdir',
  'unlink',
  'ftruncate',
] as const
export type PersistenceCall = (typeof persistenceCalls)[number] | 'write'

export interface Fault {
  readonly call: PersistenceCall
  /** The first is 1; each thread counts for itself. */
  readonly nth: number
  /** The process ends there, as in a power cut; or the system refuses it, once or from then on. */
  readonly as: 'death' | 'ENOSPC' | 'EIO'
  readonly onwards?: boolean
}

export interface Told {
  readonly status: number | null
  readonly died: boolean
  /** What it said, and what it answered as far as that got. */
  readonly said: string
  readonly answered: string
}

// What was built starts three times as fast as its sources, which counts where it is started thousands of times.
const built = process.env['SCENELOOM_PROGRAM']
const program = built === undefined ? join(import.meta.dirname, 'cli.ts') : resolve(built)
// All that is asynchronous in one thread, so that the n-th call is the same call every time.
const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }
const quiet = ['-f', '-qq']
/** Much quicker, but with it some kernels deliver no signal. */
const quick = ['--seccomp-bpf']

const asked = process.env['SCENELOOM_FAULTS']

/** How many points of each sweep are looked at; all there are where SCENELOOM_FAULTS says so. */
export function pointsAsked(usually: number): number {
  return asked === 'all' ? Infinity : Number(asked ?? usually)
}

export const looksBriefly = asked === undefined

/** How the disk refuses: for good, once, or with an error of its own. Usually only the first. */
export const refusals: readonly Pick<Fault, 'as' | 'onwards'>[] = [
  { as: 'ENOSPC', onwards: true },
  { as: 'ENOSPC' },
  { as: 'EIO' },
  { as: 'EIO', onwards: true },
].slice(0, looksBriefly ? 1 : Infinity) as readonly Pick<Fault, 'as' | 'onwards'>[]

/** Every call of a sweep is a start of the whole program. */
export const SWEEP_MS = 7_200_000

/** Whether calls of another process can be counted and refused here. */
export function canInjectFaults(): boolean {
  return process.platform === 'linux' && spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
}

/** Types a command of ours, with the world as it is or with a fault in it. */
export function sceneloom(words: readonly string[], fault?: Fault): Promise<Told> {
  return perform([program, ...words], fault)
}

/** The same for any program of ours: its file, and its words. */
export async function perform(words: readonly string[], fault?: Fault): Promise<Told> {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', ...words]
  const [name, ...args] = fault
    ? [
        'strace',
        ...quiet,
        ...(fault.as === 'death' ? [] : quick),
        '-o',
        '/dev/null',
        ...injection(fault),
        ...node,
      ]
    : node
  const child = spawn(name!, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const [answered, said, [status, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ])
  // The one that traces it ends in the same way, or says so.
  return { status, died: signal === 'SIGKILL' || status === 137, said, answered }
}

function injection({ call, nth, as, onwards }: Fault): string[] {
  const what = as === 'death' ? 'signal=SIGKILL' : `error=${as}`
  return ['-e', `trace=${call}`, '-e', `inject=${call}:${what}:when=${nth}${onwards ? '+' : ''}`]
}

/** How often a command makes each of these calls, in the thread that makes most of them. */
export function countCalls(words: readonly string[], calls: readonly PersistenceCall[]) {
  return countCallsOf([program, ...words], calls)
}

/** The same for any program of ours. */
export async function countCallsOf(
  words: readonly string[],
  calls: readonly PersistenceCall[],
): Promise<Map<PersistenceCall, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'sceneloom-calls-'))
  const file = join(folder, 'calls')
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', ...words]
  spawnSync('strace', [...quiet, ...quick, '-o', file, '-e', `trace=${calls.join(',')}`, ...node], { env })
  const counts = new Map<string, number>()
  for (const [, key] of readFileSync(file, 'utf8').matchAll(/^(\d+ +\w+)\(/gm)) {
    counts.set(key!, (counts.get(key!) ?? 0) + 1)
  }
  rmSync(folder, { recursive: true, force: true })
  const most = (call: string) =>
    Math.max(0, ...[...counts].filter(([key]) => key.endsWith(` ${call}`)).map(([, count]) => count))
  return new Map(calls.map((call) => [call, most(call)]))
}

/** Every point of every call, or about so many of them, evenly spread. */
export function pointsOf<C extends string>(
  counts: ReadonlyMap<C, number>,
  atMost = Infinity,
): { readonly call: C; readonly nth: number }[] {
  const all = [...counts].flatMap(([call, count]) =>
    Array.from({ length: count }, (_, index) => ({ call, nth: index + 1 })),
  )
  const step = Math.max(1, all.length / atMost)
  // From the middle of each stretch: the first calls are those of the opening.
  return all.filter((_, index) => index === Math.floor((Math.floor(index / step) + 0.5) * step))
}

export const sha = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
