import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runway as vendor, runwayUpload } from '../../../e2e/fakes/runway.ts'
import { clientOf, orderOf, refOf, refusalIn } from '../../../e2e/fakes/client.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import type { Api } from '../../net/api.ts'
import { refusalOf, tookNothing } from '../../net/refusal.ts'
import type { JobRef, Order } from '../remote.ts'
import { runway } from './runway.ts'

let fake: Fake

beforeAll(async () => {
  fake = await startFake(vendor)
})
afterAll(() => fake.close())

const connect = (key?: string) => clientOf(runway, fake).api(key)
const order = (part: Partial<Order>) => orderOf({ model: 'gen4.5', ...part })

async function ordered(part: Partial<Order>): Promise<{ ref: JobRef; body: unknown }> {
  const sent = order(part)
  const accepted = await runway.create(connect(), sent)
  const { body } = fake.jobs.find(({ id }) => id === accepted.externalId)!
  return { ref: refOf(accepted, sent), body }
}

async function picture(words = 'a picture'): Promise<string> {
  return runway.upload!(connect(), {
    bytes: Buffer.from(`\x89PNG\r\n\r\n${words}`),
    mime: 'image/png',
    name: 'a.png',
  })
}

describe('what it sends', () => {
  it('asks for a clip from words', async () => {
    const { body, ref } = await ordered({
      settings: { aspect: '9:16', seconds: 5, resolution: '720p', seed: 42 },
    })
    expect(body).toEqual({
      model: 'gen4.5',
      promptText: 'She opens the door',
      ratio: '720:1280',
      duration: 5,
      seed: 42,
    })
    expect(ref.maxUsd).toBe(0.1)
  })

  it('asks for a clip between two pictures, with its sound', async () => {
    const [firstFrame, lastFrame] = [await picture('first'), await picture('last')]
    const { body } = await ordered({
      mode: 'image-to-video',
      model: 'veo3.1',
      firstFrame,
      lastFrame,
      settings: { aspect: '16:9', seconds: 8, resolution: '1080p', sound: true },
    })
    expect(body).toEqual({
      model: 'veo3.1',
      promptText: 'She opens the door',
      ratio: '1920:1080',
      duration: 8,
      audio: true,
      promptImage: [
        { uri: firstFrame, position: 'first' },
        { uri: lastFrame, position: 'last' },
      ],
    })
  })

  it('asks for a picture in the size of a picture, with references that the words can name', async () => {
    const hero = await picture()
    const { body } = await ordered({
      mode: 'text-to-image',
      model: 'gen4_image',
      references: [hero],
      settings: { aspect: '9:16', seed: 7 },
    })
    expect(body).toEqual({
      model: 'gen4_image',
      promptText: 'She opens the door',
      ratio: '1080:1920',
      seed: 7,
      referenceImages: [{ uri: hero, tag: 'image1' }],
    })
  })

  it('calls a model by the name that it has over there', async () => {
    const hero = await picture()
    const { body } = await ordered({ model: 'seedance2_references', references: [hero] })
    expect(body).toMatchObject({ model: 'seedance2', references: [{ uri: hero }] })
  })
})

describe('the life of a task', () => {
  it('waits, works and succeeds, with a new address at each look and its cost', async () => {
    const { ref } = await ordered({})
    const seen = [await runway.poll(connect(), ref), await runway.poll(connect(), ref)]
    expect(seen).toEqual([{ state: 'queued' }, { state: 'running', progress: 0.5 }])
    const [done, again] = [await runway.poll(connect(), ref), await runway.poll(connect(), ref)]
    expect(done).toMatchObject({ state: 'succeeded', costUsd: 0.1, outputs: [{ kind: 'video' }] })
    expect(again).not.toEqual(done)
  })

  it('keeps waiting at a word that it does not know', async () => {
    const { ref } = await ordered({ prompt: '[poll-odd-word-then-ok] rain' })
    await runway.poll(connect(), ref)
    expect(await runway.poll(connect(), ref)).toEqual({ state: 'running', unknownWord: 'REHEARSING' })
  })

  it.each([
    [
      'poll-content',
      {
        state: 'failed',
        charge: 'charged',
        costUsd: 0.1,
        refusal: { code: 'content_refused', providerCode: 'SAFETY.INPUT.TEXT' },
      },
    ],
    ['poll-fault', { state: 'failed', charge: 'possible', refusal: { code: 'generation_unfinished' } }],
    ['poll-canceled', { state: 'canceled', charge: 'none', costUsd: 0 }],
    ['poll-empty', { state: 'succeeded', outputs: [] }],
  ])('tells how it ended: %s', async (script, end) => {
    const { ref } = await ordered({ prompt: `[${script}] rain` })
    await runway.poll(connect(), ref)
    await runway.poll(connect(), ref)
    expect(await runway.poll(connect(), ref)).toMatchObject(end)
  })

  it('does not find a task that is gone', async () => {
    const { ref } = await ordered({})
    expect((await refusalIn(runway.poll(connect(), { ...ref, externalId: 'x' }))).code).toBe('job_gone')
  })

  it('cancels what works, and leaves alone what is finished', async () => {
    const { ref } = await ordered({})
    expect(await runway.cancel!(connect(), ref)).toBe('canceled')
    expect(await runway.poll(connect(), ref)).toMatchObject({ state: 'canceled' })
    const { ref: other } = await ordered({})
    for (let looks = 0; looks < 3; looks++) await runway.poll(connect(), other)
    const before = fake.requests.length
    expect(await runway.cancel!(connect(), other)).toBe('too-late')
    expect(fake.requests.slice(before).map(({ method }) => method)).toEqual(['GET'])
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
    const refusal = await refusalIn(runway.create(connect(), order({ prompt: `[create-${script}]` })))
    expect(refusal).toMatchObject({ code, tookNothing: true })
  })

  it('names what was wrong', async () => {
    const settings = { aspect: '9:16', seconds: 60 } as const
    const refusal = await refusalIn(
      runway.create(connect(), order({ settings: { ...settings, resolution: '720p' } })),
    )
    expect(refusal.reason).toBe('Validation of body failed · duration: Invalid')
  })

  const answer = (status: number, json: unknown) =>
    runway.readRefusal({ status, json, headers: {}, text: '' })

  it('tells a model that it has no more from a task that it has no more', () => {
    expect(answer(404, { error: 'The model "gen4_aleph" was not found.' }).code).toBe('model_retired')
    expect(answer(404, { error: 'The task was not found.' }).code).toBe('job_gone')
  })

  it.each([502, 503, 504])('believes that it sheds load with %i when it says so itself', (status) => {
    expect(answer(status, { error: 'Overloaded' })).toMatchObject({ code: 'provider_trouble', taken: 'no' })
  })

  it('does not believe the page of a gateway, nor any other trouble', () => {
    expect(tookNothing(answer(502, undefined))).toBe(false)
    expect(tookNothing(answer(504, undefined))).toBe(false)
    expect(tookNothing(answer(500, { error: 'Internal' }))).toBe(false)
  })

  it('cannot tell what a create without an id has done', async () => {
    const api: Api = { ...connect(), send: async () => ({ status: 200, json: {}, headers: {}, text: '{}' }) }
    const error = await runway.create(api, order({})).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    expect(refusalOf(error)).toBeUndefined()
  })
})

describe('key and pictures', () => {
  it('tells the balance for a right key, and refuses a wrong one', async () => {
    expect(await runway.testKey(connect())).toEqual({ balance: '1,240 credits left' })
    expect((await refusalIn(runway.testKey(connect('wrong')))).code).toBe('key_rejected')
  })

  it('needs the version of the API in every request', async () => {
    const without = await fetch(`${fake.origin}/v1/organization`, {
      headers: { authorization: `Bearer ${fake.key}` },
    })
    expect(without.status).toBe(400)
  })

  it('brings a picture there byte for byte, and the key not to its storage', async () => {
    const bytes = Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7) % 256))
    const uri = await runway.upload!(connect(), { bytes, mime: 'image/jpeg', name: 'frame.jpg' })
    const hash = (data: Buffer) => createHash('sha256').update(data).digest('hex')
    expect(hash(runwayUpload(uri)!)).toBe(hash(bytes))
    const storage = fake.requests.findLast(({ path }) => path.startsWith('/runway-storage/'))
    expect(storage?.headers['authorization']).toBeUndefined()
  })
})
