import type { ProviderInfo } from '../../nodes/contract/money.ts'
import type { en } from '../i18n/en/index.ts'
import { i18n, translate } from '../i18n/index.ts'
import { hasAddress } from '../store/offers.ts'
import type { Tone } from '../ui/StatePill.tsx'

export interface ProviderState {
  readonly words: string
  readonly tone: Tone
}

/** How it stands with a provider, in words: what is most in the way comes first. */
export function providerState(provider: ProviderInfo, now: number = Date.now()): ProviderState {
  const { kind, retired, restingUntil } = provider
  if (kind === 'retired') return say('ended', 'calm', { on: retired?.on ?? '' })
  if (kind === 'local') return say('local', 'ok')
  if (restingUntil !== undefined && restingUntil > now) {
    return say('resting', 'warn', { time: clock(restingUntil, now) })
  }
  if (!hasAddress(provider)) return say('noAddress', 'calm')
  // Its key is there or not needed, and still it has nothing to offer: ComfyUI without a workflow.
  const isUnset = !provider.ready && provider.key.state !== 'missing'
  return isUnset ? say('unset', 'calm') : keyState(provider, now)
}

/** What a test found that is not about how the key was copied. */
const rejections: Readonly<Record<string, StateKey>> = {
  no_credit: 'noCredit',
  key_not_allowed: 'notAllowed',
}

function isOffline({ error }: ProviderInfo['key']): boolean {
  return !error || error.code === 'provider_unreachable'
}

/** It was reached, but what was filled in cannot be used: a ComfyUI workflow in the wrong format. */
function isUnfit({ error }: ProviderInfo['key']): boolean {
  return error?.code === 'settings_refused' || error?.code === 'provider_settings'
}

function keyState({ key, title }: ProviderInfo, now: number): ProviderState {
  const { testedAt, kept, variable = '' } = key
  switch (key.state) {
    case 'not-needed':
      return testedAt === undefined
        ? say('ready', 'ok')
        : say('readyAt', 'ok', { time: clock(testedAt, now) })
    case 'ready':
      if (testedAt !== undefined) return say('readyAt', 'ok', { time: clock(testedAt, now) })
      return kept === 'environment' ? say('environment', 'ok', { variable }) : say('ready', 'ok')
    case 'saved':
      return kept === 'environment' ? say('environment', 'ok', { variable }) : say('saved', 'warn')
    case 'missing':
      return say('missing', 'calm')
    case 'rejected':
      return say(rejections[key.error?.code ?? ''] ?? 'rejected', 'err', { provider: title })
    case 'untested-offline':
      if (isOffline(key)) return say(kept ? 'offline' : 'unreached', 'warn')
      return say(isUnfit(key) ? 'unset' : 'unproven', 'warn')
  }
}

type StateKey = keyof (typeof en)['settings']['provider']['state']

interface Values {
  readonly on?: string
  readonly time?: string
  readonly variable?: string
  readonly provider?: string
}

function say(key: StateKey, tone: Tone, values: Values = {}): ProviderState {
  const { on = '', time = '', variable = '', provider = '' } = values
  return { words: translate(`settings:provider.state.${key}`, { on, time, variable, provider }), tone }
}

/** The time of today, with its date on every other day. */
function clock(time: number, now: number): string {
  const today = new Date(time).toDateString() === new Date(now).toDateString()
  return new Intl.DateTimeFormat(i18n.language, {
    ...(today ? {} : { dateStyle: 'medium' }),
    timeStyle: 'short',
  }).format(time)
}

/** As people look for them: what is always there first, what ended last, the others as the core orders them. */
export function inListOrder(providers: readonly ProviderInfo[]): readonly ProviderInfo[] {
  const rank = { local: 0, remote: 1, retired: 2 }
  return providers.toSorted((a, b) => rank[a.kind] - rank[b.kind])
}
