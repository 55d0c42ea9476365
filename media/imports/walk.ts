import type { BigIntStats, Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { isLeftAside } from '../../nodes/left-aside.ts'
import { fromReadError } from '../files/file-error.ts'

export interface FoundFile {
  readonly path: string
  /** Relative to what was named, or the file's own name. */
  readonly name: string
  readonly sizeBytes: number
}

export interface LeftAside {
  readonly name: string
  readonly error: unknown
}

export interface WalkOptions {
  readonly signal?: AbortSignal | undefined
  /** Folders that are nobody's to import: the library itself. */
  readonly except?: readonly string[] | undefined
}

/** As people number them: clip 2 before clip 10. */
const natural = new Intl.Collator('en', { numeric: true })
const AT_ONCE = 64

/**
 * Every file below a folder, or the one file that was named, in the order that people expect; and what is left
 * aside, with the reason. A link to a file counts as that file. One to a folder is not followed: it may lead back to
 * where it lies, or to a whole disk that nobody meant.
 */
export async function* walk(named: string, options: WalkOptions = {}): AsyncGenerator<FoundFile | LeftAside> {
  const root = resolve(named)
  const name = basename(root)
  try {
    const info = await stat(root)
    if (!info.isDirectory()) return yield { path: root, name, sizeBytes: info.size }
  } catch (error) {
    return yield { name, error: whyNot(error, name) }
  }
  yield* walkFolder(root, options)
}

async function* walkFolder(
  root: string,
  { signal, except = [] }: WalkOptions,
): AsyncGenerator<FoundFile | LeftAside> {
  const passes = new Map<string, 'folder_is_library' | 'folder_loop'>()
  for (const folder of except) {
    const info = await stat(folder, { bigint: true }).catch(() => undefined)
    if (info) passes.set(identityOf(info), 'folder_is_library')
  }
  const waiting = [root]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const within = (name: string) => relative(root, join(folder!, name))
    const { entries, error } = await readFolder(folder, passes)
    if (!entries) {
      yield { name: within('') || basename(root), error }
      continue
    }
    const { inside = [], others = [] } = Object.groupBy(entries, (entry) =>
      entry.isDirectory() && !isLeftAside(entry.name) ? 'inside' : 'others',
    )
    for (const { name } of inside.toReversed()) waiting.push(join(folder, name))
    for (let first = 0; first < others.length || first === 0; first += AT_ONCE) {
      if (signal?.aborted) throw new AppError('stopped')
      const some = others.slice(first, first + AT_ONCE)
      yield* await Promise.all(
        some.map((entry) => look(entry, join(folder!, entry.name), within(entry.name))),
      )
    }
  }
}

/** A folder that is reached twice, by a mount inside itself, is read once. */
async function readFolder(
  folder: string,
  passes: Map<string, 'folder_is_library' | 'folder_loop'>,
): Promise<{ entries?: Dirent[]; error?: unknown }> {
  const name = basename(folder)
  try {
    const identity = identityOf(await stat(folder, { bigint: true }))
    const passed = passes.get(identity)
    if (passed) return { error: new AppError(passed, { name }) }
    passes.set(identity, 'folder_loop')
    const entries = await readdir(folder, { withFileTypes: true })
    return { entries: entries.toSorted((a, b) => natural.compare(a.name, b.name)) }
  } catch (error) {
    return { error: whyNot(error, name) }
  }
}

async function look(entry: Dirent, path: string, name: string): Promise<FoundFile | LeftAside> {
  if (isLeftAside(entry.name)) return { name, error: new AppError('file_left_aside', { name: entry.name }) }
  try {
    const info = await stat(path)
    if (info.isFile()) return { path, name, sizeBytes: info.size }
    const code = info.isDirectory() ? 'folder_linked' : 'file_not_regular'
    return { name, error: new AppError(code, { name: entry.name }) }
  } catch (error) {
    return { name, error: whyNot(error, entry.name) }
  }
}

function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev} ${ino}`
}

/** Names of old archives may be in no Unicode: what is read of them is not what the file is called. */
function whyNot(error: unknown, name: string): unknown {
  const isGarbled = name.includes('\ufffd') && (error as NodeJS.ErrnoException).code === 'ENOENT'
  return isGarbled
    ? new AppError('file_name_garbled', { name }, { cause: error })
    : fromReadError(error, name)
}
