import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from './engine.ts'
import { runProgram } from './program.ts'

export interface LocateOptions {
  /** The setting: the ffmpeg program, or the folder that it is in. Empty means: look for it. */
  readonly configured?: string | undefined
  readonly env?: NodeJS.ProcessEnv
}

const encoders = ['libx264', 'aac']
const filters = ['scale', 'pad', 'fps', 'aresample', 'concat']

/** What desktop apps on a Mac do not find on their PATH. */
const usualFolders = ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin', '/snap/bin']

/** One check per program file: it is asked again only when the file itself changes. */
const checked = new Map<string, Promise<Engine>>()

/**
 * The ffmpeg to use: the one chosen in Settings, else SCENELOOM_FFMPEG, else the first on the PATH that can do
 * what is needed. One that was named is never silently replaced by another.
 */
export async function locateEngine({ configured, env = process.env }: LocateOptions = {}): Promise<Engine> {
  const named = configured || env['SCENELOOM_FFMPEG']
  if (named) {
    const program = isAbsolute(named) ? await findProgram(named) : undefined
    if (!program) throw new AppError('ffmpeg_unsuitable', { path: named, reason: 'there is no ffmpeg' })
    return checkOnce(program)
  }

  let firstRefusal: unknown
  for (const folder of [...(env['PATH'] ?? '').split(delimiter), ...usualFolders]) {
    const program = folder && (await findProgram(folder))
    if (!program) continue
    try {
      return await checkOnce(program)
    } catch (error) {
      firstRefusal ??= error
    }
  }
  throw firstRefusal ?? new AppError('ffmpeg_missing')
}

const suffix = process.platform === 'win32' ? '.exe' : ''

async function findProgram(place: string): Promise<string | undefined> {
  // A window may name a place, and what is there will be run: so only something that goes by this very name.
  const itself = basename(place).toLowerCase() === `ffmpeg${suffix}` ? [place] : []
  for (const candidate of [...itself, join(place, `ffmpeg${suffix}`)]) {
    if (await isProgram(candidate)) return candidate
  }
  return undefined
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

async function checkOnce(program: string): Promise<Engine> {
  const path = await realpath(program)
  const { size, mtimeMs } = await stat(path)
  const key = `${program} ${path} ${size} ${mtimeMs}`
  const known = checked.get(key)
  if (known) return known
  const check = checkEngine(program)
  checked.set(key, check)
  // A refusal may have been bad luck, or a missing ffprobe that is there next time.
  check.catch(() => checked.delete(key))
  return check
}

async function checkEngine(ffmpeg: string): Promise<Engine> {
  const refuse = (reason: string, cause?: unknown) =>
    new AppError('ffmpeg_unsuitable', { path: ffmpeg, reason }, { cause })
  const ask = async (question: string) => {
    try {
      return (await runProgram(ffmpeg, ['-hide_banner', question])).stdout
    } catch (error) {
      throw refuse('it does not start, or never answers', error)
    }
  }

  const [about, encoderList, filterList] = await Promise.all([
    ask('-version'),
    ask('-encoders'),
    ask('-filters'),
  ])
  const version = /^ffmpeg version (\S+)/m.exec(about)?.[1]
  if (!version) throw refuse('it does not answer like ffmpeg')
  if (!isRecent(version, about)) throw refuse(`version ${version} is too old, 5.1 or newer is needed`)

  const missing = [
    ...encoders.filter((name) => !lists(encoderList, name)),
    ...filters.filter((name) => !lists(filterList, name)),
  ]
  if (missing.length > 0) throw refuse(`it was built without ${missing.join(', ')}`)

  const ffprobe = await findProbe(ffmpeg)
  if (!ffprobe) throw refuse('there is no ffprobe beside it')
  return { ffmpeg, ffprobe, version }
}

/** Builds from git carry no release number, but every build names the version of its parts. */
export function isRecent(version: string, about: string): boolean {
  const release = /^n?(\d+)\.(\d+)/.exec(version)
  const found = release ?? /^libavutil\s+(\d+)\.\s*(\d+)\./m.exec(about)
  if (!found) return false
  const [major, minor] = [Number(found[1]), Number(found[2])]
  const [neededMajor, neededMinor] = release ? [5, 1] : [57, 28]
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

/** Flags, then the name; the number of flags differs from version to version. */
function lists(answer: string, name: string): boolean {
  return new RegExp(`^\\s*\\S+\\s+${name}\\s`, 'm').test(answer)
}

/** Links are followed last, because distributions link ffmpeg and ffprobe into one folder from several. */
async function findProbe(ffmpeg: string): Promise<string | undefined> {
  const name = basename(ffmpeg).replace(/ffmpeg/i, 'ffprobe')
  const folders = [dirname(ffmpeg), dirname(await realpath(ffmpeg))]
  for (const folder of folders) {
    for (const candidate of [join(folder, name), join(folder, `ffprobe${suffix}`)]) {
      if (await isProgram(candidate)) return candidate
    }
  }
  return undefined
}
