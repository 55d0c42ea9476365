import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeComfyui } from '../../../e2e/fakes/comfyui.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import { ModelInfo } from '../../../nodes/models.ts'
import type { Api } from '../../net/api.ts'
import { createApi } from '../../net/create-api.ts'
import { refusalOf, tookNothing } from '../../net/refusal.ts'
import { describeModel } from '../provider.ts'
import type { JobRef, Order, PollResult } from '../remote.ts'
import { comfyui } from './comfyui.ts'
import { clipWorkflow, pictureWorkflow } from './test-workflows.ts'

const REQUEST = '0b7e5e0e-4c53-4d4e-9d55-5a3c8f1e2d10'
const OTHER = '1b7e5e0e-4c53-4d4e-9d55-5a3c8f1e2d10'
const workflows = {
  textToImage: JSON.stringify(pictureWorkflow),
  imageToVideo: JSON.stringify(clipWorkflow),
}

let fake: Fake
let api: Api
async function start(jobs: boolean): Promise<void> {
  fake = await startFake(createFakeComfyui({ jobs }))
  api = connect()
}
afterEach(() => fake.close())

function connect(values: Record<string, string> = workflows): Api {
  const signal = new AbortController().signal
  return createApi({
    provider: comfyui,
    address: fake.origin,
    key: undefined,
    values,
    signal,
    redact: (text) => text,
  })
}

function order(change: Partial<Order> = {}): Order {
  return {
    requestId: REQUEST,
    mode: 'text-to-image',
    model: 'text-to-image',
    prompt: 'A woman waits',
    settings: { aspect: '9:16', seed: 7 },
    references: [],
    ...change,
  }
}

async function made(change: Partial<Order> = {}): Promise<JobRef> {
  const { requestId, mode, model, ...rest } = order(change)
  const accepted = await comfyui.create(api, { requestId, mode, model, ...rest })
  return { ...accepted, requestId, mode, model, submittedAt: 0 }
}

async function uploaded(): Promise<string> {
  return comfyui.upload!(api, { bytes: Buffer.from('picture'), mime: 'image/png', name: 'frame 1.png' })
}

const isOpen = ({ state }: PollResult) => state === 'queued' || state === 'running'

async function ended(job: JobRef): Promise<PollResult> {
  for (;;) {
    const result = await comfyui.poll(api, job)
    if (!isOpen(result)) return result
  }
}

describe.each([
  ['newer', true],
  ['older', false],
])('a %s ComfyUI', (_, jobs) => {
  beforeEach(() => start(jobs))

  it('makes a picture from words', async () => {
    const job = await made()
    expect(job.externalId).toBe(REQUEST)
    expect(await comfyui.poll(api, job)).toMatchObject({ state: 'queued' })
    expect(await comfyui.poll(api, job)).toMatchObject({ state: 'running' })
    const result = await comfyui.poll(api, job)
    expect(result).toEqual({
      state: 'succeeded',
      costUsd: 0,
      outputs: [
        {
          kind: 'image',
          from: { url: `${fake.origin}/view?filename=${REQUEST}.png&subfolder=sceneloom&type=output` },
        },
      ],
    })
    expect(fake.requests.every(({ headers }) => headers['origin'] === undefined)).toBe(true)
  })

  it('makes a clip from a picture that was brought there first', async () => {
    const firstFrame = await uploaded()
    const job = await made({ mode: 'image-to-video', firstFrame, settings: { aspect: '16:9', seconds: 2 } })
    const result = await ended(job)
    expect(result).toMatchObject({ state: 'succeeded', outputs: [{ kind: 'video' }] })
    const { outputs } = result as Extract<PollResult, { state: 'succeeded' }>
    const { url } = outputs[0]!.from as { url: string }
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).toString('latin1', 4, 8)).toBe('ftyp')
  })

  it.each([
    [
      'poll-fault',
      {
        state: 'failed',
        charge: 'none',
        refusal: { reason: expect.stringContaining('KSampler (node 3): Allocation') },
      },
    ],
    ['poll-canceled', { state: 'canceled', charge: 'none' }],
    ['poll-empty', { state: 'succeeded', outputs: [] }],
  ])('says how it ended: %s', async (script, expected) => {
    await fake.script(script)
    expect(await ended(await made())).toMatchObject(expected)
  })

  it('is asked about a job that waits or runs until that ends', async () => {
    const job = await made()
    await made({ requestId: OTHER, prompt: 'Another' })
    expect(await comfyui.cancel!(api, { ...job, externalId: OTHER })).toBe('canceled')
    await comfyui.poll(api, job)
    await comfyui.poll(api, job)
    expect(await comfyui.cancel!(api, job)).toBe('requested')
    expect(await ended(job)).toMatchObject({ state: 'canceled' })
    expect(await comfyui.cancel!(api, job)).toBe('too-late')
  })

  it('never stops what is not ours', async () => {
    const job = await made()
    await comfyui.poll(api, job)
    await comfyui.poll(api, job)
    expect(await comfyui.cancel!(api, { ...job, externalId: OTHER })).toBe('too-late')
    expect(await ended(job)).toMatchObject({ state: 'succeeded' })
  })

  it('knows no job that it lost', async () => {
    expect(await comfyui.poll(api, { ...(await made()), externalId: OTHER })).toEqual({ state: 'gone' })
  })

  it('is asked for a job whose create was not answered', async () => {
    const lost = { ...order(), sentAt: 0 }
    expect(await comfyui.lookUp!(api, lost)).toBeUndefined()
    await made()
    expect(await comfyui.lookUp!(api, lost)).toEqual({ externalId: REQUEST })
  })

  it('tells how far it is over its socket, among previews and the work of others', async () => {
    const job = await made()
    await comfyui.poll(api, job)
    let result = await comfyui.poll(api, job)
    expect(result.state).toBe('running')
    // The script ends at the next question, so the socket is read where the provider reads it.
    const { progressOf, stopWatching } = await import('./progress.ts')
    const watched = { address: fake.origin, clientId: REQUEST, promptId: REQUEST }
    while (progressOf(watched) === undefined) await wait(5)
    expect(progressOf(watched)).toBe(0.25)
    result = await comfyui.poll(api, job)
    expect(result.state).toBe('succeeded')
    stopWatching(watched)
  })
})

describe('ComfyUI', () => {
  beforeEach(() => start(true))

  it('says where a job stands among the others, on older servers', async () => {
    await fake.close()
    await start(false)
    await made({ requestId: OTHER })
    expect(await comfyui.poll(api, await made({ prompt: 'Another' }))).toEqual({
      state: 'queued',
      queuePosition: 1,
    })
  })

  it('waits on a word that it does not know', async () => {
    await fake.script('poll-odd-word-then-ok')
    const job = await made()
    await comfyui.poll(api, job)
    expect(await comfyui.poll(api, job)).toMatchObject({ state: 'running', unknownWord: 'loading_models' })
    expect(await ended(job)).toMatchObject({ state: 'succeeded' })
  })

  it('gives a picture another name where that one is taken', async () => {
    expect([await uploaded(), await uploaded()]).toEqual(['frame_1.png', 'frame_1 (1).png'])
  })

  it('names the node and the input that it cannot use', async () => {
    const error: unknown = await made({ mode: 'image-to-video', firstFrame: 'gone.png' }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({
      code: 'settings_refused',
      details: {
        reason:
          'LoadImage (node 2), input “image”: Custom validation failed for node: image - Invalid image file: gone.png',
      },
    })
    expect(tookNothing(refusalOf(error)!)).toBe(true)
    expect(fake.accepted).toBe(0)
  })

  it('takes only ids that it could find again', async () => {
    await expect(made({ requestId: 'MY-JOB' })).rejects.toMatchObject({
      code: 'settings_refused',
      details: { providerCode: 'invalid_prompt_id' },
    })
  })

  it('is sent nothing that it could not read', async () => {
    api = connect({ textToImage: '{"nodes":[],"links":[]}' })
    await expect(made()).rejects.toMatchObject({ code: 'settings_refused', details: { provider: 'ComfyUI' } })
    await expect(comfyui.testKey(api)).rejects.toMatchObject({ code: 'settings_refused' })
    expect(fake.creates).toBe(0)
  })

  it('says what it is', async () => {
    expect(await comfyui.testKey(api)).toEqual({ balance: 'ComfyUI 0.3.64 on NVIDIA GeForce RTX 4090' })
  })

  it('offers what there is a workflow for, with what the workflow has a place for', () => {
    const models = comfyui.models(workflows)
    for (const model of models) {
      const described = describeModel(comfyui, model)
      expect(described).toMatchObject(ModelInfo.parse(described))
    }
    expect(models).toMatchObject([
      { id: 'text-to-image', modes: ['text-to-image'], seed: true, aspects: { length: 6 } },
      { id: 'image-to-video', seconds: { min: 1, max: 30 }, picture: { via: 'upload' }, lastFrame: false },
    ])
    expect(models[0]).not.toHaveProperty('seconds')
    expect(comfyui.models({ textToVideo: 'broken' })).toMatchObject([{ aspects: [], seed: false }])
    expect(comfyui.models({})).toEqual([])
  })
})
