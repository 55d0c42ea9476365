import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runway as fakeRunway } from '../../e2e/fakes/runway.ts'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import { tinyFiles } from '../../e2e/fakes/tiny-files.ts'
import { AppError } from '../../nodes/errors.ts'
import { estimate } from '../../nodes/generation/price.ts'
import { assemble } from '../assemble.ts'
import { closeDatabase } from '../db/open.ts'
import { createTables } from '../db/tables.ts'
import type { PaidOrder } from './place-order.ts'
import type { JobStep } from './ledger.ts'
import { someJob, someOrder } from './test-book.ts'

type Library = Awaited<ReturnType<typeof assemble>>

const PATIENCE = { timeout: 15_000 }
const never = new AbortController().signal

let folder: string
let fake: Fake
let library: Library
let steps: string[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-order-'))
  fake = await startFake(fakeRunway)
  steps = []
  library = await open()
})
afterEach(async () => {
  await close()
  await fake.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<Library> {
  const onJobStep = (step: JobStep) => void steps.push(step)
  const opened = await assemble({ dataFolder: folder, version: 'test', waitScale: 0.01, onJobStep })
  opened.connections.configure('runway', { address: fake.origin })
  await opened.connections.setKey('runway', fake.key)
  return opened
}

async function close(): Promise<void> {
  if (!library.db.open) return
  await library.webhooks.close()
  await library.runs.close()
  await library.jobs.close()
  closeDatabase(library.db)
}

/** A clip of 5 seconds, for 0.60. */
function clip(prompt = 'Rain', change: Partial<PaidOrder> = {}): PaidOrder {
  const model = library.connections.models().find(({ id }) => id === 'runway/gen4.5')!
  const fitted = { aspect: '9:16', seconds: 5, resolution: '720p' } as const
  const { id: workflowId } = (library.workflows.list()[0] ??= library.workflows.create('Rain'))
  return {
    quote: { ok: true, model, fitted, adjustments: [], estimate: estimate(model, fitted) },
    mode: 'text-to-video',
    signatureHash: `signature of ${prompt}`,
    variation: 0,
    workflowId,
    workflowName: 'Rain',
    runId: 'run-1',
    order: { ...someOrder().order, prompt, settings: fitted, signature: prompt },
    onNote: () => {},
    ...change,
  }
}

async function fromPicture(change: Partial<PaidOrder> = {}): Promise<PaidOrder> {
  const file = join(folder, 'first.png')
  writeFileSync(file, (await tinyFiles()).image)
  const { media } = await library.manager.importFile(file)
  const order = clip('Rain', { mode: 'image-to-video', ...change })
  return { ...order, order: { ...order.order, firstFrame: media.id } }
}

/** What came of an order: the id of its file, or the code of the sentence. */
const make = (order: PaidOrder, signal = never) =>
  library.jobs.make(order, { signal, onNews: () => {} }).then(
    ({ id }) => id,
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
const jobs = () => library.jobs.list({ which: 'all', limit: 50 })
const budget = (change: object) => void library.settings.change({ budget: change })

describe('an order that cannot be paid for', () => {
  it('leaves nothing in the book and sends nothing: no key', async () => {
    await library.connections.removeKey('runway')
    expect(await make(clip())).toBe('key_missing')
    expect([jobs(), fake.requests, steps]).toEqual([[], [], []])
  })

  it('sends not even its picture: no room in the budget', async () => {
    budget({ usd: { day: 0.59 } })
    expect(await make(await fromPicture())).toBe('over_budget')
    expect([jobs(), fake.requests]).toEqual([[], []])
  })

  it('is not sent for more than was agreed to for its run', async () => {
    expect(await make(clip('Rain', { runLimitMicros: 599_999 }))).toBe('over_budget')
    expect(await make(clip('Rain', { runLimitMicros: 600_000 }))).toMatch(/^[\da-f]{64}$/)
    expect(fake.accepted).toBe(1)
  })

  it('is held where two come for the last room: one of them has it', async () => {
    budget({ usd: { day: 1 } })
    const came = await Promise.all([make(clip('one')), make(clip('two')), make(clip('three'))])
    expect(came.filter((outcome) => outcome === 'over_budget')).toHaveLength(2)
    expect([fake.creates, jobs().length]).toEqual([1, 1])
  })
})

describe('the same order', () => {
  it('is sent once, however many come for it at once, and all have its file', async () => {
    const orders = Array.from({ length: 5 }, (_, index) => clip('Rain', { runId: `run-${index}` }))
    const came = await Promise.all(orders.map((order) => make(order)))
    expect(new Set(came).size).toBe(1)
    expect(came[0]).toMatch(/^[\da-f]{64}$/)
    expect([fake.creates, jobs().length]).toEqual([1, 1])
  })

  it('with a picture to send first is sent once, too', async () => {
    const order = await fromPicture()
    const came = await Promise.all([make(order), make(order), make(order)])
    expect(new Set(came).size).toBe(1)
    expect([fake.creates, jobs().length]).toEqual([1, 1])
  })

  it('is not sent again once its file came home, whatever who orders it saw before', async () => {
    const first = await make(clip())
    expect(await make(clip('Rain', { runId: 'run-2' }))).toBe(first)
    expect([fake.creates, jobs().length]).toEqual([1, 1])
  })

  it('is sent again where its file is not there any more', async () => {
    const first = await make(clip())
    rmSync(library.manager.pathOf(first))
    expect(await make(clip())).not.toBe(first)
    expect(fake.creates).toBe(2)
  })

  it('for another take is another job', async () => {
    const came = await Promise.all([make(clip()), make(clip('Rain', { variation: 1 }))])
    expect(new Set(came).size).toBe(2)
    expect(fake.creates).toBe(2)
  })

  it.each<[string, Parameters<typeof someJob>[1]]>([
    ['outcome_unknown', { state: 'unknown', externalId: undefined }],
    ['job_parked', { error: { code: 'job_parked', details: { provider: 'Runway' } } }],
  ])('is not sent over an open question: %s', async (code, change) => {
    const tables = createTables(library.db)
    tables.jobs.put(someJob('asked', { signatureHash: 'signature of Rain', asks: true, ...change }))
    const refused = library.jobs.make(clip(), { signal: never, onNews: () => {} })
    const details = { provider: 'Runway', jobId: 'asked', charge: 'possible' }
    await expect(refused).rejects.toMatchObject({ code, details })
    expect(fake.requests).toEqual([])
  })
})

describe('an order that is stopped', () => {
  it('before it was sent costs nothing, and is in no book', async () => {
    const stopper = new AbortController()
    const making = make(await fromPicture(), stopper.signal)
    stopper.abort()
    expect(await making).toBe('stopped')
    expect([jobs(), fake.creates]).toEqual([[], 0])
  })

  it('between two tries gives its reserve back', async () => {
    await fake.script('create-busy-always')
    const stopper = new AbortController()
    const stop = ({ tries }: { tries?: number | undefined }) => tries === 1 && stopper.abort()
    const making = library.jobs.make(clip(), { signal: stopper.signal, onNews: (_, live) => void stop(live) })
    await expect(making).rejects.toMatchObject({ code: 'stopped' })
    expect(jobs()).toMatchObject([{ state: 'canceled', chargedUsd: 0 }])
    expect([fake.creates, fake.accepted, library.jobs.spending().day.clips]).toEqual([1, 0, 0])
  })

  it('while its answer is on the way still brings the id home', async () => {
    await fake.script('slow')
    const stopper = new AbortController()
    const making = make(clip(), stopper.signal)
    await expect.poll(() => fake.accepted, { ...PATIENCE, interval: 1 }).toBe(1)
    stopper.abort()
    expect(await making).toBe('stopped')
    expect(jobs()[0]).toMatchObject({ externalId: fake.jobs[0]!.id })
    await expect.poll(() => jobs()[0]!.state, PATIENCE).toMatch(/canceled|adopted/)
    expect(steps).toContain('submitted')
  })

  it('does not stop the other one that waits for the same', async () => {
    await fake.script('create-busy-then-ok')
    const stopper = new AbortController()
    const other = Promise.withResolvers<string>()
    const first = library.jobs.make(clip(), {
      signal: stopper.signal,
      onNews(_, { tries }) {
        if (tries !== 1) return
        void make(clip()).then(other.resolve)
        setImmediate(() => stopper.abort())
      },
    })
    await expect(first).rejects.toMatchObject({ code: 'stopped' })
    expect(await other.promise).toMatch(/^[\da-f]{64}$/)
  })
})

it('writes each step down in its order, the id before the first look', async () => {
  await make(clip())
  expect(steps).toEqual(['intent', 'submitted', 'running', 'succeeded', 'in-library', 'adopted'])
})

it('lets a create that is out bring its id home when the app closes, and nothing is sent again', async () => {
  await fake.script('slow')
  const making = make(clip())
  await expect.poll(() => fake.accepted, { ...PATIENCE, interval: 1 }).toBe(1)
  await close()
  expect(await making).toBe('stopped')
  library = await open()
  await expect.poll(() => jobs()[0]?.state, PATIENCE).toBe('adopted')
  expect(jobs()[0]!.externalId).toBe(fake.jobs[0]!.id)
  expect([fake.creates, jobs().length]).toEqual([1, 1])
})
