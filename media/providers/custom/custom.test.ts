import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeCustom } from '../../../e2e/fakes/custom.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import { ModelInfo } from '../../../nodes/models.ts'
import type { Api } from '../../net/api.ts'
import { createApi } from '../../net/create-api.ts'
import { refusalOf, tookNothing } from '../../net/refusal.ts'
import { describeModel } from '../provider.ts'
import type { JobRef, Order } from '../remote.ts'
import { custom } from './custom.ts'
import { readId, readStatus } from './read-answer.ts'
import { listTemplates } from './templates.ts'

const REQUEST = '0b7e5e0e-4c53-4d4e-9d55-5a3c8f1e2d10'
const PICTURE = 'data:image/png;base64,iVBORw0KGgo='

let fake: Fake
beforeEach(async () => {
  fake = await startFake(fakeCustom)
})
afterEach(() => fake.close())

function connect(values: Record<string, string> = {}, key: string = fake.key): Api {
  const signal = new AbortController().signal
  return createApi({ provider: custom, address: fake.origin, key, values, signal, redact: (text) => text })
}

function order(change: Partial<Order> = {}): Order {
  return {
    requestId: REQUEST,
    mode: 'text-to-video',
    model: 'video',
    prompt: 'A woman waits in the rain',
    settings: { aspect: '9:16', seconds: 5, seed: 7 },
    references: [],
    ...change,
  }
}

async function made(api: Api, change: Partial<Order> = {}): Promise<JobRef> {
  const { mode, model, ...rest } = order(change)
  return {
    ...(await custom.create(api, { mode, model, ...rest })),
    requestId: REQUEST,
    mode,
    model,
    submittedAt: 0,
  }
}

const lost = { ...order(), sentAt: 0 }

describe('what a service of one’s own is sent', () => {
  it('is the order, with nothing that is not set', async () => {
    await made(connect())
    expect(fake.jobs[0]?.body).toEqual({
      request_id: REQUEST,
      kind: 'text-to-video',
      prompt: 'A woman waits in the rain',
      aspect: '9:16',
      duration: 5,
      seed: 7,
    })
  })

  it('is what Settings say of product, template, style and instructions too', async () => {
    const values = {
      product: 'kettle',
      template: 't2',
      style: 'noir',
      instructions: 'No text',
      sendCallback: 'true',
    }
    const callback = 'https://example.org/hook'
    await made(connect(values), { mode: 'image-to-video', firstFrame: PICTURE, callback })
    const { sendCallback: _, ...sent } = values
    expect(fake.jobs[0]?.body).toMatchObject({ ...sent, image: PICTURE, callback_url: callback })
  })

  it('is what a prompt says line by line rather than what Settings say', async () => {
    await made(connect({ product: 'kettle' }), {
      prompt: 'Product: a red lamp\nscene：the attic\nShe turns: slowly',
    })
    expect(fake.jobs[0]?.body).toMatchObject({
      product: 'a red lamp',
      scene: 'the attic',
      prompt: 'Product: a red lamp\nscene：the attic\nShe turns: slowly',
    })
  })

  it('carries the key as the person says', () => {
    expect(custom.access.headers('k', {})).toEqual({ Authorization: 'Bearer k' })
    expect(custom.access.headers('k', { keyHeader: 'X-Key', keyPrefix: '-' })).toEqual({ 'X-Key': 'k' })
    expect(custom.access.headers('k', { keyHeader: 'no header' })).toEqual({ Authorization: 'Bearer k' })
    expect(custom.access.headers('', {})).toEqual({})
  })
})

describe('a job of a service of one’s own', () => {
  it('is followed until its file is there', async () => {
    const api = connect()
    const job = await made(api)
    expect(await custom.poll(api, job)).toEqual({ state: 'queued' })
    expect(await custom.poll(api, job)).toEqual({ state: 'running', progress: 0.5 })
    const ended = await custom.poll(api, job)
    expect(ended).toMatchObject({
      state: 'succeeded',
      costUsd: 0.1,
      outputs: [{ kind: 'video', needsKey: true }],
    })
    const { outputs } = ended as Extract<typeof ended, { state: 'succeeded' }>
    expect(outputs[0]?.from).toEqual({ url: expect.stringContaining(`${fake.origin}/__files/`) })
  })

  it.each([
    ['poll-fault', { state: 'failed', charge: 'possible', refusal: { code: 'generation_unfinished' } }],
    ['poll-content', { state: 'failed', refusal: { code: 'content_refused' } }],
    ['poll-canceled', { state: 'canceled', charge: 'possible' }],
    ['poll-empty', { state: 'succeeded', outputs: [] }],
  ])('that ends as in %s says so', async (script, expected) => {
    await fake.script(script)
    const api = connect()
    const job = await made(api)
    await custom.poll(api, job)
    await custom.poll(api, job)
    expect(await custom.poll(api, job)).toMatchObject(expected)
  })

  it('waits on a word that it does not know', async () => {
    await fake.script('poll-odd-word-then-ok')
    const api = connect()
    const job = await made(api)
    await custom.poll(api, job)
    expect(await custom.poll(api, job)).toEqual({ state: 'running', unknownWord: 'polishing' })
  })

  it('is gone where the service does not know it any more', async () => {
    expect(await custom.poll(connect(), { ...(await made(connect())), externalId: 'other' })).toEqual({
      state: 'gone',
    })
  })

  it('can be canceled where there is a path for it', async () => {
    const api = connect({ cancelPath: '/api/jobs/:id/cancel' })
    const job = await made(api)
    expect(await custom.cancel!(connect(), job)).toBe('too-late')
    expect(await custom.cancel!(api, job)).toBe('requested')
    expect(await custom.cancel!(api, job)).toBe('too-late')
    expect(await custom.poll(api, job)).toMatchObject({ state: 'canceled' })
  })

  it('is found by our own id after its answer was lost, and never thought absent', async () => {
    const api = connect()
    await expect(custom.lookUp!(api, lost)).rejects.toThrow('request_id')
    const { externalId } = await made(api)
    expect(await custom.lookUp!(api, lost)).toEqual({ externalId })
  })

  it('is told by what calls back', () => {
    expect(custom.webhook?.jobIn({ job_id: 'j1', status: 'done' })).toBe('j1')
    expect(custom.webhook?.jobIn('hello')).toBeUndefined()
  })
})

describe('refusals of a service of one’s own', () => {
  it.each([
    ['create-credit', 'no_credit'],
    ['create-settings', 'settings_refused'],
    ['create-content', 'content_refused'],
  ])('are understood: %s', async (script, code) => {
    await fake.script(script)
    const error: unknown = await custom.create(connect(), order()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code,
      details: { reason: expect.stringMatching(/\w \w/), requestId: 'req_custom_1' },
    })
    expect(tookNothing(refusalOf(error)!)).toBe(true)
  })

  it('are the key’s where it is wrong', async () => {
    await expect(custom.testKey(connect({}, 'wrong'))).rejects.toMatchObject({ code: 'key_rejected' })
  })

  it('say that a path leads nowhere', async () => {
    await expect(custom.create(connect({ createPath: '/videos' }), order())).rejects.toMatchObject({
      code: 'settings_refused',
      details: { reason: 'its address has nothing at /videos' },
    })
  })
})

describe('the templates', () => {
  it('are counted by the test of the connection', async () => {
    expect(await custom.testKey(connect())).toEqual({ balance: '3 templates' })
    expect(await custom.testKey(connect({ template: 'Opening' }))).toEqual({ balance: '3 templates' })
    expect(await custom.testKey(connect({ template: 'x' }))).toEqual({
      balance: '3 templates, none of them called “x”',
    })
    expect(await custom.testKey(connect({ templatesPath: '/none' }))).toEqual({ balance: 'no templates' })
  })

  it.each([
    ['names', ['a', 'b']],
    ['objects under a name', { data: [{ template_id: 'a', title: 'A' }, { slug: 'b' }, { color: 'red' }] }],
  ])('may come as %s', async (_, json) => {
    const api = { ...connect(), send: async () => ({ status: 200, headers: {}, text: '', json }) }
    expect((await listTemplates(api)).map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

describe('the models', () => {
  const models = (values: Record<string, string>) =>
    custom.models(values).map((model) => describeModel(custom, model))

  it('are what Settings say', () => {
    const values = {
      title: 'Studio',
      seconds: '8, 4',
      resolutions: '1080P 720p',
      price: '0.25',
      makesPictures: 'true',
    }
    for (const model of models(values)) expect(model).toMatchObject(ModelInfo.parse(model))
    expect(models(values)).toMatchObject([
      {
        id: 'custom/video',
        title: 'Studio',
        modes: ['text-to-video', 'image-to-video'],
        seconds: { values: [4, 8] },
        resolutions: [{ name: '720p' }, { name: '1080p' }],
        price: { rates: [{ usd: 0.25, per: 'clip' }] },
      },
      { id: 'custom/image', modes: ['text-to-image'] },
    ])
  })

  it('have no price where nobody said one, and usual lengths where they cannot be read', () => {
    const [model] = models({ seconds: '9-2', price: 'cheap', wordsOnly: 'true' })
    expect(model).toMatchObject({ modes: ['text-to-video'], seconds: { min: 1, max: 60 } })
    expect(model?.price).toBeUndefined()
    expect(models({ price: '0' })[0]?.price?.rates).toEqual([{ usd: 0, per: 'clip' }])
  })
})

describe('answers that look otherwise', () => {
  const read = (answer: unknown, resultField = '') =>
    readStatus(answer, { resultField, toOutput: (url) => ({ kind: 'video', from: { url } }) })

  it.each([[{ id: 7 }], [{ job_id: '7' }], [{ jobId: '7' }], [{ data: { id: '7' } }]])(
    'have their id in %o',
    (answer) => {
      expect(readId(answer)).toBe('7')
    },
  )

  it.each([
    [{ url: 'u' }],
    [{ video_url: 'u' }],
    [{ result: { url: 'u' } }],
    [{ output: { url: 'u' } }],
    [{ outputs: [{ url: 'u' }] }],
  ])('have their file in %o', (answer) => {
    expect(read({ status: 'COMPLETED', ...answer })).toMatchObject({ outputs: [{ from: { url: 'u' } }] })
  })

  it('have their file where the person says', () => {
    const answer = { state: 'done', url: 'page', clips: [{ mp4: 'u' }] }
    expect(read(answer, 'clips[0].mp4')).toMatchObject({ outputs: [{ from: { url: 'u' } }] })
  })

  it('say how far they are in percent too', () => {
    expect(read({ status: 'processing', progress: 40 })).toEqual({ state: 'running', progress: 0.4 })
  })

  it('may say what was charged', () => {
    expect(read({ status: 'failed', error: 'No light', charged: false })).toMatchObject({
      charge: 'none',
      refusal: { reason: 'No light' },
    })
    expect(read({ status: 'failed', message: 'No light', cost_usd: 0.5 })).toMatchObject({
      charge: 'charged',
    })
  })

  it('without a status are nobody’s answer to this question', () => {
    expect(() => read({ hello: 'world' })).toThrow('no status')
    expect(() => read(undefined)).toThrow('no status')
  })
})
