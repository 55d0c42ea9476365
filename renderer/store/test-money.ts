import type { CoreEvent } from '../../nodes/contract/events.ts'
import type { Job, JobAnswer, ProviderInfo, Spending } from '../../nodes/contract/money.ts'
import type { ModelInfo } from '../../nodes/models.ts'
import { AppError } from '../../nodes/errors.ts'

/** Providers, jobs and spending of the core in memory. */
export interface TestMoney {
  readonly providers: ProviderInfo[]
  readonly jobs: Job[]
}

type Tell = (event: CoreEvent) => void

export function moneyAnswers({ providers, jobs }: TestMoney, tell: Tell) {
  const change = (id: string, key: ProviderInfo['key']) => {
    const index = providers.findIndex((provider) => provider.id === id)
    const known = providers[index]
    if (!known) throw new AppError('provider_unknown', { provider: id })
    const provider = (providers[index] = { ...known, key, ready: isReady({ ...known, key }) })
    tell({ type: 'provider.changed', provider })
    return provider
  }
  return {
    'models.list': () => providers.map(modelOf),
    'providers.list': () => providers,
    'keys.set': ({ provider }: { provider: string }) =>
      change(provider, { state: 'saved', kept: 'keychain' }),
    'keys.test': ({ provider }: { provider: string }) =>
      change(provider, { state: 'ready', kept: 'keychain', testedAt: 1 }),
    'providers.configure': ({ provider }: { provider: string }) => {
      const known = providers.find(({ id }) => id === provider)
      if (!known) throw new AppError('not_found', { what: provider })
      return known
    },
    'keys.remove': ({ provider }: { provider: string }) => change(provider, { state: 'missing' }),
    'jobs.list': ({ which }: { which: 'open' | 'inbox' }) =>
      jobs.filter(({ asks }) => asks === (which === 'inbox')),
    'jobs.answer': (given: { id: string; answer: JobAnswer }) => answerJob(jobs, given, tell),
    'spending.read': () => spendingOf({}),
  }
}

/** "check" finds that it is done, as when the provider had finished it meanwhile. */
function answerJob(jobs: Job[], { id, answer }: { id: string; answer: JobAnswer }, tell: Tell): Job {
  const index = jobs.findIndex((job) => job.id === id)
  const known = jobs[index]
  if (!known) throw new AppError('not_found', { what: id })
  const ended = answer === 'check' ? ('adopted' as const) : ('failed' as const)
  jobs[index] = { ...known, asks: false, state: ended }
  tell({ type: 'job.changed', job: jobs[index] })
  return answer === 'check' ? { ...known, asks: false, state: 'running' } : jobs[index]
}

export function providerOf(id: string, change: Partial<ProviderInfo> = {}): ProviderInfo {
  return {
    id,
    title: id,
    kind: 'remote',
    key: { state: 'missing' },
    ready: isReady(change),
    fields: [],
    values: {},
    links: {},
    canCancel: true,
    ...change,
  }
}

/** As the core judges it. */
function isReady({ kind, key, address }: Partial<ProviderInfo>): boolean {
  if (kind === 'retired') return false
  const hasAddress = !address || address.value !== '' || address.standard !== ''
  return kind === 'local' || (hasAddress && (key?.state ?? 'missing') !== 'missing')
}

/** Every provider has one model. */
export function modelOf({ id, title, kind }: Pick<ProviderInfo, 'id' | 'title' | 'kind'>): ModelInfo {
  return {
    id: `${id}/clips`,
    title: 'Clips',
    provider: id,
    providerTitle: title,
    modes: ['text-to-video'],
    aspects: ['9:16'],
    resolutions: [],
    sound: 'none',
    seed: true,
    lastFrame: false,
    references: 0,
    local: kind === 'local',
    quality: 2,
    lifecycle: { state: kind === 'retired' ? 'retired' : 'current' },
  }
}

export function jobOf(id: string, change: Partial<Job> = {}): Job {
  return {
    id,
    state: 'running',
    provider: 'kling',
    providerTitle: 'Kling',
    model: 'kling/v3',
    mode: 'image-to-video',
    prompt: 'rain',
    workflowName: 'Rainy Night',
    nodeId: 'motion',
    nodeTitle: 'Motion 1',
    estimatedUsd: 0.42,
    asks: false,
    createdAt: 0,
    ...change,
  }
}

export function spendingOf(change: Partial<Spending>): Spending {
  const nothing = { usd: 0, reservedUsd: 0, clips: 0 }
  return {
    day: nothing,
    month: nothing,
    byProvider: [],
    byModel: [],
    byWorkflow: [],
    byDay: [],
    unusedUsd: 0,
    ...change,
  }
}
