import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { ffmpeg, makeClip } from '../mp4/test-clips.ts'
import {
  canInjectFaults,
  filesBelow,
  pointsAsked,
  sha,
  SWEEP_MS,
  countCalls,
  type Fault,
  persistenceCalls,
  pointsOf,
  refusals,
  sceneloom,
  type Told,
} from '../test-faults.ts'

const points = pointsAsked(1)

const root = mkdtempSync(join(tmpdir(), 'sceneloom-faults-'))
const footage = join(root, 'footage')
const empty = join(root, 'empty')
afterAll(() => rmSync(root, { recursive: true, force: true }))

let originals: Map<string, string>
beforeAll(async () => {
  mkdirSync(join(footage, '第一天'), { recursive: true })
  await makeClip(join(footage, 'clip.mp4'), { size: '64x48' })
  await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=64x48', '-frames:v', '1', join(footage, 'still.png')])
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=440:d=1', join(footage, '第一天', 'sound.wav')])
  copyFileSync(join(footage, 'clip.mp4'), join(footage, '第一天', 'again.mp4'))
  originals = new Map(filesBelow(footage).map((path) => [path, sha(path)]))
  await sceneloom(['list', '--data', empty])
})

interface Row {
  id: string
  name: string
  file_path: string
  link_path: string | null
}

/** Everything that must be true whatever happened. Answers the names of what is in. */
function examine(library: string): string[] {
  const db = openDatabase(library)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  const rows = db.prepare('SELECT id, name, file_path, link_path FROM media').all() as Row[]
  closeDatabase(db)
  for (const row of rows)
    expect([row.name, sha(row.link_path ?? join(library, row.file_path))]).toEqual([row.name, row.id])
  for (const path of filesBelow(join(library, 'objects'))) expect(basename(path)).toContain(sha(path))
  for (const [path, hash] of originals) expect([path, sha(path)]).toEqual([path, hash])
  return rows.map(({ name }) => name)
}

/** What it told was in. Of two files with the same bytes one is known. */
function acknowledged({ said }: Told): string[] {
  return [...said.matchAll(/^(?:\d+ of \d+: )?(.*): imported$/gm)].map(([, name]) => basename(name!))
}

function openLibrary(): string {
  const library = mkdtempSync(join(root, 'library-'))
  cpSync(empty, library, { recursive: true })
  return library
}

/** Imports with a fault, then without; nothing that was told may be missing, and in the end all of it is in. */
async function suffer(link: readonly string[], fault: Fault): Promise<Told> {
  const library = openLibrary()
  const words = ['import', footage, ...link, '--data', library]
  const told = await sceneloom(words, fault)
  const known = examine(library)
  expect(acknowledged(told).filter((name) => !known.includes(name))).toEqual([])
  const again = await sceneloom(words)
  expect([again.status, again.said]).toEqual([0, expect.stringMatching(/left aside 0, not imported 0/)])
  expect(examine(library)).toHaveLength(3)
  rmSync(library, { recursive: true, force: true })
  return told
}

describe.skipIf(!canInjectFaults()).each([
  { way: 'copied', link: [] },
  { way: 'linked', link: ['--link'] },
])('a folder that is being $way', ({ link }) => {
  const count = (calls: Parameters<typeof countCalls>[1]) =>
    countCalls(['import', footage, ...link, '--data', openLibrary()], calls)

  it(
    'loses nothing, and has no row without its file, wherever the process ends',
    async () => {
      let deaths = 0
      for (const point of pointsOf(await count([...persistenceCalls, 'write']), points)) {
        if ((await suffer(link, { ...point, as: 'death' })).died) deaths += 1
      }
      expect(deaths).toBeGreaterThan(0)
    },
    SWEEP_MS,
  )

  it.each(refusals)(
    'says in a sentence that the disk gave $as, and goes on later',
    async (kind) => {
      let unfinished = 0
      for (const point of pointsOf(await count(persistenceCalls), points)) {
        const told = await suffer(link, { ...point, ...kind })
        expect([point, told.said]).toEqual([point, expect.not.stringMatching(/unexpected|Error:|\n    at /)])
        if (told.status !== 0) unfinished += 1
      }
      expect(unfinished).toBeGreaterThan(0)
    },
    SWEEP_MS,
  )
})
