import type { Dirent } from 'node:fs'
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
  const info = await stat(root).catch((error: unknown) => fromReadError(error, basename(root)))
  if (!('isDirectory' in (info as object))) return yield { name: basename(root), error: info }
  const found = info as Awaited<ReturnType<typeof stat>>
  if (!found.isDirectory()) {
    return yield { path: root, name: basename(root), sizeBytes: Number(found.size) }
  }
  yield* walkFolder(root, options)
}

async function* walkFolder(
  root: string,
  { signal, except = [] }: WalkOptions,
): AsyncGenerator<FoundFile | LeftAside> {
  const except_ = new Set(except.map((folder) => resolve(folder)))
  const seen = new Set<string>()
  const waiting = [root]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (signal?.aborted) throw new AppError('stopped')
    const nameOf = (entry: { name: string }) => relative(root, join(folder!, entry.name))
    if (except_.has(folder)) {
      yield { name: relative(root, folder) || basename(root), error: ours(folder) }
      continue
    }
    const entries = await readFolder(folder, seen)
    if (!Array.isArray(entries)) {
      yield { name: relative(root, folder) || basename(root), error: entries }
      continue
    }
    const folders = entries.filter((entry) => entry.isDirectory() && !isLeftAside(entry.name))
    waiting.push(...folders.map(({ name }) => join(folder!, name)).toReversed())
    const others = entries.filter((entry) => !folders.includes(entry))
    for (let first = 0; first < others.length; first += AT_ONCE) {
      if (signal?.aborted) throw new AppError('stopped')
      const some = others.slice(first, first + AT_ONCE)
      yield* await Promise.all(some.map((entry) => look(entry, join(folder!, entry.name), nameOf(entry))))
    }
  }
}

/** A folder that is reached twice, by a mount inside itself, is read once. */
async function readFolder(folder: string, seen: Set<string>): Promise<Dirent[] | unknown> {
  try {
    const { dev, ino } = await stat(folder, { bigint: true })
    if (seen.has(`${dev} ${ino}`)) return new AppError('folder_loop', { name: basename(folder) })
    seen.add(`${dev} ${ino}`)
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.toSorted((a, b) => natural.compare(a.name, b.name))
  } catch (error) {
    return fromReadError(error, basename(folder))
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
    return { name, error: fromReadError(error, entry.name) }
  }
}

function ours(folder: string): AppError {
  return new AppError('folder_is_library', { name: basename(folder) })
}
