import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, orderOf, pixel, refusalIn } from '../../../e2e/fakes/client.ts'
import { seedance as vendor } from '../../../e2e/fakes/seedance.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import type { FakeError } from '../../../e2e/fakes/vendor.ts'
import { estimate } from '../../../nodes/generation/price.ts'
import type { Answer, Api, ApiRequest } from '../../net/api.ts'
import type { JobRef, LostJob, Order } from '../remote.ts'
import { seedance } from './seedance.ts'

const model = 'seedance-2-0'
const frames: Partial<Order> = { model: `${model}-frames`, mode: 'image-to-video', firstFrame: pixel }
const models = seedance.models({})
let fake: Fake
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  fake = await startFake(vendor)
  client = clientOf(seedance, fake)
})
afterAll(() => fake.close())

const picture = (role: string) => ({ type: 'image_url', image_url: { url: pixel }, role })

describe('a create', () => {
  it('asks for a clip from words, without a mark and with the sound that was chosen', async () => {
    const settings = { aspect: '9:16', seconds: 5, resolution: '720p', seed: 42, sound: false } as const
    expect(await client.body({ model, settings, callback: 'https://me.example/hook/1' })).toEqual({
      model: 'dreamina-seedance-2-0-260128',
      content: [{ type: 'text', text: 'She opens the door' }],
      ratio: '9:16',
      resolution: '720p',
      duration: 5,
      seed: 42,
      generate_audio: false,
      watermark: false,
      callback_url: 'https://me.example/hook/1',
    })
  })

  it('gives each picture its role', async () => {
    expect(await client.body({ ...frames, lastFrame: pixel })).toMatchObject({
      content: [{ type: 'text' }, picture('first_frame'), picture('last_frame')],
    })
    expect(await client.body({ model, references: [pixel, pixel] })).toMatchObject({
      content: [{ type: 'text' }, picture('reference_image'), picture('reference_image')],
    })
  })

  it('sends no field that a model does not have, whatever it offers', async () => {
    const offered = models.flatMap((row) => row.modes.map((mode) => ({ row, mode })))
    for (const { row, mode } of offered) {
      const range = row.seconds as { min: number; max: number }
      for (const { name } of row.resolutions) {
        const settings = {
          aspect: '9:16',
          seconds: range.max,
          resolution: name,
          seed: 1,
          ...(row.sound === 'optional' && { sound: true }),
        } as const
        const isImage = mode === 'image-to-video'
        const pictures = {
          ...(isImage && { firstFrame: pixel }),
          ...(isImage && row.lastFrame && { lastFrame: pixel }),
          references: Array.from({ length: isImage ? 0 : row.references }, () => pixel),
        }
        await expect(client.create({ model: row.id, mode, settings, ...pictures })).resolves.toBeDefined()
      }
    }
  })

  it('calls models by their names in China at an address there', async () => {
    const asked: ApiRequest[] = []
    const address = 'https://ark.cn-beijing.volces.com/api/v3'
    const api = answering({ '/contents/generations/tasks': { id: 'cgt-1' } }, { asked, address })
    await seedance.create(api, orderOf({ model }))
    await seedance.create(api, orderOf({ model: 'seedance-1-0-pro' }))
    expect(asked.map(({ json }) => (json as { model: string }).model)).toEqual([
      'doubao-seedance-2-0-260128',
      'doubao-seedance-1-0-pro-250528',
    ])
  })

  it.each<[FakeError, object]>([
    ['key', { code: 'key_rejected' }],
    ['credit', { code: 'no_credit', providerCode: 'AccountOverdueError', status: 403 }],
    ['busy', { code: 'provider_busy', providerCode: 'QuotaExceeded' }],
    ['settings', { code: 'settings_refused', reason: expect.stringMatching(/^duration: /) }],
    ['content', { code: 'content_refused', requestId: '0217abc' }],
    ['model', { code: 'model_retired', status: 404 }],
  ])('that is refused (%s) is understood, and took nothing', async (error, expected) => {
    const prompt = `[create-${error === 'busy' ? 'busy-always' : error}]`
    const refusal = await refusalIn(client.create({ model, prompt }))
    expect(refusal).toMatchObject({ ...expected, tookNothing: true })
  })

  it('may have been taken when there is trouble over there', async () => {
    const refusal = await refusalIn(client.create({ model, prompt: '[create-500]' }))
    expect(refusal).toMatchObject({ code: 'provider_trouble', tookNothing: false })
  })
})

describe('a job', () => {
  it('ends with an address for a day and what it cost', async () => {
    const life = await client.live({ model })
    expect(life.map(({ state }) => state)).toEqual(['queued', 'running', 'succeeded'])
    expect(life.at(-1)).toMatchObject({
      outputs: [{ kind: 'video', from: { url: expect.stringContaining('/__files/') } }],
      // 14,286 tokens at $7 for a million.
      costUsd: 0.100002,
    })
  })

  it('that is read late has an address that lives as much less', async () => {
    const updated_at = Date.parse('2026-11-20T09:00:00Z') / 1000
    const done = {
      id: 'cgt-1',
      status: 'succeeded',
      content: { video_url: 'https://cdn.test/1' },
      updated_at,
    }
    const ref = { ...(await client.start({ model })), externalId: 'cgt-1' }
    expect(await seedance.poll(answering({ [`${tasks}/cgt-1`]: done }), ref)).toMatchObject({
      outputs: [{ expiresAt: Date.parse('2026-11-21T09:00:00Z') }],
    })
  })

  it('leaves the cost to the estimate where the answer does not say whether there was sound', async () => {
    const end = (await client.live({ model: 'seedance-1-5-pro' })).at(-1)!
    expect(end).toMatchObject({ state: 'succeeded' })
    expect(end).not.toHaveProperty('costUsd')
  })

  it.each([
    ['[poll-content]', { code: 'content_refused', providerCode: 'OutputVideoSensitiveContentDetected' }],
    ['[poll-fault]', { code: 'generation_unfinished', providerCode: 'InternalServiceError' }],
    ['[poll-empty]', { code: 'result_missing' }],
  ])('that ends like %s may have been charged', async (prompt, refusal) => {
    const end = (await client.live({ model, prompt })).at(-1)
    expect(end).toMatchObject({ state: 'failed', charge: 'possible', refusal })
  })

  it('that failed without using a token cost nothing', async () => {
    const usage = { completion_tokens: 0 }
    const api = answering({ [`${tasks}/x`]: { id: 'x', status: 'failed', usage } })
    expect(await seedance.poll(api, ref)).toMatchObject({ state: 'failed', charge: 'none' })
  })

  it('that waited for too long there did not finish', async () => {
    const api = answering({ [`${tasks}/x`]: { id: 'x', status: 'expired' } })
    const refusal = { code: 'generation_unfinished', providerCode: 'expired' }
    expect(await seedance.poll(api, ref)).toMatchObject({ state: 'failed', refusal })
  })

  it('is waited for when its status is a new word', async () => {
    const life = await client.live({ model, prompt: '[poll-odd-word-then-ok]' })
    expect(life[1]).toEqual({ state: 'running', unknownWord: 'archiving' })
  })

  it('that nobody knows there is gone', async () => {
    expect(await refusalIn(client.poll(ref))).toMatchObject({ code: 'job_gone' })
  })

  it('is canceled while it waits', async () => {
    const started = await client.start({ model, prompt: '[slow] She waits' })
    expect(await seedance.cancel!(client.api(), started)).toBe('canceled')
    expect(await client.poll(started)).toEqual({ state: 'canceled', charge: 'none' })
    expect(await seedance.cancel!(client.api(), started)).toBe('canceled')
  })

  it('is not canceled once it began, and never deleted once it is made', async () => {
    const started = await client.start({ model })
    await client.poll(started)
    expect(await seedance.cancel!(client.api(), started)).toBe('too-late')
    expect(await seedance.cancel!(client.api(), started)).toBe('too-late')
    expect(await client.poll(started)).toMatchObject({ state: 'succeeded' })
    expect(
      fake.requests.some(({ method, jobId }) => method === 'DELETE' && jobId === started.externalId),
    ).toBe(false)
  })

  it('is too late to cancel when it begins between the look and the call', async () => {
    const started = await client.start({ model })
    await client.poll(started)
    await client.poll(started)
    const real = client.api()
    const api: Api = {
      ...real,
      send: (request) =>
        request.method === 'GET'
          ? Promise.resolve(answerOf({ id: started.externalId, status: 'queued' }))
          : real.send(request),
    }
    expect(await seedance.cancel!(api, started)).toBe('too-late')
  })
})

describe('a create that was not answered', () => {
  const settings = { aspect: '9:16', seconds: 6, resolution: '480p', seed: 1 } as const
  const lost = (part: Partial<LostJob> = {}): LostJob => ({
    requestId: 'r',
    mode: 'text-to-video',
    model,
    prompt: 'She opens the door',
    settings,
    sentAt: Date.now(),
    ...part,
  })

  it('is found by what the list repeats of it, and not by less', async () => {
    const seeded = { ...settings, seed: 101 }
    await client.create({ model, settings: { ...seeded, seed: 102 } })
    await client.create({ model, settings: { ...seeded, seconds: 7 } })
    await client.create({ model: 'seedance-2-0-fast', settings: seeded })
    expect(await seedance.lookUp!(client.api(), lost({ settings: seeded }))).toBeUndefined()
    const accepted = await client.create({ model, settings: seeded })
    expect(await seedance.lookUp!(client.api(), lost({ settings: seeded }))).toEqual(accepted)
  })

  it('is none of those that were there before', async () => {
    const seeded = { ...settings, seed: 103 }
    await client.create({ model, settings: seeded })
    const later = lost({ settings: seeded, sentAt: Date.now() + 60_000 })
    expect(await seedance.lookUp!(client.api(), later)).toBeUndefined()
  })

  it('is not guessed where two could be it', async () => {
    const seeded = { ...settings, seed: 104 }
    await client.create({ model, settings: seeded })
    await client.create({ model, settings: seeded })
    await expect(seedance.lookUp!(client.api(), lost({ settings: seeded }))).rejects.toThrow(/2 tasks/)
  })

  it('is found on a later page, and by the clock over there', async () => {
    const sentAt = Date.now()
    const aDay = 86_400_000
    const task = (id: string, seed: number) => ({
      id,
      status: 'running',
      seed,
      created_at: Math.floor((sentAt + aDay) / 1000),
    })
    const others = Array.from({ length: 100 }, (_, index) => task(`o${index}`, 9))
    const headers = { date: new Date(sentAt + aDay).toUTCString() }
    const page = (number: number) => `${tasks}?page_num=${number}&page_size=100`
    const api = answering(
      { [page(1)]: { items: others }, [page(2)]: { items: [task('it', 1)] } },
      { headers },
    )
    expect(await seedance.lookUp!(api, lost({ sentAt }))).toEqual({ externalId: 'it' })
  })
})

it('tries a key with a list of one', async () => {
  expect(await seedance.testKey(client.api())).toEqual({})
  expect(await refusalIn(seedance.testKey(client.api('wrong')))).toMatchObject({ code: 'key_rejected' })
})

it('reads which job a call is about', () => {
  expect(seedance.webhook!.jobIn({ id: 'cgt-1', status: 'running' })).toBe('cgt-1')
  expect(seedance.webhook!.jobIn('cgt-1')).toBeUndefined()
})

it.each([
  ['seedance-2-0', { resolution: '720p', seconds: 5, sound: true }, 0.756],
  ['seedance-2-0', { resolution: '1080p', seconds: 5, sound: true }, 1.8711],
  ['seedance-2-0', { resolution: '4k', seconds: 5, sound: true }, 3.888],
  ['seedance-1-5-pro', { resolution: '720p', seconds: 5, sound: false }, 0.1296],
  ['seedance-1-5-pro', { resolution: '720p', seconds: 5, sound: true }, 0.2592],
] as const)('%s with %o costs its tokens', (id, settings, usd) => {
  const { price } = models.find((row) => row.id === id)!
  expect(estimate({ local: false, price }, settings)).toEqual({ usd, source: 'derived' })
})

const tasks = '/api/v3/contents/generations/tasks'
const ref: JobRef = { externalId: 'x', requestId: 'r', mode: 'text-to-video', model, submittedAt: 0 }

function answerOf(json: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers, text: '', json }
}

/** For answers that the fake has no reason to give. */
function answering(
  bodies: Readonly<Record<string, unknown>>,
  {
    asked = [],
    address = 'https://ark.example',
    headers = {},
  }: { asked?: ApiRequest[]; address?: string; headers?: Readonly<Record<string, string>> } = {},
): Api {
  return {
    address,
    key: 'k',
    values: {},
    signal: new AbortController().signal,
    send: (request) => {
      asked.push(request)
      return Promise.resolve(answerOf(bodies[request.path], headers))
    },
  }
}
