import type { ProviderInfo } from '../../nodes/contract/money.ts'
import type { Offers } from '../../nodes/generation/quote.ts'
import type { ModelInfo } from '../../nodes/models.ts'
import { isOpen } from './jobs.ts'
import type { Store } from './types.ts'

let told: { providers: Store['providers']; models: Store['models']; ready: ReadonlySet<string> } | undefined

/** Providers that could start now. Until the core told them, those that need neither key nor network. */
export function selectReadyProviders({ providers, models }: Store): ReadonlySet<string> {
  if (!told || told.providers !== providers || told.models !== models) {
    told = {
      providers,
      models,
      ready: new Set(providers ? startable(providers) : offering(models)),
    }
  }
  return told.ready
}

let offered: Offers | undefined

/** What a node without a model of its own could be made with, for `quote` of nodes/generation. */
export function selectOffers(state: Store): Offers {
  const { models } = state
  const { policy } = state.settings
  const ready = selectReadyProviders(state)
  if (offered?.models !== models || offered.ready !== ready || offered.policy !== policy) {
    offered = { models, ready, policy }
  }
  return offered
}

/** How many jobs wait for the person. */
export function selectInboxCount({ jobs }: Store): number {
  return jobs.filter(({ asks }) => asks).length
}

/** Begun in an earlier session or for another workflow, and still open: nothing on the canvas shows them. */
export function isFromBefore({ runs }: Pick<Store, 'runs'>, job: Store['jobs'][number]): boolean {
  if (job.asks || !isOpen(job)) return false
  return !runs.some(({ id, state, pickedUp }) => id === job.runId && state === 'running' && !pickedUp)
}

/** Whether money could be spent, or was: only then is there something to say about it. */
export function selectMoneyMatters(state: Store): boolean {
  const ready = selectReadyProviders(state)
  const couldSpend = (state.providers ?? []).some(({ id, kind }) => kind === 'remote' && ready.has(id))
  return couldSpend || hasSpent(state)
}

function hasSpent({ spending }: Store): boolean {
  if (!spending) return false
  return spending.day.usd > 0 || spending.month.usd > 0
}

/** A service of one's own has none until it is given one. */
export function hasAddress({ address }: ProviderInfo): boolean {
  return !address || address.value !== '' || address.standard !== ''
}

function startable(providers: readonly ProviderInfo[]): string[] {
  return providers.filter(({ ready }) => ready).map(({ id }) => id)
}

function offering(models: readonly ModelInfo[]): string[] {
  return models.filter(({ local }) => local).map(({ provider }) => provider)
}
