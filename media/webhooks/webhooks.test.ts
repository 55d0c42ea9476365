import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fal as fakeFal, falCallHeaders } from '../../e2e/fakes/fal.ts'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import type { Webhooks } from '../../nodes/contract/records.ts'
import { emptyDocument } from '../../nodes/graph/document.ts'
import { openCore, type Core } from '../core.ts'

const PUBLIC = 'https://tunnel.test/scene'
/** A day until the next look: nobody asks about a job unless somebody called. */
const NEVER_LOOKS_AGAIN = 10_000

const PATIENCE = { timeout: 15_000 }

let folder: string
let fake: Fake
let core: Core
/** The moments until which each job was left alone, by the vendor's id of it. */
let naps: Map<string, Set<number>>
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-hooks-'))
  fake = await startFake(fakeFal)
  naps = new Map()
})
afterEach(async () => {
  await core.close()
  await fake.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(waitScale = 0.001): Promise<Core> {
  core = await openCore({ dataFolder: folder, version: 'test', waitScale })
  core.onEvent((event) => {
    if (event.type !== 'job.changed' || !event.job.externalId || !event.job.nextAt) return
    const { externalId, nextAt } = event.job
    naps.set(externalId, (naps.get(externalId) ?? new Set()).add(nextAt))
  })
  await core.handlers['providers.configure']({ provider: 'fal', address: fake.origin })
  await core.handlers['keys.set']({ provider: 'fal', key: fake.key })
  return core
}

const set = (webhooks: Partial<Webhooks>) => core.handlers['settings.set']({ patch: { webhooks } })
const status = () => core.handlers['webhooks.status']({})
async function listening(): Promise<void> {
  await expect.poll(async () => (await status()).port, PATIENCE).toBeTypeOf('number')
}
async function port(): Promise<number> {
  await listening()
  return (await status()).port!
}

/** Has pictures made. Answers once all of them are under way, with the vendor's ids by their prompts. */
async function order(...prompts: string[]): Promise<Map<string, string>> {
  const before = fake.accepted
  const node = { type: 'text-to-image', version: 1, title: '', position: { x: 0, y: 0 } }
  const nodes = prompts.map((prompt) => ({
    ...node,
    id: prompt,
    params: { model: 'fal/flux-schnell', prompt },
  }))
  const document = { ...emptyDocument(), nodes }
  const { id } = await core.handlers['workflows.create']({ name: 'Rain', document })
  const { rev } = await core.handlers['workflows.open']({ id })
  await core.handlers['runs.start']({ workflowId: id, rev, target: { kind: 'all' }, agreedUsd: 9 })
  await expect.poll(() => fake.accepted - before, PATIENCE).toBe(prompts.length)
  return new Map(fake.jobs.map(({ prompt, id: job }) => [prompt, job]))
}

/** The address that came along with the last create, as the provider was told it. */
function toldAddress(): string | undefined {
  const { path } = fake.requests.findLast(({ stage }) => stage === 'create')!
  return new URL(path, fake.origin).searchParams.get('fal_webhook') ?? undefined
}

/** Calls as the tunnel would: what is behind the public address, at the port on this machine. */
async function call(address: string, raw: string, headers = falCallHeaders(Buffer.from(raw))) {
  const path = address.slice(PUBLIC.length)
  const local = `http://127.0.0.1:${await port()}${path}`
  return (await fetch(local, { method: 'POST', body: raw, headers })).status
}

const looksAt = (job: string) =>
  fake.requests.filter(({ stage, jobId }) => stage === 'poll' && jobId === job).length

/** Waits until a job was asked about so often, and is left alone again. */
async function asleepAfter(job: string, looks: number): Promise<void> {
  await expect.poll(() => naps.get(job)?.size, PATIENCE).toBe(looks)
  expect(looksAt(job)).toBe(looks)
}

describe('calls of providers', () => {
  it('are not listened for unless the person turns it on, and no provider is told an address', async () => {
    await open()
    expect(await status()).toEqual({})
    await order('Rain')
    expect(toldAddress()).toBeUndefined()
  })

  it('wake the one job that they are about, which is asked about at once', async () => {
    await open(NEVER_LOOKS_AGAIN)
    await core.handlers['providers.configure']({ provider: 'fal', concurrency: 2 })
    await set({ on: true, publicUrl: PUBLIC })
    await listening()
    const jobs = await order('Rain', 'Snow')
    const [rain, snow] = [jobs.get('Rain')!, jobs.get('Snow')!]
    await asleepAfter(rain, 1)
    await asleepAfter(snow, 1)
    const address = toldAddress()!
    const callAgain = (count: number) =>
      call(address, JSON.stringify({ request_id: rain, status: 'OK', count }))
    expect(await callAgain(1)).toBe(200)
    await asleepAfter(rain, 2)
    expect(await callAgain(2)).toBe(200)
    // What it said of the result is not believed: the provider was asked, and gave another one.
    const made = async () =>
      (await core.handlers['jobs.list']({ which: 'all', limit: 5 })).map(({ state }) => state)
    await expect.poll(async () => (await made()).toSorted(), PATIENCE).toEqual(['adopted', 'submitted'])
    expect(looksAt(snow)).toBe(1)
  })

  it('that are forged, repeated or about nothing wake nobody', async () => {
    await open(NEVER_LOOKS_AGAIN)
    await set({ on: true, publicUrl: PUBLIC })
    await listening()
    const rain = (await order('Rain')).get('Rain')!
    await asleepAfter(rain, 1)
    const address = toldAddress()!
    const body = JSON.stringify({ request_id: rain, status: 'OK' })
    const other = JSON.stringify({ request_id: 'nobody', status: 'OK' })
    const ofOther = falCallHeaders(Buffer.from(other))
    expect(await call(address, body, {})).toBe(404)
    expect(await call(address, body, ofOther)).toBe(404)
    expect(await call(address.replace('/fal', '/custom'), body)).toBe(200)
    expect(await call(address.replace(/[\da-f]{64}/, '0'.repeat(64)), body)).toBe(404)
    expect(await call(address, other, ofOther)).toBe(200)
    // The genuine one is the first that counts, and counts once.
    const genuine = falCallHeaders(Buffer.from(body))
    expect([await call(address, body, genuine), await call(address, body, genuine)]).toEqual([200, 200])
    await asleepAfter(rain, 2)
    expect(await call(address, JSON.stringify({ request_id: rain, status: 'ERROR' }))).toBe(200)
    await expect.poll(() => looksAt(rain), PATIENCE).toBe(3)
  })
})

describe('the address that providers are told', () => {
  it.each(['', 'http://tunnel.test', 'tunnel.test', 'https://me:secret@tunnel.test'])(
    'is none while the tunnel is said to be at %j',
    async (publicUrl) => {
      await open()
      await set({ on: true, publicUrl })
      await listening()
      await order('Rain')
      expect(toldAddress()).toBeUndefined()
    },
  )

  it('is behind the tunnel, with a secret that stays the same over a restart', async () => {
    await open()
    await set({ on: true, publicUrl: `${PUBLIC}/` })
    await listening()
    await order('Rain')
    const first = toldAddress()
    expect(first).toMatch(/^https:\/\/tunnel\.test\/scene\/h\/[\da-f]{64}\/fal$/)
    await core.close()
    await open()
    await listening()
    await order('Snow')
    expect(toldAddress()).toBe(first)
  })

  it('follows the settings without a restart', async () => {
    await open()
    await set({ on: true, publicUrl: PUBLIC })
    const before = await port()
    await set({ on: true, publicUrl: 'https://other.test', port: 0 })
    await order('Rain')
    expect(toldAddress()).toMatch(/^https:\/\/other\.test\/h\//)
    // Only the tunnel moved: who is connected stays connected.
    expect(await port()).toBe(before)
  })
})

describe('the port', () => {
  let taken: Server | undefined
  afterEach(() => taken?.close())

  async function takePort(): Promise<number> {
    taken = createServer()
    await new Promise<void>((resolve) => taken!.listen(0, '127.0.0.1', resolve))
    return (taken.address() as AddressInfo).port
  }
  const answers = (at: number) =>
    fetch(`http://127.0.0.1:${at}/`, { method: 'POST' }).then(
      ({ status: code }) => code,
      () => 'nobody',
    )

  it('is closed when it is turned off, and moves when another one is set', async () => {
    const free = await takePort()
    await new Promise((resolve) => taken!.close(resolve))
    await open()
    await set({ on: true })
    const first = await port()
    expect(await answers(first)).toBe(404)
    await set({ on: true, port: free })
    await expect.poll(async () => (await status()).port, PATIENCE).toBe(free)
    expect([await answers(first), await answers(free)]).toEqual(['nobody', 404])
    await set({ on: false, port: free })
    await expect.poll(status, PATIENCE).toEqual({})
    expect(await answers(free)).toBe('nobody')
  })

  it('that another program has is said to be taken, and the app works on', async () => {
    const port = await takePort()
    await open()
    await set({ on: true, publicUrl: PUBLIC, port })
    await expect
      .poll(async () => (await status()).error)
      .toMatchObject({ code: 'port_taken', details: { port } })
    await order('Rain')
    expect(toldAddress()).toBeUndefined()
    await set({ on: true, publicUrl: PUBLIC })
    await listening()
    expect((await status()).error).toBeUndefined()
  })

  it('is free again once the app is closed, however often it was changed', async () => {
    await open()
    const changes = [true, false, true, false, true].map((on) => set({ on, publicUrl: PUBLIC }))
    await Promise.all(changes)
    const last = await port()
    await core.close()
    expect(await answers(last)).toBe('nobody')
  })
})
