import { mkdtemp, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import { plainCut } from '../../nodes/cut/bind.ts'
import { AppError } from '../../nodes/errors.ts'
import { defaultDataFolder } from '../data-folder.ts'
import { locateEngine } from '../ffmpeg/locate.ts'
import { fromWriteError } from '../files/file-error.ts'
import { openSource } from '../files/source.ts'
import { hashSource } from '../files/staging.ts'
import { createClips } from '../films/clips.ts'
import { withMeasure } from '../films/measuring.ts'
import { createMeasures } from '../measure/measures.ts'
import { giveName, isFree, isTaken, syncFile } from '../exports/place.ts'
import { describeFilm } from '../stitch/describe-film.ts'
import type { StitchPlan } from '../stitch/film.ts'
import type { ClipSource } from '../stitch/inspect.ts'
import { planFilm } from '../stitch/plan.ts'
import { stitchFilm } from '../stitch/stitch-film.ts'
import type { Command } from './command.ts'
import { answer, say } from './output.ts'
import { untilStopped } from './until-stopped.ts'
import { readWords, type Words } from './words.ts'

export const stitchCommand: Command = {
  name: 'stitch',
  synopsis: 'stitch <file…> --to film.mp4 [--plan] [--size 1080x1920] [--fps 24] [--fit fill] [--as-is]',
  summary:
    'joins files without a library: first says how, with --plan only that; --as-is leaves the sound alone',
  perform(words) {
    const { values, names } = readWords(words, ['to', 'plan', 'size', 'fps', 'fit', 'as-is'])
    if (names.length === 0) throw new AppError('invalid_input', { reason: 'name the files to join' })
    if (values.to === undefined && !values.plan) {
      throw new AppError('invalid_input', { reason: 'say with --to where the film goes, or ask with --plan' })
    }
    return untilStopped(async (signal) => {
      const bench = createBench(values.data)
      const settings = readSettings(values, names.length)
      const sources = await readSources(names, signal)
      const plan = await planOnly(bench, { sources, settings })
      say(describeFilm(plan))
      if (values.plan || values.to === undefined) {
        answer({ plan: FilmPlan.parse(plan) })
        return 0
      }
      const to = resolve(values.to)
      const made = await stitchTo(to, { ...bench, sources, settings, signal })
      answer({ to, plan: FilmPlan.parse(made.plan), ...(made.loudness && { loudness: made.loudness }) })
      return 0
    })
  },
}

/** What decoding has told is kept where the library would look for it, so that nothing is decoded twice. */
function createBench(data: string | undefined) {
  const engine = () => locateEngine({})
  const folder = data ?? defaultDataFolder(process.env, process.platform)
  return { engine, clips: createClips({ engine }), measures: createMeasures({ folder, engine }) }
}

function readSettings({ size, fps, fit, 'as-is': asIs }: Words['values'], clips: number): FilmSettings {
  const cut = asIs && { ...plainCut(clips), sound: { loudness: 'as-is' } }
  const asked = Object.entries({ size, fps, fit, cut }).filter(([, value]) => value !== undefined)
  const settings = FilmSettings.safeParse(Object.fromEntries(asked))
  if (settings.success) return settings.data
  const [issue] = settings.error.issues
  throw new AppError('invalid_input', { reason: `--${issue?.path.join('.')}: ${issue?.message}` })
}

/** The same names as the library would give them: what a file is, not where. */
async function readSources(names: readonly string[], signal: AbortSignal): Promise<ClipSource[]> {
  const sources: ClipSource[] = []
  for (const named of names) {
    const [path, name] = [resolve(named), basename(named)]
    const source = await openSource(path, name)
    try {
      const { hash: id } = await hashSource(source, { signal })
      sources.push({ id, kind: 'video', name, path })
    } finally {
      await source.close()
    }
  }
  return sources
}

async function planOnly(
  { clips, measures }: ReturnType<typeof createBench>,
  { sources, settings }: { sources: readonly ClipSource[]; settings: FilmSettings },
): Promise<StitchPlan> {
  const measured = await Promise.all(
    sources.map(async (source) => withMeasure(await clips.of(source), await measures.known(source.id))),
  )
  return planFilm(measured, settings)
}

/** Made under an unfinished name beside it, and given its own when it is whole. Nothing is overwritten. */
async function stitchTo(to: string, job: Omit<Parameters<typeof stitchFilm>[0], 'output' | 'folder'>) {
  if (!(await isFree(dirname(to), basename(to)))) throw taken(to)
  const folder = await inWords(to, mkdtemp(join(dirname(to), '.sceneloom-')))
  try {
    const output = join(folder, 'film.mp4')
    const made = await stitchFilm({ ...job, output, folder, onProgress: sayTenths() })
    await inWords(to, syncFile(output))
    await inWords(to, giveName(output, to))
    return made
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function taken(to: string): AppError {
  return new AppError('invalid_input', { reason: `${basename(to)} is there already` })
}

async function inWords<T>(to: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (isTaken(error)) throw taken(to)
    throw fromWriteError(error, { what: basename(to), folder: dirname(to) })
  }
}

function sayTenths(): (fraction: number) => void {
  let said = 0
  return (fraction) => {
    const tenths = Math.floor(fraction * 10)
    if (tenths <= said) return
    said = tenths
    say(`${tenths * 10} %`)
  }
}
