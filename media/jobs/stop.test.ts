import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { runway } from '../../e2e/fakes/runway.ts'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import type { Run } from '../../nodes/contract/records.ts'
import { openTestLibrary, type TestLibrary } from './test-library.ts'

const soon = { interval: 2 }
/** Half a second is 25 of them: an ordinary pace asks a few times in it, one that spins hundreds of times. */
const FAST = 0.02
const ORDINARY = 40

type Home = TestLibrary<Fake>

let home: Home
const { statfs } = fs
afterEach(async () => {
  fs.statfs = statfs
  syncBuiltinESMExports()
  await home.close()
})

async function open(waitScale: number, script: string): Promise<void> {
  home = await openTestLibrary(await startFake(runway, { script }), { waitScale })
}

/** Runs one clip until the provider has it. */
async function ordered(): Promise<Run> {
  const run = home.begin(home.workflow('Rain'))
  await expect.poll(() => home.job()?.externalId, { interval: 1 }).toBeDefined()
  return run
}

/** How often the job was news within half a second after Stop, and how often something else had a turn. */
async function stop(run: Run): Promise<{ news: number; turns: number }> {
  const counted = { news: 0, turns: 0 }
  home.parts.runs.stop(run.id)
  const off = home.parts.events.on(({ type }) => void (counted.news += type === 'job.changed' ? 1 : 0))
  const clock = setInterval(() => counted.turns++, 10)
  await wait(500)
  clearInterval(clock)
  off()
  return counted
}

function expectCalm({ news, turns }: { news: number; turns: number }): void {
  expect(news).toBeLessThan(ORDINARY)
  expect(turns).toBeGreaterThan(3)
}

describe('Stop, while nothing is heard of the job', () => {
  it('asks at its ordinary pace without a key, and cancels once there is one', async () => {
    await open(FAST, 'slow')
    const run = await ordered()
    await home.parts.connections.removeKey('runway')
    expectCalm(await stop(run))
    expect(home.asked('cancel')).toBe(0)
    await home.parts.connections.setKey('runway', home.fake.key)
    home.parts.jobs.wake('runway')
    await expect.poll(() => home.job().state, soon).toBe('canceled')
    expect([home.asked('cancel'), home.fake.accepted]).toEqual([1, 1])
  })

  it('asks at its ordinary pace with a wrong key, and cancels once it is right', async () => {
    await open(FAST, 'slow')
    const run = await ordered()
    await home.parts.connections.setKey('runway', 'key-of-somebody-else-0123456789')
    const before = home.fake.requests.length
    expectCalm(await stop(run))
    expect(home.fake.requests.length - before).toBeLessThan(ORDINARY)
    await home.parts.connections.setKey('runway', home.fake.key)
    home.parts.jobs.wake('runway')
    await expect.poll(() => home.job().state, soon).toBe('canceled')
    expect(home.asked('cancel')).toBe(1)
  })

  it('gives the provider time to know its own new job', async () => {
    await open(0.05, 'poll-missing-forever')
    const run = await ordered()
    home.parts.runs.stop(run.id)
    await expect.poll(() => home.job().state, { interval: 1 }).toBe('expired')
    const looks = home.fake.requests.filter(({ stage }) => stage === 'poll').map(({ at }) => at)
    expect(looks).toHaveLength(3)
    // Stop brought one of them forward, and only one.
    expect(looks[2]! - looks[0]!).toBeGreaterThan(5_000 * 0.05)
    expect(home.jobs('inbox')).toMatchObject([{ error: { code: 'job_gone' } }])
  })

  it('waits as before for room on the disk, and then fetches what is paid for', async () => {
    await open(FAST, 'ok')
    const run = await ordered()
    fs.statfs = (async () => ({ bavail: 10, bsize: 4096 })) as unknown as typeof statfs
    syncBuiltinESMExports()
    await expect.poll(() => home.job().error?.code, soon).toBe('disk_low')
    const before = home.fake.requests.length
    expectCalm(await stop(run))
    expect(home.fake.requests.length - before).toBeLessThan(ORDINARY)
    fs.statfs = statfs
    syncBuiltinESMExports()
    await expect.poll(() => home.job().state, soon).toBe('adopted')
    expect(home.asked('cancel')).toBe(0)
  })
})

describe('two workflows with the same clip', () => {
  /** Both wait for the one job that the first of them ordered. */
  async function both(): Promise<[first: Run, second: Run]> {
    // Stopping calls a job off after a second of this: nothing here comes near it by accident.
    await open(1, 'slow')
    const first = await ordered()
    return [first, home.begin(home.workflow('Rain'))]
  }

  it('have it both, though the first is stopped', async () => {
    const [first, second] = await both()
    home.parts.runs.stop(first.id)
    await home.finished(first)
    await wait(1_300)
    expect(home.asked('cancel')).toBe(0)
    await look('adopted')
    expect((await home.finished(second)).nodes[0]).toMatchObject({ state: 'done' })
    expect([home.fake.creates, home.asked('cancel')]).toEqual([1, 0])
  })

  it('cancel it once both are stopped, and once', async () => {
    const [first, second] = await both()
    home.parts.runs.stop(first.id)
    home.parts.runs.stop(second.id)
    await expect.poll(() => home.asked('cancel'), soon).toBe(1)
    await expect.poll(() => home.job().state, soon).toMatch(/canceled|submitted|running/)
    await look('canceled')
    expect([home.fake.creates, home.asked('cancel')]).toEqual([1, 1])
  })

  it('go on with the same job where Run follows Stop at once', async () => {
    await open(1, 'slow')
    const workflowId = home.workflow('Rain')
    const first = home.begin(workflowId)
    await expect.poll(() => home.job()?.externalId, { interval: 1 }).toBeDefined()
    home.parts.runs.stop(first.id)
    await home.finished(first)
    const again = home.begin(workflowId)
    await wait(1_300)
    await look('adopted')
    expect((await home.finished(again)).nodes[0]).toMatchObject({ state: 'done' })
    expect([home.fake.creates, home.asked('cancel')]).toEqual([1, 0])
  })

  it('have it both where the first is stopped before its create came through', async () => {
    await open(0.05, 'create-busy-a-second-then-ok')
    const first = home.begin(home.workflow('Rain'))
    await expect.poll(() => home.fake.creates, { interval: 1 }).toBe(1)
    const second = home.begin(home.workflow('Rain'))
    home.parts.runs.stop(first.id)
    expect((await home.finished(first)).nodes[0]).toMatchObject({ state: 'stopped' })
    expect((await home.finished(second)).nodes[0]).toMatchObject({ state: 'done' })
    expect([home.fake.accepted, home.asked('cancel')]).toEqual([1, 0])
  })
})

/** Has the provider asked again and again, as somebody would who presses Check. */
async function look(until: 'adopted' | 'canceled'): Promise<void> {
  const isThere = async () => {
    home.parts.jobs.wake('runway')
    return home.job().state
  }
  await expect.poll(isThere, { interval: 20 }).toBe(until)
}
