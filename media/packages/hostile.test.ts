import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentence } from '../../nodes/errors.ts'
import { hostilePackages, type Case } from './test-hostile.ts'
import { makeFiles, openLibrary, type PackingLibrary } from './test-packing.ts'
import { entriesOf, goodDraft, zipOf } from './test-zip.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-hostile-'))
const folder = join(root, 'inner', 'library')
let library: PackingLibrary
let clip: Buffer
let cases: Case[]

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  library = openLibrary(folder)
  const [file] = await makeFiles(root, 1)
  clip = readFileSync(file!)
  cases = hostilePackages(clip)
})
afterAll(async () => {
  await library.close()
  rmSync(root, { recursive: true, force: true })
})

/** Everything on the disk but what the database writes for itself. */
function filesBelow(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(library\.db|.*lock|.*lease)/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

describe('packages that mean harm', () => {
  it('are refused one and all with a sentence, and leave nothing behind', async () => {
    expect(cases.length).toBeGreaterThanOrEqual(200)
    const path = join(root, 'hostile.sceneloom')
    writeFileSync(path, '')
    const before = filesBelow(root)
    for (const [what, make] of cases) {
      writeFileSync(path, make())
      const ended = await library.unpack(path)
      expect([what, ended.state]).toEqual([what, 'failed'])
      expect([what, ended.error?.code]).toEqual([what, expect.stringMatching(/^(package_|workflow_newer)/)])
      expect(sentence(ended.error!)).toMatch(/[.]$/)
      expect([what, filesBelow(root)]).toEqual([what, before])
    }
    expect(library.manager.list({ limit: 1, offset: 0 }).total).toBe(0)
    expect(library.workflows.list()).toEqual([])
  })

  it('were spoiled from one that is let in', async () => {
    const path = join(root, 'good.sceneloom')
    writeFileSync(path, zipOf(entriesOf(goodDraft(clip))))
    expect(await library.unpack(path)).toMatchObject({
      state: 'done',
      media: 1,
      workflowIds: ['w'],
      notes: [],
    })
  })
})
