import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { runway } from '../../e2e/fakes/runway.ts'
import { startFake, type Fake, type FakeOptions } from '../../e2e/fakes/server.ts'
import { tinyFiles } from '../../e2e/fakes/tiny-files.ts'
import { AppError } from '../../nodes/errors.ts'
import type { CoreConfig } from '../assemble.ts'
import { internet } from '../net/network.ts'
import { openTestLibrary, type TestLibrary } from './test-library.ts'

type Home = TestLibrary<Fake>

let library: Home | undefined
afterEach(async () => {
  vi.restoreAllMocks()
  await library?.close()
})

async function open(config: Partial<CoreConfig> = {}, options: FakeOptions = {}): Promise<Home> {
  library = await openTestLibrary(await startFake(runway, options), config)
  return library
}

/** Runs one clip until the provider has it. */
async function ordered(home: Home, prompt: string) {
  const workflowId = home.workflow(prompt)
  const run = home.begin(workflowId)
  await expect.poll(() => home.job()?.externalId, { interval: 1 }).toBeDefined()
  return { workflowId, run }
}

const soon = { interval: 2 }

describe('while nothing can be written', () => {
  it('an id that came is held until it is written, and nothing is sent again', async () => {
    const home = await open({}, { script: 'slow' })
    const run = home.begin(home.workflow('Rain'))
    await expect.poll(() => home.fake.accepted, { interval: 1 }).toBe(1)
    home.writable(false)
    // Longer than its answer takes, and several tries to write it down.
    await wait(250)
    expect(home.job()).toMatchObject({ state: 'intent', externalId: undefined })
    home.writable(true)
    expect((await home.finished(run)).nodes[0]).toMatchObject({ state: 'done' })
    expect(home.job()).toMatchObject({ state: 'adopted', externalId: home.fake.jobs[0]!.id })
    expect([home.fake.creates, home.fake.accepted]).toEqual([1, 1])
  })

  it('an id that is lost with the app leaves a question, and Run does not pay again', async () => {
    const home = await open({}, { script: 'slow' })
    const workflowId = home.workflow('Rain')
    home.begin(workflowId)
    await expect.poll(() => home.fake.accepted, { interval: 1 }).toBe(1)
    home.writable(false)
    await wait(150)
    await home.quit()
    await home.start()
    expect(home.jobs('inbox')).toMatchObject([{ state: 'unknown', error: { code: 'outcome_unknown' } }])
    const again = await home.finished(home.begin(workflowId))
    expect(again.nodes[0]).toMatchObject({ state: 'failed', error: { code: 'outcome_unknown' } })
    expect([home.fake.creates, home.asked('poll'), home.jobs().length]).toEqual([1, 0, 1])
  })

  it('a create whose answer was lost becomes a question as soon as that can be written', async () => {
    const whileSent = (step: string) => {
      if (step !== 'intent') return
      home.writable(false)
      setTimeout(() => home.writable(true), 200)
    }
    const home = await open({ onJobStep: whileSent }, { script: 'create-500' })
    const ended = await home.finished(home.begin(home.workflow('Rain')))
    expect(ended.nodes[0]).toMatchObject({ state: 'failed', error: { code: 'outcome_unknown' } })
    expect(home.jobs('inbox')).toMatchObject([{ state: 'unknown' }])
    expect(home.fake.creates).toBe(1)
  })

  it.each(['submitted', 'succeeded', 'in-library'])(
    'a job goes over its steps until they are written, from “%s” on',
    async (from) => {
      let refused = 0
      const home = await open({
        onJobStep(step) {
          if (step !== from || refused++ > 0) return
          home.writable(false)
          setTimeout(() => home.writable(true), 200)
        },
      })
      const workflowId = home.workflow('Rain')
      const ended = await home.finished(home.begin(workflowId))
      expect(refused).toBeGreaterThan(0)
      expect(ended.nodes[0]).toMatchObject({ state: 'done' })
      expect(home.job()).toMatchObject({ state: 'adopted', asks: false, mediaId: ended.nodes[0]!.mediaId })
      expect(home.takes(workflowId)).toEqual([ended.nodes[0]!.mediaId])
      expect(home.fake.creates).toBe(1)
    },
  )
})

it('settles an intent that nobody sends any more as a question, when somebody wants the same', async () => {
  const home = await open({}, { script: 'create-500' })
  const workflowId = home.workflow('Rain')
  await home.finished(home.begin(workflowId))
  const stray =
    "UPDATE jobs SET state = 'intent', asks = 0, error_code = NULL, error_details = NULL, sent_at = 5"
  home.parts.db.exec(stray)
  const again = await home.finished(home.begin(workflowId))
  expect(again.nodes[0]).toMatchObject({ state: 'failed', error: { code: 'outcome_unknown' } })
  expect(home.jobs('inbox')).toMatchObject([{ state: 'unknown', externalId: undefined }])
  expect([home.fake.creates, home.asked('poll')]).toEqual([1, 0])
})

describe('an address that does not know the job', () => {
  it('makes it a question after three answers, which Run asks instead of paying, and a look brings it home', async () => {
    const home = await open()
    const { workflowId, run } = await ordered(home, 'Rain [slow]')
    home.connectTo(`${home.fake.origin}/mistyped`)
    expect((await home.finished(run)).nodes[0]).toMatchObject({ error: { code: 'job_gone' } })
    expect(home.jobs('inbox')).toMatchObject([{ state: 'expired' }])
    const again = await home.finished(home.begin(workflowId))
    expect(again.nodes[0]).toMatchObject({ state: 'failed', error: { code: 'job_gone' } })
    expect(home.fake.creates).toBe(1)
    home.connectTo(home.fake.origin)
    await home.answer('check')
    await expect.poll(() => home.job().state, soon).toBe('adopted')
    expect(home.jobs('inbox')).toEqual([])
    expect([home.takes(workflowId).length, home.fake.accepted]).toEqual([1, 1])
  })
})

it('starts with a workflow that cannot be read, whose job comes home', async () => {
  const home = await open({ waitScale: 10 })
  const { workflowId } = await ordered(home, 'Rain')
  home.parts.db.prepare("UPDATE workflows SET definition = '[]' WHERE id = ?").run(workflowId)
  expect(() => home.parts.workflows.read(workflowId)).toThrow(AppError)
  await home.quit()
  await home.start({ waitScale: 0.01 })
  await expect.poll(() => home.job().state, soon).toBe('adopted')
  expect(home.takes(workflowId)).toHaveLength(1)
})

it('fetches by itself what could not be fetched for want of a network, and asks about it until then', async () => {
  let isDown = false
  const { connect } = internet
  vi.spyOn(internet, 'connect').mockImplementation((...to) =>
    isDown ? Promise.reject(new Error('getaddrinfo ENOTFOUND')) : connect(...to),
  )
  const home = await open({ waitScale: 0.002, onJobStep: (step) => void (isDown ||= step === 'succeeded') })
  const workflowId = home.workflow('Rain')
  const ended = await home.finished(home.begin(workflowId))
  expect(ended.nodes[0]).toMatchObject({ state: 'failed', error: { code: 'result_unfetched' } })
  expect(home.jobs('inbox')).toMatchObject([{ state: 'succeeded', error: { code: 'result_unfetched' } }])
  isDown = false
  await expect.poll(() => home.job().state, soon).toBe('adopted')
  expect([home.jobs('inbox'), home.takes(workflowId).length, home.fake.creates]).toEqual([[], 1, 1])
})

describe('a picture that comes for a clip', () => {
  it('never becomes its take, however often somebody looks again', async () => {
    const home = await open({ waitScale: 0.001 }, { files: { video: (await tinyFiles()).image } })
    const workflowId = home.workflow('Rain')
    const ended = await home.finished(home.begin(workflowId))
    expect(ended.nodes[0]).toMatchObject({ state: 'failed', error: { code: 'result_damaged' } })
    for (const answer of ['check', 'resume'] as const) {
      const before = home.asked('file')
      await home.answer(answer)
      await expect.poll(() => home.asked('file'), soon).toBeGreaterThan(before)
      await expect.poll(() => home.job().asks, soon).toBe(true)
    }
    await home.quit()
    await home.start()
    await expect.poll(() => home.asked('file'), soon).toBeGreaterThan(3)
    expect(home.job()).toMatchObject({ state: 'succeeded', mediaId: undefined })
    expect(home.takes(workflowId)).toEqual([])
  })
})
