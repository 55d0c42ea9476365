import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kling as vendor } from '../../../e2e/fakes/kling.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import { ModelInfo } from '../../../nodes/models.ts'
import type { Api } from '../../net/api.ts'
import { createApi } from '../../net/create-api.ts'
import { refusalOf, tookNothing } from '../../net/refusal.ts'
import { describeModel } from '../provider.ts'
import type { JobRef, LostJob, Order } from '../remote.ts'
import { kling } from './kling.ts'
import { bearerFor } from './sign-key.ts'

const PICTURE = 'iVBORw0KGgo='
const REQUEST = '0b7e5e0e-4c53-4d4e-9d55-5a3c8f1e2d10'
const PAIR = 'access-1:secret-2'

let fake: Fake
let api: Api
beforeEach(() => start())
afterEach(() => fake.close())

async function start(key?: string): Promise<void> {
  fake = await startFake(vendor, { ...(key && { key }) })
  api = apiWith(fake.key)
}

function apiWith(key: string): Api {
  return createApi({
    provider: kling,
    address: fake.origin,
    key,
    values: {},
    signal: new AbortController().signal,
    redact: (text) => text,
  })
}

const turbo = {
  model: 'kling-3.0-turbo',
  settings: { aspect: '9:16', seconds: 5, resolution: '720p' },
} as const
const classic = {
  model: 'kling-v3',
  settings: { aspect: '9:16', seconds: 5, resolution: '1080p', sound: true },
} as const
const protocols = [
  ['turbo', turbo],
  ['classic', classic],
] as const

let counter = 0

function order(change: Partial<Order> = {}): Order {
  const requestId = REQUEST.replace(/..$/, String(10 + counter++))
  return { requestId, mode: 'text-to-video', prompt: 'A woman waits', references: [], ...turbo, ...change }
}

async function made(change: Partial<Order> = {}): Promise<JobRef> {
  const ordered = order(change)
  const { requestId, mode, model } = ordered
  return { ...(await kling.create(api, ordered)), requestId, mode, model, submittedAt: Date.now() }
}

async function ended(job: JobRef) {
  for (;;) {
    const result = await kling.poll(api, job)
    if (result.state !== 'queued' && result.state !== 'running') return result
  }
}

/** An Api that answers what it is told to, for shapes that the fake does not have. */
function answering(data: unknown): Api {
  return { ...api, send: async () => ({ status: 200, headers: {}, text: '', json: { code: 0, data } }) }
}

async function refusalFrom(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const refusal = refusalOf(error)
  return (
    refusal && { code: refusal.code, nothingTaken: tookNothing(refusal), providerCode: refusal.providerCode }
  )
}

describe('what Kling is sent', () => {
  it('is a string for a length and a word for a sound, where the model stands in the body', async () => {
    await made({ ...classic, requestId: REQUEST, callback: 'https://a.example/b' })
    expect(fake.jobs[0]!.body).toEqual({
      path: '/v1/videos/text2video',
      model_name: 'kling-v3',
      prompt: 'A woman waits',
      duration: '5',
      mode: 'pro',
      sound: 'on',
      aspect_ratio: '9:16',
      callback_url: 'https://a.example/b',
      external_task_id: REQUEST,
    })
  })

  it('is bare base64 for pictures, whose shape the clip has', async () => {
    const settings = { aspect: '9:16', seconds: 10, resolution: '1080p' } as const
    const frames = { firstFrame: PICTURE, lastFrame: PICTURE }
    await made({ mode: 'image-to-video', model: 'kling-v2-5-turbo', settings, ...frames, requestId: REQUEST })
    expect(fake.jobs[0]!.body).toEqual({
      path: '/v1/videos/image2video',
      model_name: 'kling-v2-5-turbo',
      prompt: 'A woman waits',
      duration: '10',
      mode: 'pro',
      image: PICTURE,
      image_tail: PICTURE,
      external_task_id: REQUEST,
    })
    const wrong = made({ mode: 'image-to-video', ...classic, firstFrame: `data:image/png;base64,${PICTURE}` })
    expect(await refusalFrom(wrong)).toMatchObject({ code: 'settings_refused', nothingTaken: true })
  })

  it('is a number for a length where the model stands in the path', async () => {
    await made({ requestId: REQUEST })
    expect(fake.jobs[0]!.body).toEqual({
      path: '/text-to-video/kling-3.0-turbo',
      prompt: 'A woman waits',
      settings: { resolution: '720p', duration: 5, aspect_ratio: '9:16' },
      options: { external_task_id: REQUEST, watermark_info: { enabled: false } },
    })
  })

  it('is a list of contents there for a first frame', async () => {
    await made({
      mode: 'image-to-video',
      firstFrame: PICTURE,
      requestId: REQUEST,
      callback: 'https://a.example/b',
    })
    expect(fake.jobs[0]!.body).toEqual({
      path: '/image-to-video/kling-3.0-turbo',
      contents: [
        { type: 'prompt', text: 'A woman waits' },
        { type: 'first_frame', url: PICTURE },
      ],
      settings: { resolution: '720p', duration: 5 },
      options: {
        callback_url: 'https://a.example/b',
        external_task_id: REQUEST,
        watermark_info: { enabled: false },
      },
    })
  })
})

describe.each(protocols)('a job in the %s protocol', (name, model) => {
  it('goes through the queue to a clip', async () => {
    const job = await made(model)
    expect(await kling.poll(api, job)).toEqual({ state: 'queued' })
    expect(await kling.poll(api, job)).toEqual({ state: 'running' })
    const result = await ended(job)
    expect(result).toMatchObject({ state: 'succeeded', outputs: [{ kind: 'video' }] })
    expect('costUsd' in result ? result.costUsd : undefined).toBe(name === 'turbo' ? 0.1 : undefined)
  })

  it('says only in words why it was not made', async () => {
    const declined = await ended(await made({ ...model, prompt: '[poll-content]' }))
    expect(declined).toMatchObject({
      state: 'failed',
      charge: 'possible',
      refusal: { code: 'content_refused' },
    })
    const stopped = await ended(await made({ ...model, prompt: '[poll-fault]' }))
    expect(stopped).toMatchObject({
      state: 'failed',
      charge: 'possible',
      refusal: { code: 'generation_unfinished' },
    })
    expect(await ended(await made({ ...model, prompt: '[poll-empty]' }))).toMatchObject({ outputs: [] })
  })

  it('goes on under a word that nobody knows', async () => {
    const job = await made({ ...model, prompt: '[poll-odd-word-then-ok]' })
    await kling.poll(api, job)
    expect(await kling.poll(api, job)).toEqual({ state: 'running', unknownWord: 'polishing' })
    expect(await ended(job)).toMatchObject({ state: 'succeeded' })
  })

  it('is gone where Kling does not know it', async () => {
    const job = { ...(await made(model)), externalId: '1' }
    expect(await kling.poll(api, job)).toEqual({ state: 'gone' })
  })

  it('is found by our own id', async () => {
    const job = await made(model)
    await made(model)
    const lost: LostJob = { ...order(model), ...job, sentAt: Date.now() }
    expect(await kling.lookUp!(api, lost)).toEqual({ externalId: job.externalId })
  })

  it('that is there already under our own id is not taken for one that was never made', async () => {
    const sent = order(model)
    await kling.create(api, sent)
    expect(await refusalFrom(kling.create(api, sent))).toMatchObject({ nothingTaken: false })
    expect(fake.accepted).toBe(1)
  })

  it('is not found where it was never taken', async () => {
    expect(await kling.lookUp!(api, { ...order(model), sentAt: Date.now() })).toBeUndefined()
  })
})

it.each([
  ['0', 'none'],
  ['3.5', 'charged'],
])('says that a job that was not made took %s units', async (units, charge) => {
  const classicTask = { task_id: '1', task_status: 'failed', final_unit_deduction: units }
  expect(await kling.poll(answering(classicTask), await made(classic))).toMatchObject({ charge })
  const job = await made(turbo)
  const task = { id: job.externalId, status: 'failed', billing: [{ charge_type: 'unit', amount: units }] }
  const told = await kling.poll(answering([task]), job)
  expect(told).toMatchObject({ charge })
  expect(told).not.toHaveProperty('costUsd')
})

describe('a refusal', () => {
  it.each([
    ['key', 'key_rejected', '1002'],
    ['credit', 'no_credit', '1102'],
    ['settings', 'settings_refused', '1201'],
    ['content', 'content_refused', '1301'],
    ['model', 'model_retired', '1201'],
    ['busy-always', 'provider_busy', '1303'],
  ])('for %s is told by its code, and took nothing', async (name, code, providerCode) => {
    const work = made({ ...classic, prompt: `[create-${name}]` })
    expect(await refusalFrom(work)).toEqual({ code, nothingTaken: true, providerCode })
  })

  it('for trouble on its side may have taken it', async () => {
    const work = made({ prompt: '[create-500-after-accept]' })
    expect(await refusalFrom(work)).toMatchObject({ code: 'provider_trouble', nothingTaken: false })
  })

  it.each([
    [1100, 'no_credit', true],
    [1302, 'provider_busy', true],
    [1300, 'content_refused', true],
    [5002, 'provider_trouble', false],
    [4711, 'provider_trouble', false],
  ])('with the code %i under the status 200 is one all the same', async (code, meaning, nothingTaken) => {
    const json = { code, message: 'no', request_id: '1' }
    const answering = { ...api, send: async () => ({ status: 200, headers: {}, text: '', json }) }
    expect(await refusalFrom(kling.create(answering, order()))).toMatchObject({ code: meaning, nothingTaken })
  })

  it('is none where a create answers something else: nobody knows what became of it', async () => {
    const work = made({ prompt: '[create-html-200]' })
    await expect(work).rejects.toThrow('expected object')
    expect(await refusalFrom(work)).toBeUndefined()
  })
})

describe('a key', () => {
  it('is tested by asking for what is left, without making anything', async () => {
    expect(await kling.testKey(api)).toEqual({ balance: '118 units left' })
    expect(await refusalFrom(kling.testKey(apiWith('wrong')))).toMatchObject({ code: 'key_rejected' })
    expect(fake.creates).toBe(0)
  })

  it('of two parts is signed for half an hour and never sent itself', () => {
    const [head, claims, signature] = bearerFor(PAIR, 1_700_000_000_000).split('.')
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown
    expect(read(head!)).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(read(claims!)).toEqual({ iss: 'access-1', exp: 1_700_001_800, nbf: 1_699_999_995 })
    expect(signature).toBe(createHmac('sha256', 'secret-2').update(`${head}.${claims}`).digest('base64url'))
    expect(bearerFor('api-key-1')).toBe('api-key-1')
  })

  it('of two parts opens the older models, and is told apart before the newest is asked', async () => {
    await fake.close()
    await start(PAIR)
    expect(await ended(await made(classic))).toMatchObject({ state: 'succeeded' })
    expect(fake.requests.some(({ headers }) => headers['authorization']?.includes('secret-2'))).toBe(false)
    const before = fake.requests.length
    expect(await refusalFrom(made(turbo))).toMatchObject({ code: 'key_not_allowed', nothingTaken: true })
    expect(fake.requests).toHaveLength(before)
  })
})

it('reads the job out of a call of either protocol', () => {
  const { jobIn } = kling.webhook!
  expect(jobIn({ task_id: '1', task_status: 'succeed' })).toBe('1')
  expect(jobIn({ code: 0, data: { task_id: '2' } })).toBe('2')
  expect(jobIn({ id: '3', status: 'succeeded' })).toBe('3')
  expect(jobIn([])).toBeUndefined()
})

it('describes models that a menu can show', () => {
  const offered = kling.models({}).map((model) => ModelInfo.parse(describeModel(kling, model)))
  expect(offered.find(({ id }) => id === 'kling/kling-3.0-turbo')).toMatchObject({
    sound: 'always',
    lastFrame: false,
  })
  expect(kling.cancel).toBeUndefined()
})
