import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fal as vendor, falCallHeaders, falUpload } from '../../../e2e/fakes/fal.ts'
import { clientOf, orderOf, refOf, refusalIn } from '../../../e2e/fakes/client.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import type { Api } from '../../net/api.ts'
import { refusalOf, refuse } from '../../net/refusal.ts'
import type { JobRef, Order } from '../remote.ts'
import { fal } from './fal.ts'

let fake: Fake

beforeAll(async () => {
  fake = await startFake(vendor)
})
afterAll(() => fake.close())

const connect = (key?: string) => clientOf(fal, fake).api(key)
const order = (part: Partial<Order>) =>
  orderOf({
    model: 'seedance-2.0',
    settings: { aspect: '9:16', seconds: 5, resolution: '720p', sound: true },
    ...part,
  })

async function ordered(part: Partial<Order>): Promise<{ ref: JobRef; body: unknown }> {
  const sent = order(part)
  const accepted = await fal.create(connect(), sent)
  const { body } = fake.jobs.find(({ id }) => id === accepted.externalId)!
  return { ref: refOf(accepted, sent), body }
}

const first = 'https://v3.fal.media/files/first.png'
const last = 'https://v3.fal.media/files/last.png'

describe('what it sends', () => {
  it('asks for a clip from words, once, to be kept for a week', async () => {
    const { body } = await ordered({})
    expect(body).toEqual({
      endpoint: 'bytedance/seedance-2.0/text-to-video',
      prompt: 'She opens the door',
      aspect_ratio: '9:16',
      duration: '5',
      resolution: '720p',
      generate_audio: true,
    })
    const { headers } = fake.requests.findLast(({ stage }) => stage === 'create')!
    expect(headers['x-fal-no-retry']).toBe('1')
    expect(headers['x-fal-object-lifecycle-preference']).toBe('{"expiration_duration_seconds":604800}')
  })

  it.each<[string, Partial<Order>, object]>([
    [
      'Seedance',
      { model: 'seedance-2.0-fast', firstFrame: first, lastFrame: last },
      { endpoint: 'bytedance/seedance-2.0/fast/image-to-video', image_url: first, end_image_url: last },
    ],
    [
      'Kling',
      { model: 'kling-v3-pro', firstFrame: first, lastFrame: last },
      {
        endpoint: 'fal-ai/kling-video/v3/pro/image-to-video',
        start_image_url: first,
        end_image_url: last,
        duration: '5',
      },
    ],
    [
      'Veo from one frame',
      {
        model: 'veo-3.1',
        firstFrame: first,
        settings: { aspect: '16:9', seconds: 8, resolution: '1080p', seed: 3 },
      },
      { endpoint: 'fal-ai/veo3.1/image-to-video', image_url: first, duration: '8s', seed: 3 },
    ],
    [
      'Veo between two frames',
      { model: 'veo-3.1-fast', firstFrame: first, lastFrame: last, settings: { aspect: '16:9', seconds: 4 } },
      {
        endpoint: 'fal-ai/veo3.1/fast/first-last-frame-to-video',
        first_frame_url: first,
        last_frame_url: last,
      },
    ],
    [
      'Gemini Omni',
      { model: 'gemini-omni-1.1-flash', firstFrame: first, lastFrame: last },
      {
        endpoint: 'google/gemini-omni-flash/v1.1/image-to-video',
        image_url: first,
        end_image_url: last,
        duration: 5,
      },
    ],
    [
      'Grok',
      {
        model: 'grok-imagine-1.5',
        firstFrame: first,
        settings: { aspect: '9:16', seconds: 6, resolution: '480p' },
      },
      {
        endpoint: 'xai/grok-imagine-video/v1.5/image-to-video',
        image_url: first,
        duration: 6,
        resolution: '480p',
      },
    ],
  ])('says the same things in the words of each model: %s', async (_name, part, body) => {
    expect((await ordered({ mode: 'image-to-video', ...part })).body).toMatchObject(body)
  })

  it('takes references to an endpoint of their own', async () => {
    const clip = await ordered({ model: 'seedance-2.0-references', references: [first] })
    expect(clip.body).toMatchObject({
      endpoint: 'bytedance/seedance-2.0/reference-to-video',
      image_urls: [first],
    })
    const image: Partial<Order> = {
      mode: 'text-to-image',
      model: 'nano-banana-2',
      settings: { aspect: '4:5', seed: 1 },
    }
    expect((await ordered(image)).body).toMatchObject({
      endpoint: 'fal-ai/nano-banana-2',
      aspect_ratio: '4:5',
    })
    expect((await ordered({ ...image, references: [first] })).body).toMatchObject({
      endpoint: 'fal-ai/nano-banana-2/edit',
      image_urls: [first],
    })
  })

  it('asks to be told, where there is an address for it', async () => {
    await ordered({ callback: 'https://relay.example/hook?secret=a&b' })
    const { path } = fake.requests.findLast(({ stage }) => stage === 'create')!
    expect(new URL(path, fake.origin).searchParams.get('fal_webhook')).toBe(
      'https://relay.example/hook?secret=a&b',
    )
  })
})

describe('the life of a request', () => {
  it('follows the addresses that it was given, which its own path would not give', async () => {
    const { ref } = await ordered({})
    expect(ref.links?.['status']).toMatch(/\/bytedance\/seedance-2\.0\/requests\/[^/]+\/status$/)
    expect(await fal.poll(connect(), ref)).toEqual({ state: 'queued', queuePosition: 2 })
    expect(await fal.poll(connect(), ref)).toEqual({ state: 'running' })
    const done = await fal.poll(connect(), ref)
    expect(done).toMatchObject({ state: 'succeeded', outputs: [{ kind: 'video' }] })
    expect(await fal.poll(connect(), ref)).not.toEqual(done)
  })

  it('knows those addresses by itself where they are missing', async () => {
    const { ref } = await ordered({ model: 'kling-v3-pro', settings: { aspect: '9:16', seconds: 5 } })
    const json = { request_id: ref.externalId }
    const api: Api = { ...connect(), send: async () => ({ status: 200, json, headers: {}, text: '' }) }
    const { links } = await fal.create(api, order({ model: 'kling-v3-pro' }))
    expect(links).toEqual(ref.links)
  })

  it.each([
    [
      'poll-content',
      {
        state: 'failed',
        charge: 'possible',
        refusal: { code: 'content_refused', reason: expect.stringMatching(/^prompt: The content/) },
      },
    ],
    [
      'poll-fault',
      {
        state: 'failed',
        charge: 'none',
        refusal: { code: 'generation_unfinished', providerCode: 'runner_server_error' },
      },
    ],
    ['poll-canceled', { state: 'canceled', charge: 'possible' }],
    ['poll-empty', { state: 'succeeded', outputs: [] }],
  ])('finds out at the result how it ended: %s', async (script, end) => {
    const { ref } = await ordered({ prompt: `[${script}] rain` })
    await fal.poll(connect(), ref)
    await fal.poll(connect(), ref)
    expect(await fal.poll(connect(), ref)).toMatchObject(end)
  })

  it('keeps waiting at a word that it does not know, and at trouble on the way to the result', async () => {
    const { ref } = await ordered({ prompt: '[poll-odd-word-then-ok] rain' })
    await fal.poll(connect(), ref)
    expect(await fal.poll(connect(), ref)).toEqual({ state: 'running', unknownWord: 'IN_REHEARSAL' })
    const trouble = await ordered({ prompt: '[poll-500-then-ok] rain' })
    expect((await refusalIn(fal.poll(connect(), trouble.ref))).code).toBe('provider_trouble')
  })

  it('believes a status that says itself that the job failed', async () => {
    const { ref } = await ordered({})
    const answering = (status: object): Api => ({
      ...connect(),
      send: ({ path }) =>
        path.endsWith('/status')
          ? Promise.resolve({ status: 200, json: status, headers: {}, text: '' })
          : Promise.reject(refuse({ code: 'provider_trouble', status: 500, reason: 'died' }, {})),
    })
    const failed = answering({ status: 'COMPLETED', error: 'died' })
    expect(await fal.poll(failed, ref)).toMatchObject({ state: 'failed', charge: 'none' })
    expect(await refusalIn(fal.poll(answering({ status: 'COMPLETED' }), ref))).toMatchObject({ status: 500 })
  })

  it('asks again for a result that is not there yet, though its status says so', async () => {
    const { ref } = await ordered({})
    const { result } = ref.links as { result: string }
    const early: Api = {
      ...connect(),
      send: (request) =>
        request.path === result
          ? connect().send(request)
          : Promise.resolve({ status: 200, json: { status: 'COMPLETED' }, headers: {}, text: '' }),
    }
    expect(await refusalIn(fal.poll(early, ref))).toMatchObject({ status: 400 })
  })

  it('does not take a result of another kind for an empty one', async () => {
    const { ref } = await ordered({})
    const api: Api = {
      ...connect(),
      send: async () => ({ status: 200, json: { status: 'COMPLETED' }, headers: {}, text: '' }),
    }
    await expect(fal.poll(api, ref)).rejects.toThrow(/invalid_union/)
  })

  it('asks for a cancel, and hears when it is too late', async () => {
    const { ref } = await ordered({})
    expect(await fal.cancel!(connect(), ref)).toBe('requested')
    expect(await fal.poll(connect(), ref)).toMatchObject({ state: 'canceled' })
    expect(await fal.cancel!(connect(), ref)).toBe('too-late')
  })
})

describe('what it refuses', () => {
  it.each([
    ['key', 'key_rejected'],
    ['credit', 'no_credit'],
    ['settings', 'settings_refused'],
    ['content', 'content_refused'],
    ['model', 'model_retired'],
    ['busy-always', 'provider_busy'],
  ])('says at a create what %s means, and that nothing was taken', async (script, code) => {
    const refusal = await refusalIn(fal.create(connect(), order({ prompt: `[create-${script}]` })))
    expect(refusal).toMatchObject({ code, tookNothing: true })
  })

  const read = (status: number, json: unknown, headers = {}) =>
    fal.readRefusal({ status, json, headers, text: '' })

  it('says which input was declined, each by its name', () => {
    const entry = (input: string) => ({
      loc: ['body', input],
      msg: 'flagged',
      type: 'content_policy_violation',
    })
    expect(read(422, { detail: [entry('prompt'), entry('end_image_url')] })).toMatchObject({
      code: 'content_refused',
      reason: 'prompt: flagged · end image url: flagged',
      providerCode: 'content_policy_violation',
    })
  })

  it('tells an empty account from a locked one and from a key without rights', () => {
    expect(read(403, { detail: 'User is locked. Reason: TOP_UP.' }).code).toBe('no_credit')
    expect(read(403, { detail: 'User is locked. Reason: Admin lock by support.' }).code).toBe(
      'key_not_allowed',
    )
    expect(read(403, { detail: 'Forbidden' }).code).toBe('key_not_allowed')
  })

  it('names the kind of a trouble and the exchange, whatever the body', () => {
    const headers = { 'x-fal-error-type': 'runner_scheduling_failure', 'x-fal-request-id': 'r1' }
    expect(read(503, undefined, headers)).toMatchObject({
      code: 'provider_trouble',
      providerCode: 'runner_scheduling_failure',
      requestId: 'r1',
    })
    expect(read(422, { detail: 'image too large' })).toMatchObject({
      code: 'settings_refused',
      reason: 'image too large',
    })
  })

  it('cannot tell what a create without an id has done', async () => {
    const api: Api = { ...connect(), send: async () => ({ status: 200, json: {}, headers: {}, text: '{}' }) }
    const error = await fal.create(api, order({})).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    expect(refusalOf(error)).toBeUndefined()
  })
})

describe('key, pictures and calls', () => {
  it('tests a key by what only a right one is given', async () => {
    expect(await fal.testKey(connect())).toEqual({})
    expect((await refusalIn(fal.testKey(connect('wrong')))).code).toBe('key_rejected')
    const bearer = await fetch(`${fake.origin}/fal-ai/veo3.1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fake.key}` },
    })
    expect(bearer.status).toBe(401)
  })

  it('brings a picture there byte for byte, and the key not to its storage', async () => {
    const bytes = Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7) % 256))
    const url = await fal.upload!(connect(), { bytes, mime: 'image/jpeg', name: 'frame.jpg' })
    const hash = (data: Buffer) => createHash('sha256').update(data).digest('hex')
    expect(hash(falUpload(url)!)).toBe(hash(bytes))
  })

  it('asks the storage at its own host, unless another address is set', async () => {
    const asked: string[] = []
    const api: Api = {
      ...connect(),
      address: 'https://queue.fal.run',
      send: ({ path, headers }) => {
        asked.push(path, headers?.['authorization'] ?? '')
        return Promise.resolve({
          status: 200,
          json: { upload_url: 'a', file_url: 'b' },
          headers: {},
          text: '',
        })
      },
    }
    await fal.testKey(api)
    expect(asked).toEqual([
      'https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3',
      `Key ${fake.key}`,
    ])
  })

  it('knows which job a call is about', () => {
    expect(fal.webhook!.jobIn({ request_id: 'r1', status: 'OK', payload: {} })).toBe('r1')
    expect(fal.webhook!.jobIn({ hello: 1 })).toBeUndefined()
  })

  it('believes a call that is signed, and asks for the keys once', async () => {
    const api = connect()
    const raw = Buffer.from('{"id":"p1"}')
    const call = { headers: falCallHeaders(raw), raw, now: Date.now() }
    const before = fake.requests.length
    expect(await fal.webhook!.verify!(call, api)).toBe(true)
    expect(await fal.webhook!.verify!(call, api)).toBe(true)
    expect(await fal.webhook!.verify!({ ...call, raw: Buffer.from('{"id":"p2"}') }, api)).toBe(false)
    expect(fake.requests.length - before).toBe(1)
  })
})
