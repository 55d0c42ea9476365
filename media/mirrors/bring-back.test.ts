import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runway as fakeRunway } from '../../e2e/fakes/runway.ts'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import { emptyDocument } from '../../nodes/graph/document.ts'
import { openTestLibrary, type TestLibrary } from '../jobs/test-library.ts'
import { makeClip } from '../mp4/test-clips.ts'
import { closeGate, type Gate } from './test-gate.ts'

const PATIENCE = { timeout: 15_000 }

let library: TestLibrary<Fake>
let gate: Gate | undefined
beforeEach(async () => {
  library = await openTestLibrary(await startFake(fakeRunway))
})
afterEach(async () => {
  await library.close()
  gate?.remove()
  gate = undefined
})

function loseDatabase(): void {
  for (const name of readdirSync(library.folder)) {
    if (name.startsWith('library.db') || name === 'backups') {
      rmSync(join(library.folder, name), { recursive: true })
    }
  }
}

const isWhole = () => !existsSync(join(library.folder, 'recovery.json'))

/** As the window does it once it was told. */
const tell = () => library.parts.upkeep.backups.recovery()

async function importClip(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'sceneloom-back-'))
  const clip = await makeClip(join(root, 'rain.mp4'), { size: '64x48' })
  const { media } = await library.parts.manager.importFile(clip)
  rmSync(root, { recursive: true })
  return media.id
}

describe('while a library that was lost is brought back', () => {
  it('runs nothing that may be there again in a moment, shows each take that came back, and pays for none', async () => {
    const workflowId = library.workflow('Rain')
    await library.finished(library.begin(workflowId))
    const takes = library.takes(workflowId)
    expect([takes.length, library.fake.creates]).toEqual([1, 1])
    await library.quit()
    loseDatabase()
    gate = await closeGate(library.folder, '00')
    await library.start()

    // Its graph is there, and a window is open on it; its take is not.
    expect(library.takes(workflowId)).toEqual([])
    expect(() => library.begin(workflowId)).toThrow(expect.objectContaining({ code: 'library_coming_back' }))
    const heard: CoreEvent[] = []
    library.parts.events.on((event) => heard.push(event))
    gate.open()
    await expect
      .poll(() => heard.filter(({ type }) => type === 'take.made'), PATIENCE)
      .toMatchObject([{ workflowId, take: { nodeId: 'clip', number: 1 }, media: { id: takes[0] } }])
    tell()
    await expect.poll(isWhole, PATIENCE).toBe(true)
    const run = await library.finished(library.begin(workflowId))
    expect(run.nodes.map(({ state }) => state)).not.toContain('done')
    expect([library.takes(workflowId), library.fake.creates]).toEqual([takes, 1])
  })

  it('gives each file its story at once, so that ending the app in between takes it from none', async () => {
    const id = await importClip()
    const about = () => {
      const { name, createdAt, favourite, tags } = library.parts.manager.get(id) ?? {}
      return { name, createdAt, favourite, tags }
    }
    library.parts.manager.setFavourite(id, true)
    library.parts.tables.tags.add([id], [{ kind: 'character', name: '林' }])
    const shown = { id: 'shown', type: 'media', version: 1, title: 'Rain', position: { x: 0, y: 0 } }
    const params = { mediaId: id }
    library.parts.workflows.create('Rain', { ...emptyDocument(), nodes: [{ ...shown, params }] })
    const before = about()
    expect(before).toMatchObject({ name: 'rain.mp4', favourite: true })

    await library.quit()
    loseDatabase()
    gate = await closeGate(library.folder, 'ff')
    await library.start()
    await expect.poll(about, PATIENCE).toEqual(before)
    // What is changed from here on stays so.
    library.parts.manager.setFavourite(id, false)
    await library.quit()
    gate.open()
    await library.start()
    tell()
    await expect.poll(isWhole, PATIENCE).toBe(true)
    expect(about()).toEqual({ ...before, favourite: false })
  })
})

describe('what was made since a backup that its person restored', () => {
  const damage = () => writeFileSync(join(library.folder, 'library.db'), 'gone')
  it.each([
    ['kept aside', () => {}],
    ['damaged meanwhile', damage],
  ])('keeps its story and is not paid for again: from the library that was %s', async (_, before) => {
    const workflowId = library.workflow('Rain')
    const backup = await library.parts.upkeep.backups.make()
    await library.finished(library.begin(workflowId))
    const [takeId] = library.takes(workflowId)
    library.parts.manager.rename(takeId!, 'The rain.mp4')
    library.parts.manager.setFavourite(takeId!, true)
    library.parts.workflows.create('Later')
    library.parts.workflows.announce(workflowId)
    const about = () => {
      const { name, sourceType, createdAt, favourite, generation, tags } =
        library.parts.manager.get(takeId!) ?? {}
      return { name, sourceType, createdAt, favourite, generation, tags }
    }
    const known = about()
    expect(known).toMatchObject({ name: 'The rain.mp4', generation: { prompt: 'Rain' } })
    await library.parts.upkeep.backups.restore(backup.id)
    await library.quit()
    before()
    await library.start()
    await expect.poll(isWhole, PATIENCE).toBe(true)
    expect(tell()).toBeUndefined()
    expect(library.parts.workflows.list().map(({ name }) => name)).toEqual(['About Rain'])
    expect([library.takes(workflowId), about()]).toEqual([[], known])
    const run = await library.finished(library.begin(workflowId))
    expect(run.nodes.map(({ state }) => state)).not.toContain('done')
    expect([library.takes(workflowId), library.fake.creates]).toEqual([[takeId], 1])
  })

  it('keeps the name of what was only brought in', async () => {
    const backup = await library.parts.upkeep.backups.make()
    const id = await importClip()
    await library.parts.upkeep.backups.restore(backup.id)
    await library.quit()
    await library.start()
    await expect.poll(isWhole, PATIENCE).toBe(true)
    expect(library.parts.manager.get(id)).toMatchObject({ name: 'rain.mp4', sourceType: 'uploaded' })
  })
})
