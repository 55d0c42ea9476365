import type { ProviderInfo } from '../../nodes/contract/money.ts'
import { toWire, type AppError } from '../../nodes/errors.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Provider } from './provider.ts'
import type { ProviderSettings } from './provider-settings.ts'
import type { RemoteProvider } from './remote.ts'

/** What a test of a key said, until the key or the address changes. */
export type Tested =
  | { readonly at: number; readonly balance?: string | undefined; readonly error?: undefined }
  | { readonly at: number; readonly error: AppError }

/** As the settings page shows a provider that needs no key. */
export function describeLocal(provider: Exclude<Provider, RemoteProvider>): ProviderInfo {
  return {
    id: provider.id,
    title: provider.title,
    kind: provider.kind,
    key: { state: 'not-needed' },
    ready: provider.kind === 'local',
    fields: [],
    values: {},
    links: {},
    canCancel: true,
    ...(provider.kind === 'retired' && { retired: { ...provider.retired } }),
  }
}

interface RemoteState {
  readonly ready: boolean
  readonly settings: ProviderSettings
  readonly keyring: Keyring
  readonly tested: Tested | undefined
  readonly restingUntil: number | undefined
}

/** The same for a service somewhere else. Says that there is a key, never the key. */
export function describeRemote(
  provider: RemoteProvider,
  { ready, settings, keyring, tested, restingUntil }: RemoteState,
): ProviderInfo {
  const { id, title, about, access, keepsHours, attribution } = provider
  return {
    id,
    title,
    kind: 'remote',
    about,
    key: {
      state: keyState(provider, keyring.get(id) !== undefined, tested),
      kept: keyring.kept(id),
      variable: keyring.variable(id),
      testedAt: tested?.at,
      error: tested?.error && toWire(tested.error),
      balance: tested?.error ? undefined : tested?.balance,
    },
    ready,
    address: { value: settings.address, standard: access.standardAddress },
    concurrency: settings.concurrency ?? provider.pace.concurrency,
    fields: [...access.fields],
    values: settings.values,
    links: { ...access.links },
    keepsHours,
    attribution,
    canCancel: provider.cancel !== undefined,
    restingUntil,
  }
}

function keyState(
  { access }: RemoteProvider,
  hasKey: boolean,
  tested: Tested | undefined,
): ProviderInfo['key']['state'] {
  if (access.key === 'none' && !tested) return 'not-needed'
  if (access.key === 'required' && !hasKey) return 'missing'
  if (!tested) return hasKey ? 'saved' : 'not-needed'
  if (!tested.error) return 'ready'
  const judged = tested.error.code.startsWith('key_') || tested.error.code === 'no_credit'
  return judged ? 'rejected' : 'untested-offline'
}
