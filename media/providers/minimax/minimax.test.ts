import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minimax as vendor } from '../../../e2e/fakes/minimax.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import { ModelInfo } from '../../../nodes/models.ts'
import { createApi } from '../../net/create-api.ts'
import type { Api } from '../../net/api.ts'
import { refusalOf, tookNothing } from '../../net/refusal.ts'
import { describeModel } from '../provider.ts'
import type { JobRef, LostJob, Order } from '../remote.ts'
import { minimax } from './minimax.ts'

const PICTURE = 'data:image/png;base64,iVBORw0KGgo='
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
    provider: minimax,
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
    model: 'MiniMax-H3',
    prompt: 'A woman waits',
    settings: { aspect: '9:16', seconds: 6, resolution: '768p' },
    references: [],
    ...change,
  }
}

const hailuo = { model: 'MiniMax-Hailuo-2.3', mode: 'image-to-video', firstFrame: PICTURE } as const

async function made(change: Partial<Order> = {}): Promise<JobRef> {
  const { requestId, mode, model, ...rest } = order(change)
  const accepted = await minimax.create(api, { requestId, mode, model, ...rest })
  return { ...accepted, requestId, mode, model, submittedAt: Date.now() }
}

async function ended(job: JobRef) {
  for (;;) {
    const result = await minimax.poll(api, job)
    if (result.state !== 'queued' && result.state !== 'running') return result
  }
}

async function refusalFrom(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const refusal = refusalOf(error)
  return refusal && { code: refusal.code, nothingTaken: tookNothing(refusal), reason: refusal.reason }
}

describe('what MiniMax is sent', () => {
  it('tells H3 the shape of a clip from words', async () => {
    await made()
    expect(fake.jobs[0]!.body).toEqual({
      model: 'MiniMax-H3',
      content: [{ type: 'text', text: 'A woman waits' }],
      resolution: '768P',
      duration: 6,
      ratio: '9:16',
    })
  })

  it('leaves the shape to the first frame where there is one', async () => {
    await made({
      mode: 'image-to-video',
      firstFrame: PICTURE,
      lastFrame: PICTURE,
      callback: 'https://a.example/b',
    })
    expect(fake.jobs[0]!.body).toEqual({
      model: 'MiniMax-H3',
      content: [
        { type: 'text', text: 'A woman waits' },
        { type: 'image_url', image_url: { url: PICTURE }, role: 'first_frame' },
        { type: 'image_url', image_url: { url: PICTURE }, role: 'last_frame' },
      ],
      resolution: '768P',
      duration: 6,
      callback_url: 'https://a.example/b',
    })
  })

  it('sends reference pictures under the name of the real model', async () => {
    await made({ model: 'MiniMax-H3-Max:references', references: [PICTURE] })
    expect(fake.jobs[0]!.body).toMatchObject({
      model: 'MiniMax-H3-Max',
      content: [{ type: 'text' }, { image_url: { url: PICTURE }, role: 'reference_image' }],
      ratio: '9:16',
    })
  })

  it('speaks the first version to Hailuo, without an aspect', async () => {
    await made({ ...hailuo, settings: { aspect: '9:16', seconds: 6, resolution: '1080p' } })
    expect(fake.jobs[0]!.body).toEqual({
      model: 'MiniMax-Hailuo-2.3',
      prompt: 'A woman waits',
      first_frame_image: PICTURE,
      duration: 6,
      resolution: '1080P',
    })
    await made({
      model: 'MiniMax-Hailuo-02:words',
      settings: { aspect: '16:9', seconds: 10, resolution: '768p' },
    })
    expect(fake.jobs[1]!.body).toEqual({
      model: 'MiniMax-Hailuo-02',
      prompt: 'A woman waits',
      duration: 10,
      resolution: '768P',
    })
  })
})

describe('a job', () => {
  it('goes through the queue to a clip and costs the seconds that were counted', async () => {
    const job = await made({ settings: { aspect: '9:16', seconds: 6, resolution: '2k' } })
    expect(await minimax.poll(api, job)).toEqual({ state: 'queued' })
    expect(await minimax.poll(api, job)).toEqual({ state: 'running' })
    const result = await ended(job)
    expect(result).toMatchObject({ state: 'succeeded', outputs: [{ kind: 'video' }] })
    expect(result).toHaveProperty('costUsd', 0.78)
  })

  it('of Hailuo is fetched in a second step', async () => {
    const job = await made(hailuo)
    expect(await minimax.poll(api, job)).toEqual({ state: 'queued' })
    const result = await ended(job)
    expect(result).toMatchObject({ state: 'succeeded', outputs: [{ kind: 'video' }] })
    expect(fake.requests.at(-1)).toMatchObject({ stage: 'result' })
  })

  it.each([
    ['H3', {}],
    ['Hailuo', hailuo],
  ])(
    'of %s that was declined or not made may be charged, because nobody says that it is not',
    async (_, change) => {
      const declined = await ended(await made({ ...change, prompt: '[poll-content]' }))
      expect(declined).toMatchObject({
        state: 'failed',
        charge: 'possible',
        refusal: { code: 'content_refused' },
      })
      const stopped = await ended(await made({ ...change, prompt: '[poll-fault]' }))
      expect(stopped).toMatchObject({
        state: 'failed',
        charge: 'possible',
        refusal: { code: 'generation_unfinished' },
      })
      expect(await ended(await made({ ...change, prompt: '[poll-empty]' }))).toMatchObject({ outputs: [] })
    },
  )

  it.each([
    ['H3', {}],
    ['Hailuo', hailuo],
  ])('of %s goes on under a word that nobody knows', async (_, change) => {
    const job = await made({ ...change, prompt: '[poll-odd-word-then-ok]' })
    await minimax.poll(api, job)
    expect(await minimax.poll(api, job)).toEqual({
      state: 'running',
      unknownWord: expect.stringMatching(/^polish/i),
    })
    expect(await ended(job)).toMatchObject({ state: 'succeeded' })
  })

  it.each([
    ['H3', 'MiniMax-H3'],
    ['Hailuo', 'MiniMax-Hailuo-2.3'],
  ])('of %s that it does not know is gone', async (_, model) => {
    const job = { externalId: '1', requestId: REQUEST, mode: 'text-to-video', model, submittedAt: 0 } as const
    expect(await refusalFrom(minimax.poll(api, job))).toMatchObject({ code: 'job_gone' })
  })

  it('is only asked about again where an answer makes no sense', async () => {
    const job = await made({ prompt: '[poll-html-then-ok]' })
    await expect(minimax.poll(api, job)).rejects.toThrow('expected object')
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
  ])('for %s took nothing', async (name, code) => {
    const work = made({ prompt: `[create-${name}]` })
    expect(await refusalFrom(work)).toMatchObject({ code, nothingTaken: true })
  })

  it('for trouble on its side may have taken it', async () => {
    const work = made({ prompt: '[create-500-after-accept]' })
    expect(await refusalFrom(work)).toMatchObject({ code: 'provider_trouble', nothingTaken: false })
  })

  it('of the first version comes with the status 200, and is one all the same', async () => {
    const settings = { aspect: '16:9', seconds: 10, resolution: '1080p' } as const
    expect(await refusalFrom(made({ ...hailuo, settings }))).toMatchObject({
      code: 'settings_refused',
      nothingTaken: true,
      reason: 'invalid params, duration does not fit resolution',
    })
    api = apiWith('wrong')
    expect(await refusalFrom(made(hailuo))).toMatchObject({ code: 'key_rejected', nothingTaken: true })
    expect(fake.accepted).toBe(0)
  })

  it('is none where a create answers something else: nobody knows what became of it', async () => {
    const work = made({ prompt: '[create-html-200]' })
    await expect(work).rejects.toThrow('expected object')
    expect(await refusalFrom(work)).toBeUndefined()
  })
})

describe('canceling', () => {
  it('takes a job out of the queue', async () => {
    const job = await made({ prompt: '[slow]' })
    expect(await minimax.cancel!(api, job)).toBe('canceled')
    expect(await minimax.poll(api, job)).toEqual({ state: 'canceled', charge: 'none' })
  })

  it('comes too late for what is being made, and never deletes a finished clip', async () => {
    const job = await made()
    await ended(job)
    expect(await minimax.cancel!(api, job)).toBe('too-late')
    expect(await ended(job)).toMatchObject({ state: 'succeeded' })
    expect(await minimax.cancel!(api, await made(hailuo))).toBe('too-late')
    expect(fake.requests.filter(({ method }) => method === 'DELETE')).toEqual([])
  })
})

describe('looking a lost job up', () => {
  function lost(change: Partial<LostJob> = {}): LostJob {
    const { requestId, mode, model, prompt, settings } = order()
    return { requestId, mode, model, prompt, settings, sentAt: Date.now(), ...change }
  }

  it('finds it by when it came and how long it is', async () => {
    const job = await made()
    await made({ settings: { aspect: '9:16', seconds: 9, resolution: '768p' } })
    await Promise.all(fake.jobs.map(({ id }) => ended({ ...job, externalId: id })))
    expect(await minimax.lookUp!(api, lost())).toEqual({ externalId: job.externalId })
  })

  it('finds none that came long before, or of another model', async () => {
    await made({ model: 'MiniMax-H3-Max' })
    expect(await minimax.lookUp!(api, lost())).toBeUndefined()
    await made()
    expect(await minimax.lookUp!(api, lost({ sentAt: Date.now() - 3_600_000 }))).toBeUndefined()
  })

  it('goes by the clock over there', async () => {
    const there = Date.now() + 3 * 3_600_000
    const items = [{ id: '7', status: 'queued', created_at: Math.floor(there / 1000) }]
    const listing = (headers: Record<string, string>): Api => ({
      ...api,
      send: async () => ({ status: 200, headers, text: '', json: { items, total: 1 } }),
    })
    const date = new Date(there).toUTCString()
    expect(await minimax.lookUp!(listing({ date }), lost())).toEqual({ externalId: '7' })
    expect(await minimax.lookUp!(listing({}), lost())).toBeUndefined()
  })

  it('does not guess between two', async () => {
    await made()
    await made()
    await expect(minimax.lookUp!(api, lost())).rejects.toThrow('2 of its jobs')
  })

  it('cannot tell for Hailuo', async () => {
    await expect(minimax.lookUp!(api, lost({ model: 'MiniMax-Hailuo-02' }))).rejects.toThrow('no list')
  })
})

it('tests a key without making anything', async () => {
  expect(await minimax.testKey(api)).toEqual({})
  expect(await refusalFrom(minimax.testKey(apiWith('wrong')))).toMatchObject({ code: 'key_rejected' })
  expect(fake.creates).toBe(0)
})

it('reads the job out of a call of either version, and none out of its challenge', () => {
  const { jobIn } = minimax.webhook!
  expect(jobIn({ task_id: '1', status: 'success', file_id: '2' })).toBe('1')
  expect(jobIn({ task: { id: '3' } })).toBe('3')
  expect(jobIn({ id: '4', status: 'succeeded' })).toBe('4')
  expect(jobIn({ challenge: 'abc' })).toBeUndefined()
  expect(jobIn('nonsense')).toBeUndefined()
})

it('offers 1080p of Hailuo with six seconds only', () => {
  const offered = minimax.models({}).map((model) => ModelInfo.parse(describeModel(minimax, model)))
  const one = offered.find(({ id }) => id === 'minimax/MiniMax-Hailuo-2.3')
  expect(one?.resolutions).toContainEqual({ name: '1080p', seconds: { values: [6] } })
  expect(new Set(offered.map(({ id }) => id)).size).toBe(offered.length)
})
