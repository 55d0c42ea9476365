import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { startFake, type Fake } from '../fakes/server.ts'
import { startChild } from './child.ts'
import type { ChildPlan, ChildReport } from './child-plan.ts'
import { canLookUp, type Profile } from './profile.ts'
import { profiles } from './profiles.ts'
import { add, count, inWords, noToll, type Toll } from './toll.ts'

const { SCENELOOM_PROTOCOLS = '', SCENELOOM_KILL_PROTOCOLS = SCENELOOM_PROTOCOLS } = process.env
const onlyProfiles = new RegExp(SCENELOOM_KILL_PROTOCOLS)
const spoken = profiles.filter(({ name }) => onlyProfiles.test(name))
const RANDOM_KILLS = Number(process.env['SCENELOOM_KILLS'] ?? 300)
/** A job lives for about a second of these, so that most kills hit it at work. */
const SLOWLY = 0.01
const FAST = 0.002
/** Soon enough that something is still to do after several of them, so that one folder is killed in every step. */
const LONGEST_LIFE_MS = 200
const KILLS_A_FOLDER = 8

const steps = ['intent', 'submitted', 'running', 'succeeded', 'in-library', 'adopted'] as const

describe.each(spoken)('$name', (profile) => {
  it.concurrent.each(steps)('goes on where it was killed right after “%s”', async (dieAt) => {
    const { toll, report, fake } = await inFolder(profile, async (plan, fake) => {
      expect(await startChild({ ...plan, dieAt }).ended).toBeUndefined()
      const report = await survivor({ ...plan, idle: true })
      return { report, fake, toll: count(fake, report, 1) }
    })
    expect(lossesOf(toll)).toEqual(noLosses)
    const [job] = report.jobs
    // Nobody knows whether the request left; the provider never got it, so nothing is paid and nothing is sent again.
    const left = dieAt !== 'intent'
    expect(job?.state).toBe(left ? 'adopted' : 'unknown')
    expect([fake.creates, fake.accepted]).toEqual(left ? [1, 1] : [0, 0])
  })

  it.concurrent('does not pay again where it was killed while the answer was under way', async () => {
    const { toll, report, fake } = await inFolder(profile, async (plan, fake) => {
      await fake.script('create-answered-late')
      const child = startChild(plan)
      while (fake.accepted === 0) await wait(1)
      child.kill()
      await child.ended
      // The same again, as a person would who sees nothing come.
      const report = await survivor(plan)
      return { report, fake, toll: count(fake, report, 1) }
    })
    expect(lossesOf(toll)).toEqual(noLosses)
    expect(report.jobs.map(({ state }) => state)).toEqual([canLookUp(profile) ? 'adopted' : 'unknown'])
    expect([fake.creates, fake.accepted]).toEqual([1, 1])
  })
})

describe('at random moments', () => {
  let total: Toll = noToll
  const lanes = [0, 1, 2]

  it.concurrent.each(lanes)('loses nothing and pays for nothing twice (lane %i)', async (lane) => {
    const budget = Math.ceil(RANDOM_KILLS / lanes.length)
    for (let round = lane, kills = 0; kills < budget; round += lanes.length) {
      const toll = await killAround(spoken[round % spoken.length]!, Math.min(KILLS_A_FOLDER, budget - kills))
      kills += toll.kills
      total = add(total, toll)
      expect(lossesOf(toll)).toEqual(noLosses)
    }
  })

  it('notices a ledger that forgets what was open', async () => {
    const profile = spoken[0]!
    const toll = await inFolder(profile, async (plan, fake) => {
      await startChild({ ...plan, dieAt: 'submitted' }).ended
      const report = await survivor({ ...plan, forget: true })
      return count(fake, report, 1)
    })
    expect(toll.doubles).toBe(1)
    process.stdout.write(`\nControl, a ledger that forgets: ${inWords(toll)}\n`)
  })

  afterAll(() => process.stdout.write(`\nRandom: ${inWords(total)}\n`))
})

/** Runs a graph of several clips, kills it at random moments, starts it again, and lets it come to rest in the end. */
async function killAround(profile: Profile, times: number): Promise<Toll> {
  return inFolder(profile, async (plan, fake) => {
    const prompts = ['She waits.', 'He runs.', 'The train leaves.', 'Nobody turns around.', 'Rain.']
    const busy: ChildPlan = { ...plan, prompts, waitScale: SLOWLY }
    let kills = 0
    while (kills < times) {
      const child = startChild(busy)
      // Before the library is open there is nothing to lose; behind the last clip, nothing to kill.
      await child.ready
      await wait(Math.random() * LONGEST_LIFE_MS)
      child.kill()
      if (await child.ended) break
      kills++
    }
    return count(fake, await survivor(busy), kills)
  })
}

async function inFolder<T>(profile: Profile, work: (plan: ChildPlan, fake: Fake) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sceneloom-kill-'))
  const fake = await startFake(profile.vendor)
  const prompts = ['A woman waits at the station.']
  const { origin, key } = fake
  try {
    return await work({ folder, profile: profile.name, origin, key, prompts, waitScale: FAST }, fake)
  } finally {
    await fake.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function survivor(plan: ChildPlan): Promise<ChildReport> {
  const report = await startChild(plan).ended
  if (!report) throw new Error('It was killed, though nobody did it')
  return report
}

const noLosses = { doubles: 0, lostIds: 0, lostFiles: 0, lostTakes: 0 }

function lossesOf({ doubles, lostIds, lostFiles, lostTakes }: Toll) {
  return { doubles, lostIds, lostFiles, lostTakes }
}
