import { copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
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

const filesIn = (...folder: string[]) =>
  readdirSync(join(library.folder, ...folder)).filter((name) => name.endsWith('.json'))
const mirrored = () => ({ open: filesIn('jobs'), ended: filesIn('jobs', 'ended') })

/** A clip that the provider has, while nobody knows yet what becomes of it. */
async function orderClip(): Promise<string> {
  const workflowId = library.workflow('Rain')
  library.begin(workflowId)
  await expect.poll(() => library.job()?.externalId, PATIENCE).toBeDefined()
  return workflowId
}

const isWhole = () => !existsSync(join(library.folder, 'recovery.json'))

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
    expect([library.fake.creates, mirrored()]).toEqual([1, { open: [], ended: [`${id}.json`] }])
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

describe('a job that was over', () => {
  const spent = () => library.parts.tables.jobs.countedSince(0)
  const about = ({ id, state, asks, mediaId, workflowId } = library.job()) => ({
    id,
    state,
    asks,
    mediaId,
    workflowId,
  })

  async function makeClip(): Promise<string> {
    const workflowId = library.workflow('Rain')
    await library.finished(library.begin(workflowId))
    expect(library.job()).toMatchObject({ state: 'adopted', workflowId })
    expect(spent().micros).toBeGreaterThan(0)
    return workflowId
  }

  beforeEach(async () => {
    await library.quit()
    await library.start({ waitScale: 0.001 })
  })

  it('when the database was lost still counts, and belongs to its file and its workflow', async () => {
    await makeClip()
    const before = { job: about(), spent: spent() }
    await library.quit()
    loseDatabase()
    await library.start()
    expect(spent()).toEqual(before.spent)
    library.parts.upkeep.backups.recovery()
    await expect.poll(isWhole, PATIENCE).toBe(true)
    expect({ job: about(), spent: spent() }).toEqual(before)
  })

  it('counts in a backup of its person from before it, which no limit may forget', async () => {
    const backup = await library.parts.upkeep.backups.make()
    await makeClip()
    const { id, mediaId } = library.job()
    const before = spent()
    await library.parts.upkeep.backups.restore(backup.id)
    await library.quit()
    await library.start()
    await expect.poll(isWhole, PATIENCE).toBe(true)
    // Its workflow stayed behind with the library that knew it.
    expect([about(), spent()]).toEqual([
      { id, state: 'adopted', asks: false, mediaId, workflowId: undefined },
      before,
    ])
  })

  it('need not wait for a word where a backup knows it as open', async () => {
    await library.quit()
    await library.start({ waitScale: 10_000 })
    const workflowId = await orderClip()
    const backup = await library.parts.upkeep.backups.make()
    await library.quit()
    await library.start({ waitScale: 0.001 })
    await expect.poll(() => library.job().state, PATIENCE).toBe('adopted')
    const before = { job: about(), spent: spent() }
    await library.parts.upkeep.backups.restore(backup.id)
    await library.quit()
    await library.start({ waitScale: 0.001 })
    await expect.poll(isWhole, PATIENCE).toBe(true)
    expect({ job: about(), spent: spent() }).toEqual(before)
    await library.finished(library.begin(workflowId))
    expect([library.takes(workflowId), library.fake.creates]).toEqual([[before.job.mediaId], 1])
  })

  it('is written as a file at the next start where it could not be when it ended', async () => {
    await makeClip()
    await library.quit()
    rmSync(join(library.folder, 'jobs'), { recursive: true })
    await library.start()
    await expect.poll(() => existsSync(join(library.folder, 'jobs')), PATIENCE).toBe(true)
    await expect.poll(mirrored, PATIENCE).toEqual({ open: [], ended: [`${library.job().id}.json`] })
  })
})

it('is a file among the open ones only as long as it is open', async () => {
  await orderClip()
  const file = `${library.job().id}.json`
  expect(filesIn('jobs')).toEqual([file])
  await library.quit()
  await library.start({ waitScale: 0.001 })
  await expect.poll(() => library.job().state, PATIENCE).toBe('adopted')
  expect(mirrored()).toEqual({ open: [], ended: [file] })
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
