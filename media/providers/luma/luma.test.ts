import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, pixel, pixelBytes, refusalIn } from '../../../e2e/fakes/client.ts'
import { luma as vendor } from '../../../e2e/fakes/luma.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import type { FakeError } from '../../../e2e/fakes/vendor.ts'
import { estimate } from '../../../nodes/generation/price.ts'
import type { Api } from '../../net/api.ts'
import { luma } from './luma.ts'

let fake: Fake
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  fake = await startFake(vendor)
  client = clientOf(luma, fake)
})
afterAll(() => fake.close())

const words = { model: 'ray-3.2' }
const frames = { model: 'ray-3.2-frames', mode: 'image-to-video', firstFrame: pixel } as const

describe('a create', () => {
  it('asks for a clip from words', async () => {
    const settings = { aspect: '9:16', seconds: 10, resolution: '540p' } as const
    expect(await client.body({ ...words, settings })).toEqual({
      type: 'video',
      model: 'ray-3.2',
      prompt: 'She opens the door',
      aspect_ratio: '9:16',
      video: { resolution: '540p', duration: '10s' },
    })
  })

  it('asks for a clip between two frames', async () => {
    const frame = { data: pixelBytes, media_type: 'image/png' }
    expect(await client.body({ ...frames, lastFrame: pixel })).toMatchObject({
      model: 'ray-3.2',
      video: { resolution: '720p', duration: '5s', start_frame: frame, end_frame: frame },
    })
  })

  it.each<[FakeError, object]>([
    ['key', { code: 'key_rejected' }],
    ['credit', { code: 'no_credit' }],
    ['busy', { code: 'provider_busy' }],
    ['settings', { code: 'settings_refused', reason: 'duration: Input should be 5s or 10s' }],
    ['content', { code: 'content_refused' }],
    ['model', { code: 'model_retired' }],
  ])('that is refused (%s) is understood, and took nothing', async (error, expected) => {
    const prompt = `[create-${error === 'busy' ? 'busy-always' : error}]`
    const refusal = await refusalIn(client.create({ ...words, prompt }))
    expect(refusal).toMatchObject({ ...expected, tookNothing: true, requestId: 'req_luma_1' })
  })

  it('is sent again only after the time that was asked for', async () => {
    const prompt = '[create-busy-a-second-then-ok]'
    expect((await refusalIn(client.create({ ...words, prompt }))).retryAfterMs).toBe(1000)
  })

  it('may have been taken when there is trouble over there', async () => {
    const refusal = await refusalIn(client.create({ ...words, prompt: '[create-500]' }))
    expect(refusal).toMatchObject({ code: 'provider_trouble', tookNothing: false })
  })
})

describe('a job', () => {
  it('ends with an address that is new each time and lasts an hour', async () => {
    const ref = await client.start(words)
    const life = []
    for (let polls = 0; polls < 4; polls++) life.push(await client.poll(ref))
    expect(life.map(({ state }) => state)).toEqual(['queued', 'running', 'succeeded', 'succeeded'])
    const [first, second] = life
      .slice(2)
      .map((made) => (made.state === 'succeeded' ? made.outputs[0]! : undefined))
    expect(first!.from).not.toEqual(second!.from)
    expect(first!.needsKey).toBeUndefined()
    expect(Math.abs(first!.expiresAt! - Date.now() - 3_600_000)).toBeLessThan(60_000)
  })

  it.each([
    ['[poll-content]', { code: 'content_refused', providerCode: 'content_moderated' }],
    ['[poll-fault]', { code: 'generation_unfinished', reason: 'The generation did not finish' }],
    ['[poll-empty]', { code: 'result_missing' }],
  ])('that ends like %s may have been charged', async (prompt, refusal) => {
    const end = (await client.live({ ...words, prompt })).at(-1)
    expect(end).toMatchObject({ state: 'failed', charge: 'possible', refusal })
  })

  it.each([
    ['budget_exhausted', 'no_credit'],
    ['image_too_large', 'settings_refused'],
    ['unsupported_format', 'settings_refused'],
    ['corrupt_input', 'settings_refused'],
    ['invalid_request', 'settings_refused'],
  ])('that could not begin (%s) cost nothing', async (word, code) => {
    const api = { send: () => Promise.resolve({ json: { state: 'failed', failure_code: word } }) }
    const end = await luma.poll(api as unknown as Api, await client.start(words))
    expect(end).toMatchObject({ state: 'failed', charge: 'none', refusal: { code, providerCode: word } })
  })

  it('is waited for when its state is a new word', async () => {
    const life = await client.live({ ...words, prompt: '[poll-odd-word-then-ok]' })
    expect(life[1]).toEqual({ state: 'running', unknownWord: 'upscaling' })
    expect(life.at(-1)!.state).toBe('succeeded')
  })

  it('that nobody knows there is gone', async () => {
    const ref = await client.start(words)
    const gone = { ...ref, externalId: '7d444840-9dc0-41d1-b245-5ffdce74fad2' }
    expect(await refusalIn(client.poll(gone))).toMatchObject({ code: 'job_gone' })
  })
})

it('tries a key with a job that cannot exist', async () => {
  const before = fake.creates
  expect(await luma.testKey(client.api())).toEqual({})
  expect(await refusalIn(luma.testKey(client.api('luma-api-wrong')))).toMatchObject({ code: 'key_rejected' })
  expect(fake.creates).toBe(before)
})

it.each([
  ['360p', 5, 0.06],
  ['720p', 5, 0.3],
  ['1080p', 10, 3.6],
] as const)('costs what it says for %s and %i seconds', (resolution, seconds, usd) => {
  const { price } = luma.models({})[0]!
  expect(estimate({ local: false, price }, { resolution, seconds })).toEqual({ usd, source: 'list' })
})
