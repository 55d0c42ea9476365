import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runway as fakeRunway } from '../../e2e/fakes/runway.ts'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import { openTestLibrary, type TestLibrary } from '../jobs/test-library.ts'

const PATIENCE = { timeout: 15_000 }

let library: TestLibrary<Fake>
beforeEach(async () => {
  // A day until the next look: jobs stay open until somebody asks about them.
  library = await openTestLibrary(await startFake(fakeRunway), { waitScale: 10_000 })
})
afterEach(() => library.close())

const mirrored = () => readdirSync(join(library.folder, 'jobs'))

/** A clip that the provider has, while nobody knows yet what becomes of it. */
async function orderClip(): Promise<string> {
  const workflowId = library.workflow('Rain')
  library.begin(workflowId)
  await expect.poll(() => library.job()?.externalId, PATIENCE).toBeDefined()
  return workflowId
}

function loseDatabase(): void {
  for (const name of readdirSync(library.folder)) {
    if (name.startsWith('library.db') || name === 'backups') {
      rmSync(join(library.folder, name), { recursive: true })
    }
  }
}

describe('a job that was open when the database was lost', () => {
  it('is known again, goes on, becomes a take of its node, and is not paid for twice', async () => {
    const workflowId = await orderClip()
    const { id, externalId } = library.job()
    await library.quit()
    loseDatabase()
    await library.start({ waitScale: 0.001 })
    expect(library.job()).toMatchObject({ id, externalId, workflowId })
    // Whoever presses Run meanwhile joins it.
    const run = await library.finished(library.begin(workflowId))
    expect(run.nodes[0]?.state).toMatch(/done|reused/)
    expect(library.job().state).toBe('adopted')
    expect(library.takes(workflowId)).toEqual([library.job().mediaId])
    expect([library.fake.creates, mirrored()]).toEqual([1, []])
  })

  it('waits for a word in a library that is put back from before it was ordered, and has its id', async () => {
    const workflowId = library.workflow('Rain')
    await library.quit()
    const before = join(library.folder, 'before.db')
    copyFileSync(join(library.folder, 'library.db'), before)
    await library.start({ waitScale: 10_000 })
    library.begin(workflowId)
    await expect.poll(() => library.job()?.externalId, PATIENCE).toBeDefined()
    const { externalId } = library.job()
    await library.quit()
    loseDatabase()
    library.putBackup(before)
    await library.start({ waitScale: 0.001 })
    expect(library.jobs('open')).toMatchObject([{ externalId, asks: true }])
    expect(library.fake.creates).toBe(1)
  })

  it('waits for a word, and is not ordered again, where its person restored a backup from before it', async () => {
    const workflowId = library.workflow('Rain')
    const backup = await library.parts.upkeep.backups.make()
    library.begin(workflowId)
    await expect.poll(() => library.job()?.externalId, PATIENCE).toBeDefined()
    const { id, externalId } = library.job()
    await library.parts.upkeep.backups.restore(backup.id)
    await library.quit()
    await library.start({ waitScale: 0.001 })
    expect(library.jobs('inbox')).toMatchObject([
      { id, externalId, workflowId, asks: true, error: { code: 'job_parked' } },
    ])
    const run = await library.finished(library.begin(workflowId))
    expect(run.nodes[0]).toMatchObject({ state: 'failed', error: { code: 'job_parked' } })
    expect(library.fake.creates).toBe(1)
    await library.answer('resume')
    await expect.poll(() => library.takes(workflowId), PATIENCE).toHaveLength(1)
    expect(library.fake.creates).toBe(1)
  })
})

it('is a file only as long as the job is open', async () => {
  await orderClip()
  expect(mirrored()).toEqual([`${library.job().id}.json`])
  await library.quit()
  await library.start({ waitScale: 0.001 })
  await expect.poll(() => library.job().state, PATIENCE).toBe('adopted')
  expect(mirrored()).toEqual([])
})

it('is passed over when it cannot be understood', async () => {
  await orderClip()
  await library.quit()
  loseDatabase()
  writeFileSync(join(library.folder, 'jobs', 'odd.json'), '{"id":"../../x"}')
  writeFileSync(join(library.folder, 'jobs', 'torn.json'), '{"id":')
  await library.start({ waitScale: 10_000 })
  expect(library.jobs('open')).toHaveLength(1)
})
