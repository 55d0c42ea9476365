import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replicate as vendor, replicateCallHeaders, replicateUpload } from '../../../e2e/fakes/replicate.ts'
import { clientOf, orderOf, refOf, refusalIn } from '../../../e2e/fakes/client.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import type { Answer, Api } from '../../net/api.ts'
import { refusalOf } from '../../net/refusal.ts'
import type { JobRef, LostJob, Order } from '../remote.ts'
import { replicate } from './replicate.ts'

let fake: Fake

beforeAll(async () => {
  fake = await startFake(vendor)
})
afterAll(() => fake.close())

const connect = (key?: string) => clientOf(replicate, fake).api(key, `${fake.origin}/v1`)
const order = (part: Partial<Order>) =>
  orderOf({
    model: 'seedance-2.0',
    settings: { aspect: '9:16', seconds: 5, resolution: '720p', sound: true, seed: 7 },
    ...part,
  })

async function ordered(part: Partial<Order>): Promise<{ ref: JobRef; body: unknown }> {
  const sent = order(part)
  const accepted = await replicate.create(connect(), sent)
  const { body } = fake.jobs.find(({ id }) => id === accepted.externalId)!
  return { ref: refOf(accepted, sent), body }
}

/** As if it answered this to everything. */
function answering(json: unknown, headers: Answer['headers'] = {}): Api {
  return { ...connect(), send: () => Promise.resolve({ status: 200, json, headers, text: '' }) }
}

const first = 'https://example.com/first.png'
const last = 'https://example.com/last.png'

describe('what it sends', () => {
  it('asks for a clip from words, and not to be kept waiting for it', async () => {
    const { body } = await ordered({})
    expect(body).toMatchObject({
      model: 'bytedance/seedance-2.0',
      input: {
        prompt: 'She opens the door',
        aspect_ratio: '9:16',
        duration: 5,
        resolution: '720p',
        generate_audio: true,
        seed: 7,
      },
    })
    expect(fake.requests.findLast(({ stage }) => stage === 'create')?.headers['prefer']).toBeUndefined()
  })

  it.each<[string, object]>([
    ['seedance-2.0', { image: first, last_frame_image: last }],
    ['veo-3.1', { image: first, last_frame: last }],
  ])('asks for a clip between two pictures in the words of %s', async (model, input) => {
    const settings = { aspect: '9:16', seconds: 8, resolution: '720p' } as const
    const { body } = await ordered({
      mode: 'image-to-video',
      model,
      firstFrame: first,
      lastFrame: last,
      settings,
    })
    expect(body).toMatchObject({ input })
  })

  it('asks with references, and to be told where there is an address for it', async () => {
    const callback = 'https://relay.example/hook'
    const { body } = await ordered({ model: 'seedance-2.0-references', references: [first], callback })
    expect(body).toMatchObject({ input: { reference_images: [first] }, webhook: callback })
  })
})

describe('the life of a prediction', () => {
  it('waits, works and succeeds', async () => {
    const { ref } = await ordered({})
    expect(await replicate.poll(connect(), ref)).toEqual({ state: 'queued' })
    expect(await replicate.poll(connect(), ref)).toEqual({ state: 'running' })
    const done = await replicate.poll(connect(), ref)
    expect(done).toMatchObject({ state: 'succeeded', outputs: [{ kind: 'video' }] })
  })

  it('takes one output as well as a list of them', async () => {
    const settings = { aspect: '9:16' } as const
    for (const model of ['flux-1.1-pro', 'flux-schnell']) {
      const { ref } = await ordered({ mode: 'text-to-image', model, settings })
      await replicate.poll(connect(), ref)
      await replicate.poll(connect(), ref)
      const done = await replicate.poll(connect(), ref)
      expect(done).toMatchObject({
        outputs: [{ kind: 'image', from: { url: expect.stringContaining('.png') } }],
      })
    }
  })

  it.each([
    ['poll-content', { state: 'failed', charge: 'possible', refusal: { code: 'content_refused' } }],
    ['poll-fault', { state: 'failed', charge: 'possible', refusal: { code: 'generation_unfinished' } }],
    ['poll-canceled', { state: 'canceled', charge: 'possible' }],
    ['poll-empty', { state: 'succeeded', outputs: [] }],
  ])('tells how it ended: %s', async (script, end) => {
    const { ref } = await ordered({ prompt: `[${script}] rain` })
    await replicate.poll(connect(), ref)
    await replicate.poll(connect(), ref)
    expect(await replicate.poll(connect(), ref)).toMatchObject(end)
  })

  it('knows what ended before it began, what is forgotten, and what it cannot know', async () => {
    const { ref } = await ordered({})
    const poll = (json: unknown) => replicate.poll(answering(json), ref)
    expect(await poll({ status: 'aborted' })).toEqual({ state: 'canceled', charge: 'none' })
    expect(await poll({ status: 'succeeded', output: null, data_removed: true })).toEqual({ state: 'gone' })
    expect(await poll({ status: 'rehearsing' })).toEqual({ state: 'running', unknownWord: 'rehearsing' })
    expect(await replicate.poll(connect(), { ...ref, externalId: 'nobody' })).toEqual({ state: 'gone' })
    await expect(poll({ hello: 1 })).rejects.toThrow(/status/)
    await expect(poll({ status: 'succeeded', output: { video: 1 } })).rejects.toThrow(/invalid/i)
  })

  it('asks for a cancel, and hears when it is too late or nothing had begun', async () => {
    const { ref } = await ordered({})
    expect(await replicate.cancel!(connect(), ref)).toBe('requested')
    expect(await replicate.cancel!(answering({ status: 'aborted' }), ref)).toBe('canceled')
    expect(await replicate.cancel!(answering({ status: 'succeeded' }), ref)).toBe('too-late')
  })
})

describe('looking for a prediction whose create was not answered', () => {
  // An account of its own, because the fake lists two to a page.
  beforeAll(async () => {
    await fake.close()
    fake = await startFake(vendor)
  })

  function lostOf({ mode, model, prompt, settings, requestId }: Order, sentAt = Date.now()): LostJob {
    return { requestId, mode, model, prompt, settings, sentAt }
  }

  it('finds the one that was asked the same, behind others', async () => {
    const lost = order({ prompt: 'Only once: a lighthouse' })
    const { ref } = await ordered(lost)
    for (const prompt of ['b', 'c', 'd']) await ordered({ prompt })
    expect(await replicate.lookUp!(connect(), lostOf(lost))).toEqual({ externalId: ref.externalId })
  })

  it('does not find what is not there, was made long before, or was asked otherwise', async () => {
    expect(await replicate.lookUp!(connect(), lostOf(order({ prompt: 'Never sent' })))).toBeUndefined()
    const sent = order({ prompt: 'Sent long ago' })
    await ordered(sent)
    expect(await replicate.lookUp!(connect(), lostOf(sent, Date.now() + 60_000))).toBeUndefined()
    const other = { ...sent, settings: { ...sent.settings, seed: 8 } }
    expect(await replicate.lookUp!(connect(), lostOf(other))).toBeUndefined()
  })

  it('says that it cannot tell where two could be it', async () => {
    const twice = order({ prompt: 'The same words twice' })
    await ordered(twice)
    await ordered(twice)
    await expect(replicate.lookUp!(connect(), lostOf(twice))).rejects.toThrow(/could be it/)
  })

  const entry = (created_at: string, rest: object = {}) => ({
    id: 'p1',
    source: 'api',
    model: 'bytedance/seedance-2.0',
    created_at,
    input: { prompt: 'a', aspect_ratio: '9:16' },
    ...rest,
  })
  const asked = order({ prompt: 'a', settings: { aspect: '9:16' } })

  it('goes by the clock over there', async () => {
    const there = Date.now() + 3 * 3_600_000
    const page = { next: null, results: [entry(new Date(there).toISOString())] }
    const api = answering(page, { date: new Date(there).toUTCString() })
    expect(await replicate.lookUp!(api, lostOf(asked))).toEqual({ externalId: 'p1' })
    expect(await replicate.lookUp!(answering(page), lostOf(asked))).toBeUndefined()
  })

  it('says that it cannot tell where it is forgotten what was asked, or where there is no end', async () => {
    const now = new Date().toISOString()
    const forgotten = { next: null, results: [entry(now, { data_removed: true, input: {} })] }
    await expect(replicate.lookUp!(answering(forgotten), lostOf(asked))).rejects.toThrow(/forgotten/)
    const endless = { next: 'https://api.replicate.com/v1/predictions?cursor=1', results: [] }
    await expect(replicate.lookUp!(answering(endless), lostOf(asked))).rejects.toThrow(/too many/)
  })

  it('leaves alone what a person made on the website, and other models', async () => {
    const now = new Date().toISOString()
    const results = [entry(now, { source: 'web' }), entry(now, { model: 'google/veo-3.1' })]
    expect(await replicate.lookUp!(answering({ next: null, results }), lostOf(asked))).toBeUndefined()
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
    const refusal = await refusalIn(replicate.create(connect(), order({ prompt: `[create-${script}]` })))
    expect(refusal).toMatchObject({ code, tookNothing: true })
  })

  it('reads in its words how long to wait, and which field was wrong', () => {
    const read = (status: number, json: unknown) =>
      replicate.readRefusal({ status, json, headers: {}, text: '' })
    const detail = 'Request was throttled. Expected available in 13 seconds.'
    expect(read(429, { detail })).toMatchObject({ code: 'provider_busy', retryAfterMs: 13_000 })
    const fields = [{ field: 'input.duration', description: 'Must be less than or equal to 15' }]
    expect(read(422, { title: 'Input validation failed', invalid_fields: fields }).reason).toBe(
      'input.duration: Must be less than or equal to 15',
    )
    expect(read(422, { detail: 'The specified version does not exist' }).code).toBe('model_retired')
    expect(read(502, undefined)).toEqual({ code: 'provider_trouble', status: 502 })
  })

  it('cannot tell what a create without an id has done', async () => {
    const error = await replicate.create(answering({}), order({})).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    expect(refusalOf(error)).toBeUndefined()
  })
})

describe('key, pictures and calls', () => {
  it('tests a key by the account', async () => {
    expect(await replicate.testKey(connect())).toEqual({})
    expect((await refusalIn(replicate.testKey(connect('wrong')))).code).toBe('key_rejected')
  })

  it('brings a picture there byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7) % 256))
    const url = await replicate.upload!(connect(), { bytes, mime: 'image/png', name: 'frame.png' })
    const hash = (data: Buffer) => createHash('sha256').update(data).digest('hex')
    expect(hash(replicateUpload(url)!)).toBe(hash(bytes))
  })

  it('knows which job a call is about', () => {
    expect(replicate.webhook!.jobIn({ id: 'p1', status: 'succeeded' })).toBe('p1')
    expect(replicate.webhook!.jobIn('p1')).toBeUndefined()
  })

  it('believes a call that is signed, and asks for the keys once', async () => {
    const api = connect()
    const raw = Buffer.from('{"id":"p1"}')
    const call = { headers: replicateCallHeaders(raw), raw, now: Date.now() }
    const before = fake.requests.length
    expect(await replicate.webhook!.verify!(call, api)).toBe(true)
    expect(await replicate.webhook!.verify!(call, api)).toBe(true)
    expect(await replicate.webhook!.verify!({ ...call, raw: Buffer.from('{"id":"p2"}') }, api)).toBe(false)
    expect(fake.requests.length - before).toBe(1)
  })
})
