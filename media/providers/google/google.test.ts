import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, pixel, pixelBytes, refusalIn } from '../../../e2e/fakes/client.ts'
import { google as vendor } from '../../../e2e/fakes/google.ts'
import { startFake, type Fake } from '../../../e2e/fakes/server.ts'
import type { FakeError } from '../../../e2e/fakes/vendor.ts'
import type { Answer, Api } from '../../net/api.ts'
import type { JobRef, Order, PollResult } from '../remote.ts'
import { google } from './google.ts'

const model = 'gemini-omni-1.2-flash'
let fake: Fake
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  fake = await startFake(vendor)
  client = clientOf(google, fake)
})
afterAll(() => fake.close())

const frames: Partial<Order> = { model, mode: 'image-to-video', firstFrame: pixel }
const image = { type: 'image', data: pixelBytes, mime_type: 'image/png' }
const sentence = 'She opens the door'

describe('a create', () => {
  it('asks for a clip from words, kept and fetched later', async () => {
    const settings = { aspect: '16:9', seconds: 8, resolution: '1080p', seed: 7 } as const
    expect(await client.body({ model, settings })).toEqual({
      model,
      input: [{ type: 'text', text: sentence }],
      response_format: {
        type: 'video',
        aspect_ratio: '16:9',
        resolution: '1080p',
        duration: '8s',
        delivery: 'uri',
      },
      generation_config: { video_config: { task: 'text_to_video' }, seed: 7 },
      background: true,
      store: true,
    })
  })

  it('names the first frame in the words, or it would be ignored', async () => {
    expect(await client.body(frames)).toMatchObject({
      input: [image, { type: 'text', text: `<FIRST_FRAME> ${sentence}` }],
      generation_config: { video_config: { task: 'image_to_video' } },
    })
  })

  it('says which of two frames is the last', async () => {
    const text = `[# Sources <FIRST_FRAME>@Image1 <LAST_FRAME>@Image2] ${sentence}`
    expect(await client.body({ ...frames, lastFrame: pixel })).toMatchObject({
      input: [image, image, { type: 'text', text }],
      generation_config: { video_config: { task: 'image_to_video' } },
    })
  })

  it('counts reference pictures from zero, behind the frames', async () => {
    const references = [pixel, pixel]
    const task = { generation_config: { video_config: { task: 'reference_to_video' } } }
    expect(await client.body({ model, references })).toMatchObject({
      input: [
        image,
        image,
        {
          type: 'text',
          text: `[# References <IMAGE_REF_0>@Image1 <IMAGE_REF_1>@Image2] ${sentence}`,
        },
      ],
      ...task,
    })
    const text = `[# Sources <FIRST_FRAME>@Image1] [# References <IMAGE_REF_0>@Image2 <IMAGE_REF_1>@Image3] ${sentence}`
    expect(await client.body({ ...frames, references })).toMatchObject({
      input: [image, image, image, { type: 'text', text }],
      ...task,
    })
  })

  it.each<[FakeError, object]>([
    ['key', { code: 'key_rejected', status: 400, providerCode: 'API_KEY_INVALID' }],
    ['credit', { code: 'no_credit', status: 402, tookNothing: true }],
    ['busy', { code: 'provider_busy', status: 429, tookNothing: true }],
    ['settings', { code: 'settings_refused', reason: 'Unsupported duration for this request.' }],
    ['content', { code: 'content_refused', tookNothing: true }],
    ['model', { code: 'model_retired', status: 404, tookNothing: true }],
  ])('that is refused (%s) is understood', async (error, expected) => {
    const prompt = `[create-${error === 'busy' ? 'busy-always' : error}]`
    expect(await refusalIn(client.create({ model, prompt }))).toMatchObject(expected)
  })

  it('may have been taken when there is trouble over there, but not when it says that it is too full', async () => {
    const trouble = refusalIn(client.create({ model, prompt: '[create-500]' }))
    expect(await trouble).toMatchObject({ code: 'provider_trouble', tookNothing: false })
    const full = refusalIn(client.create({ model, prompt: '[create-503-then-ok]' }))
    expect(await full).toMatchObject({ code: 'provider_trouble', tookNothing: true })
  })

  it('for a model that is not known there says so, and not that a job is gone', async () => {
    const unknown = await refusalIn(client.create({ model: 'gemini-omni-9' }))
    expect(unknown).toMatchObject({ code: 'settings_refused', status: 404 })
  })

  it('that is answered without an id is no refusal', async () => {
    const api = answering({ '/v1beta/interactions': { status: 'in_progress' } })
    const work = google.create(api, {
      requestId: 'r',
      mode: 'text-to-video',
      model,
      prompt: sentence,
      settings: { aspect: '16:9' },
      references: [],
    })
    await expect(refusalIn(work)).rejects.toThrow('It was not refused')
  })
})

describe('a job', () => {
  it('goes on until its file may be fetched, and tells what it cost', async () => {
    const life = await client.live({ model })
    expect(life.map(({ state }) => state)).toEqual(['queued', 'running', 'running', 'succeeded'])
    expect(life.at(-1)).toMatchObject({
      outputs: [{ kind: 'video', from: { url: expect.stringContaining(fake.origin) }, needsKey: true }],
      // 5,714 tokens at $17.50 for a million.
      costUsd: 0.099995,
    })
  })

  it('has a file that only the key opens', async () => {
    const made = (await client.live({ model })).at(-1) as Extract<PollResult, { state: 'succeeded' }>
    const { url } = made.outputs[0]!.from as { url: string }
    expect((await fetch(url)).status).toBe(403)
    const headers = google.downloadHeaders!({ key: fake.key })
    const file = Buffer.from(await (await fetch(url, { headers })).arrayBuffer())
    expect(file.subarray(4, 8).toString()).toBe('ftyp')
  })

  it('that is read late has a file that lives as much less', async () => {
    const video = { type: 'video', uri: `${fake.origin}/clip.mp4` }
    const done = {
      status: 'completed',
      updated: '2026-11-20T09:00:00Z',
      steps: [{ type: 'model_output', content: [video] }],
    }
    const ref = await client.start({ model })
    const api = answering({ [`/v1beta/interactions/${ref.externalId}`]: done })
    expect(await google.poll(api, ref)).toMatchObject({
      outputs: [{ expiresAt: Date.parse('2026-11-22T09:00:00Z') }],
    })
  })

  it('that is read late may hold its file itself', async () => {
    const ref = await client.start({ model })
    let last = await client.poll(ref)
    for (let polls = 0; polls < 6; polls++) last = await client.poll(ref)
    const file = { base64: expect.any(String) }
    expect(last).toMatchObject({ state: 'succeeded', outputs: [{ kind: 'video', from: file }] })
  })

  it.each([
    ['[poll-content]', { code: 'content_refused', reason: 'I can’t make a clip of that.' }],
    ['[poll-fault]', { code: 'generation_unfinished', reason: 'The clip could not be generated.' }],
    ['[poll-empty]', { code: 'result_missing' }],
  ])('that ends like %s says why, and may have been charged', async (prompt, refusal) => {
    const end = (await client.live({ model, prompt })).at(-1)
    expect(end).toMatchObject({ state: 'failed', charge: 'possible', refusal })
  })

  it.each(['requires_action', 'requires_continuation', 'incomplete', 'budget_exceeded'])(
    'that stops with %s is not waited for',
    async (status) => {
      const result = await google.poll(answering({ '/v1beta/interactions/x': { status } }), ref)
      expect(result).toMatchObject({
        state: 'failed',
        charge: 'possible',
        refusal: { code: 'generation_unfinished', providerCode: status },
      })
    },
  )

  it('is waited for when its status is a new word', async () => {
    const life = await client.live({ model, prompt: '[poll-odd-word-then-ok]' })
    expect(life[1]).toEqual({ state: 'running', unknownWord: 'warming_up' })
    expect(life.at(-1)!.state).toBe('succeeded')
  })

  it('whose file could not be prepared did not finish', async () => {
    const video = { type: 'video', uri: 'https://g.example/v1beta/files/f1:download?alt=media' }
    const api = answering({
      '/v1beta/interactions/x': {
        status: 'completed',
        steps: [{ type: 'model_output', content: [video] }],
      },
      '/v1beta/files/f1': { state: 'FAILED', error: { message: 'no' } },
    })
    const refusal = { code: 'generation_unfinished', reason: 'no' }
    expect(await google.poll(api, ref)).toMatchObject({ state: 'failed', refusal })
  })

  it('is asked about again after an answer that makes no sense', async () => {
    await expect(google.poll(answering({ '/v1beta/interactions/x': ['?'] }), ref)).rejects.toThrow(
      /expected object/,
    )
  })

  it('that nobody knows there is gone', async () => {
    expect(await refusalIn(client.poll({ ...ref, externalId: 'nobody' }))).toMatchObject({ code: 'job_gone' })
  })

  it('is asked to stop, and what it cost until then is left to its next answer', async () => {
    const started = await client.start({ model })
    expect(await google.cancel!(client.api(), started)).toBe('requested')
    expect(await client.poll(started)).toEqual({ state: 'canceled', charge: 'possible' })
    expect(await google.cancel!(client.api(), started)).toBe('too-late')
  })
})

it('tries a key with the list of models', async () => {
  expect(await google.testKey(client.api())).toEqual({})
  expect(await refusalIn(google.testKey(client.api('AIza-wrong')))).toMatchObject({ code: 'key_rejected' })
})

const ref: JobRef = {
  externalId: 'x',
  requestId: 'r',
  mode: 'text-to-video',
  model,
  submittedAt: 0,
}

/** For answers that the fake has no reason to give. */
function answering(bodies: Readonly<Record<string, unknown>>): Api {
  return {
    address: 'https://g.example',
    key: 'k',
    values: {},
    signal: new AbortController().signal,
    send: ({ path }) => {
      const answer: Answer = { status: 200, headers: {}, text: '', json: bodies[path] }
      return Promise.resolve(answer)
    },
  }
}
