import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AppError, sentence } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import { judgeFilm } from './judge-film.ts'
import { openFilmLab, type FilmLab, type MadeFilm } from './lab.ts'
import { createBench, makeOk, type OddFile } from './odd-file.ts'
import { drawTable } from './table.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-odd-'))
const trap = join(root, 'secret.txt')
const rows = new Map<string, readonly string[]>()

let lab: FilmLab
let ok: Media
let okFile: string
let server: Server
let knocks = 0

async function setUp(): Promise<void> {
  writeFileSync(trap, 'nobody may read this')
  // Reading moves the time of the last access only if it lies before that of the last change.
  utimesSync(trap, new Date(2_000, 1), new Date(2_001, 1))
  server = createServer((_, response) => {
    knocks++
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  okFile = await makeOk(join(root, 'ok.mp4'))
  lab = await openFilmLab()
  ok = await lab.bring(okFile)
}

async function tearDown(): Promise<void> {
  await lab.close()
  server.close()
  rmSync(root, { recursive: true, force: true })
  const drawn = [...rows.values()].toSorted((a, b) => a[0]!.localeCompare(b[0]!, 'en', { numeric: true }))
  const heads = ['no', 'case', 'library', 'plan', 'film', 'right', 'in words']
  process.stdout.write(`\n${drawTable(heads, drawn)}\n\n${rows.size} cases\n`)
}

/** A test for each of these files, and one that nothing else was touched meanwhile; the table of all at the end. */
export function tryCases(cases: readonly OddFile[]): void {
  beforeAll(setUp)
  afterAll(tearDown)

  it.each(cases)('$number $what', async (odd) => {
    const outcome = await tryOut(odd)
    rows.set(odd.number, [
      odd.number,
      odd.what,
      outcome.library,
      outcome.plan ?? '',
      outcome.film ?? '',
      outcome.wrong.length === 0 ? 'yes' : 'NO',
      outcome.words ?? '',
    ])
    expect(outcome.wrong).toEqual([])
  })

  it('never had another file opened, nor an address called', () => {
    expect(statSync(trap).atime.getFullYear()).toBe(2_000)
    expect(knocks).toBe(0)
  })
}

interface Outcome {
  readonly library: string
  readonly plan?: string
  readonly film?: string
  readonly words?: string
  readonly wrong: string[]
}

async function tryOut(odd: OddFile): Promise<Outcome> {
  const folder = join(root, odd.number)
  mkdirSync(folder)
  const { port } = server.address() as AddressInfo
  const bench = createBench({ folder, ok: okFile, trap, listener: `http://127.0.0.1:${port}` })
  const file = await odd.make(bench)
  try {
    const media = await lab.bring(file)
    if (media.kind !== odd.becomes) return { library: media.kind, wrong: [`it was taken for ${media.kind}`] }
    return media.kind === 'audio' ? { library: 'audio', wrong: [] } : await joinUp(odd, { media, file })
  } catch (error) {
    if (!(error instanceof AppError)) return { library: 'crashed', wrong: [String(error)] }
    const expected = typeof odd.becomes !== 'string' && odd.becomes.includes(error.code)
    return {
      library: `refused: ${error.code}`,
      words: sentence(error),
      wrong: expected ? [] : [`refused with ${error.code}: ${error.message}`],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Between two plain clips: what most people do with it. */
async function joinUp(odd: OddFile, { media, file }: { media: Media; file: string }): Promise<Outcome> {
  const made: MadeFilm = await lab.film([ok, media, await another()])
  const { before, plan, node, path } = made
  const [guessed, known] = [before, plan].map((one) => one?.shots.map(({ action }) => action).join(' '))
  // Damage is only known once a clip was decoded: until then the plan says that it has not been looked through.
  const actions = guessed === known ? (known ?? 'none') : `${guessed}, then ${known}`
  const base = { library: media.kind, plan: actions, words: node.note ?? node.error?.message ?? '' }
  if (!plan) return { ...base, film: node.state, wrong: ['no plan'] }
  if (!path) return { ...base, film: node.state, wrong: [`no film: ${node.error?.code}`] }
  const still = media.kind === 'image'
  const wrong = await judgeFilm({
    path,
    plan,
    sources: [okFile, file, okFile],
    unlike: odd.looksDifferent || still ? [1] : [],
  }).catch((error: unknown) => [String(error)])
  if (odd.neverCopied && plan.shots[1]?.action === 'copy') wrong.push('damage was copied')
  const seconds = ((plan.shots[1]?.frames ?? 0) * plan.fps.den) / plan.fps.num
  const frame = plan.fps.den / plan.fps.num
  if (odd.seconds !== undefined && Math.abs(seconds - odd.seconds) > 1.5 * frame) {
    wrong.push(`it lasts ${seconds.toFixed(2)} s in the film instead of ${odd.seconds}`)
  }
  return { ...base, film: plan.mode, wrong }
}

/** The plain clip once more under another name: other bytes, the same in everything that counts. */
let second: Promise<Media> | undefined
function another(): Promise<Media> {
  second ??= makeOk(join(root, 'another.mp4'), 'another').then((path) => lab.bring(path))
  return second
}
