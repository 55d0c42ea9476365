import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import { runway as fakeRunway } from '../../e2e/fakes/runway.ts'
import type { Run } from '../../nodes/contract/records.ts'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { openCore, type Core, type CoreConfig } from '../core.ts'

const open: { core?: Core; fake?: Fake; folder?: string } = {}

afterEach(async () => {
  await open.core?.close()
  await open.fake?.close()
  if (open.folder) rmSync(open.folder, { recursive: true, force: true })
})

async function start(config: Partial<CoreConfig> = {}): Promise<Core> {
  open.folder ??= mkdtempSync(join(tmpdir(), 'sceneloom-jobs-'))
  open.core = await openCore({ dataFolder: open.folder, version: 'test', waitScale: 0.002, ...config })
  await open.core.handlers['providers.configure']({ provider: 'runway', address: open.fake!.origin })
  await open.core.handlers['keys.set']({ provider: 'runway', key: open.fake!.key })
  return open.core
}

function oneClip(prompt: string): WorkflowDocument {
  return {
    ...emptyDocument(),
    nodes: [
      {
        id: 'clip',
        type: 'text-to-video',
        version: 1,
        title: 'Rain',
        position: { x: 0, y: 0 },
        params: { model: 'runway/gen4.5', prompt, seconds: 5 },
      },
    ],
  }
}

function clipsOf(...prompts: string[]): WorkflowDocument {
  const nodes = prompts.map((prompt) => ({ ...oneClip(prompt).nodes[0]!, id: prompt }))
  return { ...emptyDocument(), nodes }
}

async function run(core: Core, document: WorkflowDocument, options = {}): Promise<Run> {
  const { id } = await core.handlers['workflows.create']({ name: 'Rain', document })
  return startRun(core, id, options)
}

async function startRun(core: Core, workflowId: string, options = {}): Promise<Run> {
  return core.runs.finished((await begin(core, workflowId, options)).id)
}

async function begin(core: Core, workflowId: string, options = {}): Promise<Run> {
  const { rev } = await core.handlers['workflows.open']({ id: workflowId })
  return core.handlers['runs.start']({
    workflowId,
    rev,
    target: { kind: 'all' },
    agreedUsd: 10,
    ...options,
  })
}

const jobsOf = (core: Core) => core.handlers['jobs.list']({ which: 'all', limit: 100 })

describe('a paid clip', () => {
  it('is sent once, fetched, kept with its story and counted with its real cost', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    const ended = await run(core, oneClip('Rain on a window'))
    expect(ended.nodes[0]).toMatchObject({ state: 'done' })
    expect(open.fake.accepted).toBe(1)
    const [job] = await jobsOf(core)
    expect(job).toMatchObject({ state: 'adopted', provider: 'runway', asks: false, chargedBy: 'provider' })
    const media = core.manager.get(ended.nodes[0]!.mediaId!)
    expect(media?.generation).toMatchObject({ provider: 'runway', model: 'gen4.5', jobId: job!.id })
    const spending = await core.handlers['spending.read']({})
    expect(spending.day.usd).toBeCloseTo(job!.chargedUsd!)
    expect(spending.day.clips).toBe(1)
  })

  it('is not made again while nothing changed, also after a restart', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    const first = await run(core, oneClip('Rain on a window'))
    await core.close()
    const again = await start()
    await startRun(again, first.workflowId!)
    expect(open.fake.accepted).toBe(1)
    // Another workflow with the same clip has it for nothing, too.
    expect((await run(again, oneClip('Rain on a window'))).nodes[0]).toMatchObject({
      state: 'reused',
      cost: 0,
    })
    expect(open.fake.accepted).toBe(1)
  })

  it('is not even tried without a key, and says so', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    await core.handlers['keys.remove']({ provider: 'runway' })
    const { nodes } = await run(core, oneClip('Rain'))
    expect(nodes[0]).toMatchObject({
      state: 'held',
      cost: 0,
      error: { code: 'key_missing', details: { provider: 'Runway', providerId: 'runway', charge: 'none' } },
    })
    expect(open.fake.requests).toEqual([])
  })

  it('is asked about first when it costs more than may pass unasked', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    await core.handlers['settings.set']({ patch: { budget: { confirmAboveUsd: 0.1 } } })
    const unasked = run(core, oneClip('Rain'), { agreedUsd: undefined })
    await expect(unasked).rejects.toMatchObject({ code: 'cost_unconfirmed', details: { cost: 0.6 } })
    await expect(run(core, oneClip('Rain'), { agreedUsd: 0.59 })).rejects.toMatchObject({
      code: 'cost_unconfirmed',
    })
    expect(open.fake.creates).toBe(0)
  })

  it('is drawn by the animatic where that is to stand in, and the workflow stays as it is', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    const document = oneClip('Rain')
    const still = { ...document.nodes[0]!, type: 'text-to-image', params: { model: 'runway/gen4_image' } }
    const nodes = [{ ...still, params: { ...still.params, prompt: 'Rain' } }]
    const ended = await run(core, { ...document, nodes }, { standIn: true, agreedUsd: undefined })
    expect(ended.nodes[0]).toMatchObject({ state: 'done', model: 'animatic/storyboard', cost: 0 })
    const opened = await core.handlers['workflows.open']({ id: ended.workflowId })
    expect(opened.document.nodes[0]!.params['model']).toBe('runway/gen4_image')
    expect(open.fake.requests).toEqual([])
  })

  it('goes to the cheapest model that is ready where the node leaves it open', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    await core.handlers['settings.set']({ patch: { policy: 'cheapest' } })
    const document = oneClip('Rain')
    document.nodes[0]!.params['model'] = 'auto'
    const { nodes } = await run(core, document)
    expect(nodes[0]!.state).toBe('done')
    expect(nodes[0]!.model).toMatch(/^runway\//)
    expect(open.fake.accepted).toBe(1)
  })
})

describe('the limits', () => {
  it('hold back what does not fit, and nothing is sent for it', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    await core.handlers['settings.set']({ patch: { budget: { usd: { day: 1.25 } } } })
    await core.handlers['providers.configure']({ provider: 'runway', concurrency: 3 })
    const clips = clipsOf('one', 'two', 'three')
    const { nodes } = await run(core, clips)
    const held = nodes.filter(({ state }) => state === 'held')
    expect(nodes.filter(({ state }) => state === 'done')).toHaveLength(2)
    expect(held).toHaveLength(1)
    expect(held[0]!.error).toMatchObject({ code: 'over_budget', details: { period: 'day', charge: 'none' } })
    expect(open.fake.accepted).toBe(2)
    expect((await core.handlers['spending.read']({})).day.usd).toBeLessThanOrEqual(1.25)
  })

  it('count clips, too', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    await core.handlers['settings.set']({ patch: { budget: { clips: { month: 1 } } } })
    const { nodes } = await run(core, clipsOf('one', 'two'))
    expect(nodes.map(({ state }) => state).toSorted()).toEqual(['done', 'held'])
    expect(open.fake.accepted).toBe(1)
  })

  it('give back what a refused job had reserved', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    const { nodes } = await run(core, oneClip('[create-settings] Rain'))
    expect(nodes[0]).toMatchObject({ state: 'failed', cost: 0, error: { code: 'settings_refused' } })
    expect((await core.handlers['spending.read']({})).day).toEqual({ usd: 0, reservedUsd: 0, clips: 0 })
  })
})

describe('an answer that never came', () => {
  it('parks the job: nothing is sent again until the person has looked', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    const document = oneClip('[create-hang-after-accept] Rain')
    const first = await run(core, document)
    expect(first.nodes[0]).toMatchObject({
      state: 'failed',
      error: { code: 'outcome_unknown', details: { charge: 'possible' } },
    })
    const [job] = await core.handlers['jobs.list']({ which: 'inbox', limit: 10 })
    expect(job).toMatchObject({ state: 'unknown', asks: true, estimatedUsd: 0.6 })
    expect((await core.handlers['spending.read']({})).day.reservedUsd).toBeCloseTo(0.6)

    // Pressing Run again asks the same question instead of paying again.
    const again = await startRun(core, first.workflowId!)
    expect(again.nodes[0]!.error).toMatchObject({ code: 'outcome_unknown', details: { jobId: job!.id } })
    expect(open.fake.creates).toBe(1)

    await core.handlers['jobs.answer']({ id: job!.id, answer: 'not-charged' })
    expect((await core.handlers['spending.read']({})).day).toEqual({ usd: 0, reservedUsd: 0, clips: 0 })
    await open.fake.script('ok')
    await startRun(core, first.workflowId!)
    expect(open.fake.creates).toBe(2)
    expect(await core.handlers['jobs.list']({ which: 'inbox', limit: 10 })).toEqual([])
  })
})

describe('a job that is open when the app ends', () => {
  it('is picked up at the next start and becomes the take of its node', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start({ waitScale: 1 })
    const { id } = await core.handlers['workflows.create']({ name: 'Rain', document: oneClip('Rain') })
    await begin(core, id)
    await expect.poll(async () => (await jobsOf(core))[0]?.state).toBe('submitted')
    await core.close()
    // Closing the app is no reason to cancel what is being made.
    expect(open.fake.requests.filter(({ stage }) => stage === 'cancel')).toEqual([])

    const again = await start()
    const [pickedUp] = await again.handlers['runs.list']({ limit: 5 })
    expect(pickedUp).toMatchObject({ pickedUp: true, workflowId: id })
    expect((await again.runs.finished(pickedUp!.id)).nodes[0]).toMatchObject({ state: 'done' })
    const opened = await again.handlers['workflows.open']({ id })
    expect(opened.takes).toHaveLength(1)
    expect(open.fake.accepted).toBe(1)
  })

  it('is parked in a copy of the library, where nothing is asked until somebody says so', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start({ waitScale: 1 })
    const { id } = await core.handlers['workflows.create']({ name: 'Rain', document: oneClip('Rain') })
    await begin(core, id)
    await expect.poll(async () => (await jobsOf(core))[0]?.state).toBe('submitted')
    await core.close()
    const copy = `${open.folder!}-copy`
    cpSync(open.folder!, copy, { recursive: true })
    const asked = open.fake.requests.length
    try {
      const other = await start({ dataFolder: copy })
      const [job] = await other.handlers['jobs.list']({ which: 'inbox', limit: 5 })
      expect(job).toMatchObject({ state: 'submitted', error: { code: 'job_parked' } })
      expect(open.fake.requests).toHaveLength(asked)
      await other.handlers['jobs.answer']({ id: job!.id, answer: 'resume' })
      await expect.poll(async () => (await jobsOf(other))[0]?.state).toBe('adopted')
      await other.close()
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })

  it('is canceled where the provider can, when its run is stopped', async () => {
    open.fake = await startFake(fakeRunway, { script: 'slow' })
    const core = await start({ waitScale: 0.01 })
    const { id } = await core.handlers['workflows.create']({ name: 'Rain', document: oneClip('Rain') })
    const begun = await begin(core, id)
    await expect.poll(async () => (await jobsOf(core))[0]?.state).toMatch(/submitted|running/)
    await core.handlers['runs.stop']({ id: begun.id })
    expect((await core.runs.finished(begun.id)).nodes[0]).toMatchObject({ state: 'stopped' })
    await expect.poll(async () => (await jobsOf(core))[0]?.state).toBe('canceled')
    expect((await core.handlers['spending.read']({})).day.usd).toBe(0)
  })
})
