import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { piapi as vendor } from '../../../e2e/fakes/piapi.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import { ModelInfo } from '../../../nodes/models.ts'
import type { Api } from '../../net/api.ts'
import { createApi } from '../../net/create-api.ts'
import { refusalOf, tookNothing } from '../../net/refusal.ts'
import { describeModel } from '../provider.ts'
import type { JobRef, Order } from '../remote.ts'
import { piapi } from './piapi.ts'

const REQUEST = '0b7e5e0e-4c53-4d4e-9d55-5a3c8f1e2d10'

let fake: Fake
let api: Api
beforeEach(async () => {
  fake = await startFake(vendor)
  api = apiWith(fake.key)
})
afterEach(() => fake.close())

function apiWith(key: string): Api {
  return createApi({
    provider: piapi,
    address: fake.origin,
    key,
    values: {},
    signal: new AbortController().signal,
    redact: (text) => text,
  })
}

function order(change: Partial<Order> = {}): Order {
  return {
    requestId: REQUEST,
    mode: 'text-to-video',
    model: 'kling-3.0',
    prompt: 'A woman waits',
    settings: { aspect: '9:16', seconds: 5, resolution: '720p', sound: false },
    references: [],
    ...change,
  }
}

async function made(change: Partial<Order> = {}): Promise<JobRef> {
  const ordered = order(change)
  const { requestId, mode, model } = ordered
  return { ...(await piapi.create(api, ordered)), requestId, mode, model, submittedAt: Date.now() }
}

async function ended(job: JobRef) {
  for (;;) {
    const result = await piapi.poll(api, job)
    if (result.state !== 'queued' && result.state !== 'running') return result
  }
}

async function refusalFrom(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const refusal = refusalOf(error)
  return refusal && { code: refusal.code, nothingTaken: tookNothing(refusal) }
}

/** An Api that answers what it is told to, for shapes that the fake does not have. */
function answering(json: unknown): Api {
  return { ...api, send: async () => ({ status: 200, headers: {}, text: '', json }) }
}

function uploaded(): Promise<string> {
  return piapi.upload!(api, { bytes: Buffer.from('a picture'), mime: 'image/png', name: 'frame.png' })
}

describe('what PiAPI is sent', () => {
  it('is an envelope with the words of Kling', async () => {
    await made({ settings: { aspect: '9:16', seconds: 5, resolution: '1080p', sound: true } })
    expect(fake.jobs[0]!.body).toEqual({
      model: 'kling',
      task_type: 'video_generation',
      input: {
        prompt: 'A woman waits',
        version: '3.0',
        mode: 'pro',
        duration: 5,
        enable_audio: true,
        aspect_ratio: '9:16',
      },
    })
  })

  it('is the address of a picture that was brought there first', async () => {
    const [firstFrame, lastFrame] = [await uploaded(), await uploaded()]
    await made({ mode: 'image-to-video', firstFrame, lastFrame })
    expect(fake.jobs[0]!.body).toMatchObject({
      input: { mode: 'std', image_url: firstFrame, image_tail_url: lastFrame },
    })
    expect(fake.jobs[0]!.body).not.toHaveProperty('input.aspect_ratio')
    expect(fake.requests.filter(({ stage }) => stage === 'upload')).toHaveLength(2)
  })

  it('is in the words of each model', async () => {
    const image = await uploaded()
    const fromPicture = { mode: 'image-to-video', firstFrame: image } as const
    const words = { prompt: 'A woman waits', aspect_ratio: '9:16' }
    await made({ model: 'luma-ray-v2', ...fromPicture })
    await made({ model: 'hunyuan' })
    await made({ model: 'hunyuan', ...fromPicture })
    await made({ model: 'hunyuan-fast' })
    await made({ model: 'wanx-14b' })
    await made({ model: 'wanx-14b', ...fromPicture })
    await made({ model: 'wanx-1.3b' })
    expect(fake.jobs.map(({ body }) => body)).toEqual([
      {
        model: 'luma',
        task_type: 'video_generation',
        input: { ...words, model: 'ray-v2', duration: 5, start_image: image },
      },
      { model: 'Qubico/hunyuan', task_type: 'txt2video', input: words },
      { model: 'Qubico/hunyuan', task_type: 'img2video-concat', input: { ...words, image } },
      { model: 'Qubico/hunyuan', task_type: 'fast-txt2video', input: words },
      { model: 'Qubico/wanx', task_type: 'txt2video-14b', input: words },
      { model: 'Qubico/wanx', task_type: 'img2video-14b', input: { ...words, image } },
      { model: 'Qubico/wanx', task_type: 'txt2video-1.3b', input: words },
    ])
  })
})

describe('a job', () => {
  it.each(['kling-3.0', 'luma-ray-v2', 'hunyuan', 'wanx-1.3b'])('of %s goes to a clip', async (model) => {
    const job = await made({ model })
    expect(await piapi.poll(api, job)).toEqual({ state: 'queued' })
    expect(await piapi.poll(api, job)).toEqual({ state: 'running' })
    const result = await ended(job)
    expect(result).toEqual({
      state: 'succeeded',
      outputs: [{ kind: 'video', from: { url: expect.stringMatching(/signature=\d+$/) } }],
    })
  })

  it.each([
    [
      { works: [{ video: { resource: 'b', resource_without_watermark: 'a' } }], video: 'c', video_url: 'd' },
      'a',
    ],
    [{ works: [{ video: { resource: 'b', resource_without_watermark: '' } }], video_url: 'd' }, 'b'],
    [{ works: [], video: 'c', video_url: 'd' }, 'c'],
    [{ video: { url: 'u' }, video_raw: { url: 'r' } }, 'u'],
    [{ video: null, video_url: 'd' }, 'd'],
    [{ video: null, video_raw: { url: 'r' } }, 'r'],
  ])('has its clip in one of many places: %j', async (output, url) => {
    const told = answering({ code: 200, data: { status: 'COMPLETED', output } })
    expect(await piapi.poll(told, await made())).toMatchObject({ outputs: [{ from: { url } }] })
  })

  it('tells whether it was charged where it was not made', async () => {
    const declined = await ended(await made({ prompt: '[poll-content]' }))
    expect(declined).toMatchObject({
      state: 'failed',
      charge: 'charged',
      refusal: { code: 'content_refused' },
    })
    const stopped = await ended(await made({ prompt: '[poll-fault]' }))
    expect(stopped).toMatchObject({
      state: 'failed',
      charge: 'none',
      refusal: { code: 'generation_unfinished' },
    })
    const quiet = answering({ code: 200, data: { status: 'failed', error: { code: 1, message: 'no' } } })
    expect(await piapi.poll(quiet, await made())).toMatchObject({ charge: 'possible' })
    expect(await ended(await made({ prompt: '[poll-empty]' }))).toEqual({ state: 'succeeded', outputs: [] })
  })

  it('goes on under a word that nobody knows', async () => {
    const job = await made({ prompt: '[poll-odd-word-then-ok]' })
    await piapi.poll(api, job)
    expect(await piapi.poll(api, job)).toEqual({ state: 'running', unknownWord: 'polishing' })
    expect(await ended(job)).toMatchObject({ state: 'succeeded' })
  })

  it('is gone where PiAPI does not know it, under either status', async () => {
    const job = { ...(await made()), externalId: 'other' }
    expect(await refusalFrom(piapi.poll(api, job))).toMatchObject({ code: 'job_gone' })
    const told = answering({ code: 404, message: 'task not found', data: null })
    expect(await refusalFrom(piapi.poll(told, job))).toMatchObject({ code: 'job_gone' })
  })

  it('is only asked about again where an answer makes no sense', async () => {
    const job = await made({ prompt: '[poll-html-then-ok]' })
    await expect(piapi.poll(api, job)).rejects.toThrow('expected object')
  })
})

describe('a refusal', () => {
  it.each([
    ['key', 'key_rejected'],
    ['credit', 'no_credit'],
    ['settings', 'settings_refused'],
    ['content', 'content_refused'],
    ['model', 'model_retired'],
    ['busy-always', 'provider_busy'],
  ])('for %s took nothing, under whatever status', async (name, code) => {
    const work = made({ prompt: `[create-${name}]` })
    expect(await refusalFrom(work)).toEqual({ code, nothingTaken: true })
  })

  it('for trouble on its side may have taken it', async () => {
    const work = made({ prompt: '[create-500-after-accept]' })
    expect(await refusalFrom(work)).toEqual({ code: 'provider_trouble', nothingTaken: false })
    const told = piapi.create(answering({ code: 500, message: 'oh no', data: null }), order())
    expect(await refusalFrom(told)).toEqual({ code: 'provider_trouble', nothingTaken: false })
  })

  it('with an id is none: the job was taken, and its poll tells how it ended', async () => {
    const data = { task_id: 'x', status: 'failed', error: { code: 10000, message: 'no' } }
    expect(await piapi.create(answering({ code: 200, data }), order())).toEqual({ externalId: 'x' })
  })

  it('is none where a create answers something else: nobody knows what became of it', async () => {
    const work = made({ prompt: '[create-html-200]' })
    await expect(work).rejects.toThrow('expected object')
    expect(await refusalFrom(work)).toBeUndefined()
    await expect(piapi.create(answering({ code: 200, data: {} }), order())).rejects.toThrow('no id')
  })
})

it('tests a key by asking for the account, without making anything', async () => {
  expect(await piapi.testKey(api)).toEqual({ balance: '$12.40' })
  expect(await refusalFrom(piapi.testKey(apiWith('wrong')))).toMatchObject({ code: 'key_rejected' })
  expect(fake.creates).toBe(0)
})

it('believes a call only with the secret that went out with the order', async () => {
  await made({ callback: 'https://a.example/b' })
  const { config } = fake.jobs[0]!.body as {
    config: { webhook_config: { endpoint: string; secret: string } }
  }
  const { endpoint, secret } = config.webhook_config
  expect(endpoint).toBe('https://a.example/b')
  expect(secret).not.toContain(fake.key)
  const call = (sent: string | undefined) => ({
    headers: { 'x-webhook-secret': sent },
    raw: Buffer.alloc(0),
    now: 0,
  })
  expect(await piapi.webhook!.verify!(call(secret), api)).toBe(true)
  expect(await piapi.webhook!.verify!(call(`${secret.slice(1)}0`), api)).toBe(false)
  expect(await piapi.webhook!.verify!(call(undefined), api)).toBe(false)
  expect(piapi.webhook!.jobIn({ timestamp: 1, data: { task_id: 'x' } })).toBe('x')
  expect(piapi.webhook!.jobIn({ data: null })).toBeUndefined()
})

it('describes models that a menu can show, and promises no canceling', () => {
  const models = piapi.models({}).map((model) => ModelInfo.parse(describeModel(piapi, model)))
  expect(models.map(({ id }) => id)).toContain('piapi/kling-3.0')
  expect(piapi.cancel).toBeUndefined()
  expect(piapi.lookUp).toBeUndefined()
})
