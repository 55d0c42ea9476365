import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProviderInfo } from '../../nodes/contract/money.ts'
import { createStoreOver } from './create-store.ts'
import { isFromBefore, selectInboxCount, selectMoneyMatters, selectOffers } from './selectors.ts'
import { createTestCore } from './test-core.ts'
import { jobOf, providerOf, spendingOf } from './test-money.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function open(prepare?: (core: ReturnType<typeof createTestCore>) => void) {
  const core = createTestCore()
  prepare?.(core)
  const { getState: state } = createStoreOver(core)
  await state().start()
  return { core, state }
}

const withKling = () =>
  open(({ providers }) => {
    providers.push(
      providerOf('animatic', { kind: 'local', key: { state: 'not-needed' } }),
      providerOf('kling'),
    )
  })

describe('the key of a provider', () => {
  it('is trimmed, and makes the provider ready to be chosen', async () => {
    const { core, state } = await withKling()
    const sent = vi.spyOn(core, 'call')
    expect([...selectOffers(state()).ready]).toEqual(['animatic'])
    expect(await state().setKey('kling', '  key-1\n')).toBe(true)
    expect([...selectOffers(state()).ready]).toEqual(['animatic', 'kling'])
    expect(sent).toHaveBeenCalledWith('keys.set', { provider: 'kling', key: 'key-1' })
    await state().testKey('kling')
    expect(state().providers?.[1]?.key.state).toBe('ready')
    expect(state().keyWork).toEqual({ kling: undefined })
  })

  it('is tested with what was filled in for a provider that is ready', async () => {
    const { core, state } = await withKling()
    const sent = vi.spyOn(core, 'call')
    const tests = () => sent.mock.calls.filter(([method]) => method === 'keys.test').length
    await state().configureProvider({ provider: 'kling', values: { workflow: '{}' } })
    expect(tests()).toBe(0)
    await state().setKey('kling', 'key-1')
    await state().configureProvider({ provider: 'kling', concurrency: 3 })
    await state().configureProvider({ provider: 'kling', values: { workflow: '' } })
    expect(tests()).toBe(0)
    await state().configureProvider({ provider: 'kling', values: { workflow: '{}' } })
    expect(tests()).toBe(1)
  })

  it('that could not be stored is told, and nothing is called ready', async () => {
    const { core, state } = await withKling()
    core.refuse('keys.set', 'key_not_stored')
    expect(await state().setKey('kling', 'key-1')).toBe(false)
    expect(state().providerTrouble).toMatchObject({ kling: { code: 'key_not_stored' } })
    expect(state().keyWork['kling']).toBeUndefined()
    expect(selectOffers(state()).ready.has('kling')).toBe(false)
    await state().setKey('kling', 'key-1')
    expect(state().providerTrouble['kling']).toBeUndefined()
  })

  it('brings the models anew once, however many providers changed', async () => {
    const { core, state } = await withKling()
    const provider = state().providers![1]!
    for (const rest of [1, 2, 3])
      core.emit({ type: 'provider.changed', provider: { ...provider, restingUntil: rest } })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(core.calls.filter((name) => name === 'models.list')).toHaveLength(2)
    expect(state().providers![1]!.restingUntil).toBe(3)
  })

  it.each<[ProviderInfo['key']['state'], boolean]>([
    ['saved', true],
    ['untested-offline', true],
    ['rejected', true],
    ['missing', false],
  ])('that is %s makes its provider ready: %s', async (keyState, ready) => {
    const { state } = await open(({ providers }) =>
      providers.push(providerOf('kling', { key: { state: keyState } })),
    )
    expect(selectOffers(state()).ready.has('kling')).toBe(ready)
  })

  it('does not bring back a provider that ended', async () => {
    const { state } = await open(({ providers }) =>
      providers.push(providerOf('sora', { kind: 'retired', key: { state: 'saved' } })),
    )
    expect(selectOffers(state()).ready.size).toBe(0)
  })
})

describe('a service of one’s own', () => {
  const custom = (value: string) =>
    providerOf('custom', { key: { state: 'not-needed' }, address: { value, standard: '' } })

  it('is ready once it has an address', async () => {
    const { core, state } = await open(({ providers }) => providers.push(custom('')))
    expect(selectOffers(state()).ready.size).toBe(0)
    core.emit({ type: 'provider.changed', provider: custom('http://127.0.0.1:9') })
    expect([...selectOffers(state()).ready]).toEqual(['custom'])
  })
})

describe('what there is to choose from', () => {
  it('is the same until something about it changes', async () => {
    const { state } = await withKling()
    const before = selectOffers(state())
    state().select(['somewhere'])
    expect(selectOffers(state())).toBe(before)
    state().applySettings({ ...state().settings, policy: 'cheapest' })
    expect(selectOffers(state()).policy).toBe('cheapest')
  })
})

describe('the inbox', () => {
  it('lists what asks and what is open, newest first, and counts only what asks', async () => {
    const { state } = await open(({ jobs }) =>
      jobs.push(
        jobOf('open', { createdAt: 2 }),
        jobOf('lost', { state: 'unknown', asks: true, createdAt: 1 }),
      ),
    )
    expect(state().jobs.map(({ id }) => id)).toEqual(['open', 'lost'])
    expect(selectInboxCount(state())).toBe(1)
  })

  it('is announced when something begins to wait, and only then', async () => {
    const { core, state } = await open()
    core.emit({ type: 'job.changed', job: jobOf('a') })
    expect(state().announcement).toBeUndefined()
    const lost = jobOf('a', { state: 'unknown', asks: true })
    core.emit({ type: 'job.changed', job: lost })
    core.emit({ type: 'job.changed', job: { ...lost, heardAt: 1 } })
    expect(state().announcement).toMatchObject({ id: 1, urgent: true })
  })

  it('loses a job that was answered', async () => {
    const { state } = await open(({ jobs }) => jobs.push(jobOf('lost', { state: 'unknown', asks: true })))
    await state().answerJob('lost', 'not-charged')
    expect(state()).toMatchObject({ jobs: [], answering: { lost: undefined } })
  })

  it('does not bring a job back that ended before the answer came', async () => {
    const { state } = await open(({ jobs }) => jobs.push(jobOf('lost', { state: 'unknown', asks: true })))
    await state().answerJob('lost', 'check')
    expect(state().jobs).toEqual([])
  })

  it('keeps what was told while the list was on its way', async () => {
    const { core, state } = await open(({ jobs }) => jobs.push(jobOf('first')))
    core.setDistance(50)
    const refreshed = state().refreshJobs()
    await vi.advanceTimersByTimeAsync(60)
    core.emit({ type: 'job.changed', job: jobOf('first', { state: 'adopted' }) })
    core.emit({ type: 'job.changed', job: jobOf('second') })
    await vi.advanceTimersByTimeAsync(60)
    await refreshed
    expect(state().jobs.map(({ id }) => id)).toEqual(['second'])
  })

  it('leaves out what the run on screen is making', async () => {
    const { state } = await open()
    const job = jobOf('open', { runId: 'run-1' })
    const run = { id: 'run-1', workflowName: '', state: 'running' as const, startedAt: 0, nodes: [] }
    expect(isFromBefore({ runs: [run] }, job)).toBe(false)
    expect(isFromBefore({ runs: [{ ...run, pickedUp: true }] }, job)).toBe(true)
    expect(isFromBefore(state(), job)).toBe(true)
    expect(isFromBefore(state(), { ...job, asks: true })).toBe(false)
  })
})

describe('spending', () => {
  it('is read once after a burst of news about jobs', async () => {
    const { core, state } = await open()
    for (let progress = 0; progress < 5; progress++)
      core.emit({ type: 'job.changed', job: jobOf('a', { progress: progress / 5 }) })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(core.calls.filter((name) => name === 'spending.read')).toHaveLength(1)
    expect(state().spending).toEqual(spendingOf({}))
  })

  it('matters only to who could spend or did', async () => {
    const { state } = await withKling()
    expect(selectMoneyMatters(state())).toBe(false)
    const month = { usd: 0.4, reservedUsd: 0.4, clips: 1 }
    expect(selectMoneyMatters({ ...state(), spending: spendingOf({ month }) })).toBe(true)
    await state().setKey('kling', 'key-1')
    expect(selectMoneyMatters(state())).toBe(true)
  })
})
