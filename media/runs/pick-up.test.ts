import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runway as fakeRunway } from '../../e2e/fakes/runway.ts'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import type { Job } from '../../nodes/contract/money.ts'
import type { RunTarget } from '../../nodes/engine/plan.ts'
import { emptyDocument } from '../../nodes/graph/document.ts'
import { openCore, type Core } from '../core.ts'

const PATIENCE = { timeout: 15_000 }
/** A day until the next look, so that jobs stay as they are until somebody asks about them. */
const NEVER_LOOKS_AGAIN = 10_000

let folder: string
let fake: Fake
let core: Core
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-pick-up-'))
  fake = await startFake(fakeRunway)
  await open(NEVER_LOOKS_AGAIN)
})
afterEach(async () => {
  await core.close()
  await fake.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(waitScale: number): Promise<void> {
  core = await openCore({ dataFolder: folder, version: 'test', waitScale })
  await core.handlers['providers.configure']({ provider: 'runway', address: fake.origin, concurrency: 9 })
  await core.handlers['keys.set']({ provider: 'runway', key: fake.key })
}

async function restart(waitScale: number): Promise<void> {
  await core.close()
  await open(waitScale)
}

/** Begins a workflow with a clip for each prompt. Answers its id once the provider has them all. */
async function begin(...prompts: string[]): Promise<string> {
  const before = fake.accepted
  const node = { type: 'text-to-video', version: 1, title: '', position: { x: 0, y: 0 } }
  const nodes = prompts.map((prompt) => ({
    ...node,
    id: prompt,
    params: { model: 'runway/gen4.5', prompt, seconds: 5 },
  }))
  const document = { ...emptyDocument(), nodes }
  const { id } = await core.handlers['workflows.create']({ name: `About ${prompts.join()}`, document })
  await start(id, { kind: 'all' })
  await expect.poll(() => fake.accepted - before, PATIENCE).toBe(prompts.length)
  await expect.poll(async () => (await jobs()).every(({ nextAt }) => nextAt), PATIENCE).toBe(true)
  return id
}

async function start(workflowId: string, target: RunTarget) {
  const { rev } = await core.handlers['workflows.open']({ id: workflowId })
  return core.handlers['runs.start']({ workflowId, rev, target, agreedUsd: 9 })
}

const jobs = () => core.handlers['jobs.list']({ which: 'all', limit: 50 })
const jobOf = async (prompt: string): Promise<Job> => (await jobs()).find((job) => job.prompt === prompt)!
const pickedUp = async () =>
  (await core.handlers['runs.list']({ limit: 50 })).filter(({ pickedUp: isSo }) => isSo)
/** Has the provider asked about a job, and waits for what comes of it. */
async function lookAt(prompt: string): Promise<Job['state']> {
  const { id } = await jobOf(prompt)
  await core.handlers['jobs.answer']({ id, answer: 'check' })
  await expect.poll(async () => (await jobOf(prompt)).endedAt, PATIENCE).toBeDefined()
  return (await jobOf(prompt)).state
}
const canceled = () => fake.requests.filter(({ stage }) => stage === 'cancel').length

describe('jobs that were open when the app last ended', () => {
  it('become a run for each workflow, and takes of the nodes that ordered them', async () => {
    const rain = await begin('Rain', 'Hail')
    const snow = await begin('Snow')
    await restart(0.001)
    const runs = await pickedUp()
    expect(
      new Map(runs.map((run) => [run.workflowId, run.nodes.map(({ nodeId }) => nodeId).toSorted()])),
    ).toEqual(
      new Map([
        [rain, ['Hail', 'Rain']],
        [snow, ['Snow']],
      ]),
    )
    const ended = await Promise.all(runs.map(({ id }) => core.runs.finished(id)))
    expect(ended.flatMap(({ state, nodes }) => [state, ...nodes.map((node) => node.state)])).toEqual(
      Array.from({ length: 5 }, () => 'done'),
    )
    const opened = await core.handlers['workflows.open']({ id: rain })
    expect(opened.takes.map(({ nodeId }) => nodeId).toSorted()).toEqual(['Hail', 'Rain'])
    expect([fake.creates, fake.accepted]).toEqual([3, 3])
    // They were counted where they were ordered, and once.
    expect((await core.handlers['spending.read']({})).day.clips).toBe(3)
  })

  it('of a workflow that was deleted come into the library, with no run to show', async () => {
    const gone = await begin('Rain')
    const kept = await begin('Snow')
    await core.handlers['workflows.remove']({ id: gone })
    await restart(0.001)
    expect((await pickedUp()).map(({ workflowId }) => workflowId)).toEqual([kept])
    await expect
      .poll(async () => (await jobs()).map(({ state }) => state), PATIENCE)
      .toEqual(['adopted', 'adopted'])
    const { total } = await core.handlers['media.list']({ limit: 10, offset: 0 })
    expect([total, fake.accepted]).toEqual([2, 2])
    expect(await jobOf('Rain')).toMatchObject({ workflowId: undefined, workflowName: 'About Rain' })
  })

  it('are shown once, however often the app is started before they are done', async () => {
    const id = await begin('Rain')
    for (let time = 0; time < 3; time++) {
      await restart(NEVER_LOOKS_AGAIN)
      const running = (await pickedUp()).filter(({ state }) => state === 'running')
      expect(running.map(({ workflowId }) => workflowId)).toEqual([id])
    }
    expect([fake.creates, canceled()]).toEqual([1, 0])
  })

  it('leave no run behind when there are none', async () => {
    await restart(0.001)
    expect(await core.handlers['runs.list']({ limit: 5 })).toEqual([])
  })
})

describe('a run that was picked up', () => {
  it('does not keep its workflow from running: who wants the same joins, and nothing is sent again', async () => {
    const id = await begin('Rain')
    await restart(NEVER_LOOKS_AGAIN)
    const [run] = await pickedUp()
    const second = await start(id, { kind: 'all' })
    const { id: jobId } = await jobOf('Rain')
    const look = () => core.handlers['jobs.answer']({ id: jobId, answer: 'check' })
    const isMade = async () => {
      await look()
      return (await jobOf('Rain')).state
    }
    await expect.poll(isMade, PATIENCE).toBe('adopted')
    const ended = await Promise.all([run!, second].map((one) => core.runs.finished(one.id)))
    expect(ended.map(({ nodes }) => nodes[0]?.state)).toEqual(['done', 'done'])
    expect([fake.creates, (await core.handlers['workflows.open']({ id })).takes.length]).toEqual([1, 1])
  })

  it('brings home what another run stands in line to order, and nothing is sent again', async () => {
    await fake.script('slow')
    const id = await begin('Rain', 'Hail', 'Snow')
    await restart(NEVER_LOOKS_AGAIN)
    await core.handlers['providers.configure']({ provider: 'runway', concurrency: 1 })
    const { id: runId } = await start(id, { kind: 'all' })
    const stateOf = async (prompt: string) => {
      const run = (await core.handlers['runs.list']({ limit: 5 })).find((one) => one.id === runId)
      return run!.nodes.find(({ nodeId }) => nodeId === prompt)!.state
    }
    const prompts = ['Rain', 'Hail', 'Snow']
    const inLine = async () => {
      const states = await Promise.all(prompts.map(stateOf))
      return prompts.filter((_, index) => states[index] === 'waiting')
    }
    await expect.poll(async () => (await inLine()).length, PATIENCE).toBe(2)
    const waiting = await inLine()
    const bringHome = async (prompt: string) => {
      const { id: jobId } = await jobOf(prompt)
      const look = () => core.handlers['jobs.answer']({ id: jobId, answer: 'check' })
      await expect.poll(async () => (await look()).state, PATIENCE).toBe('adopted')
    }
    // Those in line first: when their turn comes, there is nothing open that they could join.
    for (const prompt of waiting) await bringHome(prompt)
    for (const prompt of prompts) await bringHome(prompt)
    const { nodes } = await core.runs.finished(runId)
    expect(nodes.map(({ state }) => state).toSorted()).toEqual(['done', 'reused', 'reused'])
    expect([fake.creates, fake.accepted]).toEqual([3, 3])
  })

  it('cancels, when it is stopped, only what nobody else waits for', async () => {
    await fake.script('slow')
    const id = await begin('Rain', 'Snow')
    // Long before the next look at it is due.
    await restart(1)
    const [run] = await pickedUp()
    const second = await start(id, { kind: 'nodes', nodeIds: ['Rain'] })
    const waitsForJob = async () =>
      (await core.handlers['runs.list']({ limit: 5 })).find((one) => one.id === second.id)?.nodes[0]?.job
    await expect.poll(waitsForJob, PATIENCE).toBeDefined()
    await core.handlers['runs.stop']({ id: run!.id })
    expect((await core.runs.finished(run!.id)).nodes.map(({ state }) => state)).toEqual([
      'stopped',
      'stopped',
    ])
    await expect.poll(canceled, PATIENCE).toBe(1)
    expect(await lookAt('Snow')).toBe('canceled')
    expect((await jobOf('Rain')).state).toMatch(/submitted|running/)
    // The other one, too, once the last who waited for it is stopped.
    await core.handlers['runs.stop']({ id: second.id })
    await expect.poll(canceled, PATIENCE).toBe(2)
    expect(await lookAt('Rain')).toBe('canceled')
    expect((await core.handlers['spending.read']({})).day.reservedUsd).toBe(0)
  })
})
