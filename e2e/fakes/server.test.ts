import { createHash } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import type { FakeReply, FakeVendor } from './vendor.ts'
import { scripts } from './scripts.ts'
import { startFake, type Fake } from './server.ts'

/** The least that a vendor can be. */
const plain: FakeVendor = {
  id: 'plain',
  handle(request, world) {
    if (request.headers['authorization'] !== `Bearer ${world.key}`) return { stage: 'create', ...errors.key }
    if (request.method === 'POST') {
      const body = request.json as { prompt: string }
      const { id } = world.take({ body, prompt: body.prompt, kind: 'video' })
      return { stage: 'create', status: 200, json: { id }, jobId: id }
    }
    const id = request.path.split('/').at(-1)!
    const job = world.look(id)
    if (!job) return { stage: 'poll', ...errors.missing }
    const url = job.fate === 'succeeded' ? job.url() : undefined
    return { stage: 'poll', status: 200, json: { status: job.fate, progress: job.progress, url }, jobId: id }
  },
  errors: {
    key: refusal(401, 'no such key'),
    credit: refusal(402, 'no credit'),
    busy: refusal(429, 'slow down'),
    trouble: refusal(500, 'oh no'),
    settings: refusal(400, 'not so'),
    content: refusal(422, 'not that'),
    model: refusal(404, 'no such model'),
    missing: refusal(404, 'no such job'),
  },
}
const { errors } = plain

function refusal(status: number, error: string): Omit<FakeReply, 'stage' | 'jobId'> {
  return { status, json: { error } }
}

/** What a fetch says of a line that went dead. */
const cutOff = /fetch failed|terminated/

let fake: Fake
afterEach(() => fake.close())

const auth = () => ({ authorization: `Bearer ${fake.key}` })
const create = (prompt = 'A woman waits') =>
  fetch(`${fake.origin}/jobs`, { method: 'POST', headers: auth(), body: JSON.stringify({ prompt }) })
const poll = async (id: string) => (await fetch(`${fake.origin}/jobs/${id}`, { headers: auth() })).json()

it('moves a job on with each question and serves a file at the end', async () => {
  fake = await startFake(plain)
  const { id } = await (await create()).json()
  expect(await poll(id)).toMatchObject({ status: 'queued' })
  expect(await poll(id)).toMatchObject({ status: 'running', progress: 0.5 })
  const { url } = await poll(id)
  expect((await poll(id)).url).not.toBe(url)
  const file = await fetch(url)
  const bytes = Buffer.from(await file.arrayBuffer())
  expect(bytes.subarray(4, 8).toString()).toBe('ftyp')
  const headers = { range: 'bytes=100-199', 'if-range': file.headers.get('etag')! }
  const part = await fetch(url, { headers })
  expect(part.status).toBe(206)
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200))
  expect([fake.creates, fake.accepted]).toEqual([1, 1])
})

it('counts what reached the create route, and what was taken of it', async () => {
  fake = await startFake(plain)
  const busy = await create('[create-busy-then-ok] A woman waits')
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '0'])
  expect([fake.creates, fake.accepted]).toEqual([1, 0])
  expect((await create('[create-busy-then-ok] A woman waits')).status).toBe(200)
  expect([fake.creates, fake.accepted]).toEqual([2, 1])
})

it('loses the answer to a job that it took', async () => {
  fake = await startFake(plain)
  for (const tag of ['hang-after-accept', 'cut-before-answer', 'half-json']) {
    await expect(create(`[create-${tag}]`).then((answer) => answer.text())).rejects.toThrow(cutOff)
  }
  expect(fake.accepted).toBe(3)
  await expect(create('[create-reset-while-sending]')).rejects.toThrow(cutOff)
  expect([fake.creates, fake.accepted]).toEqual([4, 3])
})

it('is not there while the script says so', async () => {
  fake = await startFake(plain)
  await fake.script('create-refused-connection')
  await expect(create()).rejects.toThrow(cutOff)
  await fake.script('ok')
  expect((await create()).status).toBe(200)
})

it('lets a link die until the job is asked about again', async () => {
  fake = await startFake(plain, { script: 'download-expired-link-then-ok' })
  const { id } = await (await create()).json()
  await poll(id)
  await poll(id)
  const { url } = await poll(id)
  expect((await fetch(url)).status).toBe(403)
  expect((await fetch(url)).status).toBe(403)
  expect((await fetch((await poll(id)).url)).status).toBe(200)
})

it('cuts a file half-way and serves the rest', async () => {
  fake = await startFake(plain, { script: 'download-cut-then-ok' })
  const { id } = await (await create()).json()
  await poll(id)
  await poll(id)
  const { url } = await poll(id)
  const cut = await fetch(url)
  const whole = Number(cut.headers.get('content-length'))
  await expect(cut.arrayBuffer()).rejects.toThrow(cutOff)
  const half = Math.floor(whole / 2)
  const rest = await fetch(url, { headers: { range: `bytes=${half}-` } })
  expect((await rest.arrayBuffer()).byteLength).toBe(whole - half)
})

it('keeps a note of what arrives at the other origin', async () => {
  fake = await startFake(plain, { script: 'download-redirect-off-origin' })
  const { id } = await (await create()).json()
  await poll(id)
  await poll(id)
  const { url } = await poll(id)
  const file = Buffer.from(await (await fetch(url)).arrayBuffer())
  expect(createHash('sha256').update(file).digest('hex')).toHaveLength(64)
  expect(fake.foreignRequests).toHaveLength(1)
  expect(fake.foreignRequests[0]!.headers['authorization']).toBeUndefined()
})

it('has a name for each script once', () => {
  const names = scripts.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(40)
})
