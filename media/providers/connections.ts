import type { ProviderInfo } from '../../nodes/contract/money.ts'
import { AppError } from '../../nodes/errors.ts'
import type { ModelInfo } from '../../nodes/models.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import type { Pace } from '../jobs/pace.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Api } from '../net/api.ts'
import { createApi } from '../net/create-api.ts'
import { createCircuit, type Circuit } from '../net/circuit.ts'
import { describeLocal, describeRemote, type Tested } from './describe-provider.ts'
import { discreet } from './discreet.ts'
import { describeModel, modelsOf, type Provider } from './provider.ts'
import {
  addressOf,
  changeProviderSettings,
  readProviderSettings,
  type SettingsChange,
} from './provider-settings.ts'
import type { RemoteProvider } from './remote.ts'

export interface ConnectionParts {
  readonly providers: readonly Provider[]
  readonly tables: Tables
  readonly events: Events
  readonly keyring: Keyring
  /** Takes every key out of a text. */
  readonly redact: (text: string) => string
  readonly pace: Pace
}

/** A provider that can be spoken to now. */
export interface Connection {
  readonly provider: RemoteProvider
  readonly circuit: Circuit
  /** The provider's own settings. */
  readonly values: Readonly<Record<string, string>>
  api(signal: AbortSignal): Api
}

export interface Connections {
  list(): ProviderInfo[]
  models(): ModelInfo[]
  /** Ids of the providers that could start now. */
  ready(): ReadonlySet<string>
  concurrencyOf(provider: string): number
  knows(provider: string): boolean
  /** Throws provider_unknown. */
  providerOf(provider: string): RemoteProvider
  /** Throws key_missing, provider_settings or provider_unknown. */
  open(provider: string): Connection
  configure(provider: string, change: SettingsChange): ProviderInfo
  setKey(provider: string, key: string): Promise<ProviderInfo>
  removeKey(provider: string): Promise<ProviderInfo>
  test(provider: string): Promise<ProviderInfo>
}

const TEST_MS = 20_000

/** Which providers there are for this person: their keys, addresses and settings, and how to speak to them. */
export function createConnections(parts: ConnectionParts): Connections {
  const { providers, tables, events, keyring } = parts
  const tested = new Map<string, Tested>()
  const settingsOf = (id: string) => readProviderSettings(tables.settings, id)
  const directory = createDirectory(providers)
  const circuits = createCircuits(parts.pace, (id) => void announce(id))

  const describe = (provider: Provider): ProviderInfo =>
    provider.kind === 'remote'
      ? describeRemote(provider, {
          ready: isReady(provider, parts),
          settings: settingsOf(provider.id),
          keyring,
          tested: tested.get(provider.id),
          restingUntil: circuits.restingUntil(provider.id),
        })
      : describeLocal(provider)
  function announce(id: string): ProviderInfo {
    const info = describe(directory.find(id))
    events.emit({ type: 'provider.changed', provider: info })
    return info
  }
  async function keyChanged(id: string, change: Promise<void>): Promise<ProviderInfo> {
    await change
    tested.delete(id)
    return announce(id)
  }
  const open = (id: string): Connection =>
    connect(directory.remote(id), { ...parts, settings: settingsOf(id), circuit: circuits.of(id) })

  return {
    list: () => providers.map(describe),
    models: () =>
      providers.flatMap((provider) =>
        modelsOf(provider, settingsOf(provider.id).values).map((model) => describeModel(provider, model)),
      ),
    ready: () => new Set(providers.filter((provider) => isReady(provider, parts)).map(({ id }) => id)),
    concurrencyOf(id) {
      const provider = directory.find(id)
      return settingsOf(id).concurrency ?? (provider.kind === 'remote' ? provider.pace.concurrency : 1)
    },
    knows: (id) => providers.some((provider) => provider.id === id && provider.kind === 'remote'),
    providerOf: (id) => directory.remote(id),
    open,
    configure(id, change) {
      changeProviderSettings(tables.settings, directory.remote(id), change)
      if (change.address !== undefined || change.values) tested.delete(id)
      return announce(id)
    },
    setKey: (id, key) => keyChanged(id, keyring.set(directory.remote(id).id, key)),
    removeKey: (id) => keyChanged(id, keyring.remove(directory.remote(id).id)),
    async test(id) {
      const wayTo = () => `${settingsOf(id).address}\n${keyring.get(id)}`
      const before = wayTo()
      const result = await testKey(open(id), parts)
      // What was found out belongs to the key and the address that were tested.
      if (before === wayTo()) tested.set(id, result)
      return announce(id)
    },
  }
}

function createDirectory(providers: readonly Provider[]) {
  function find(id: string): Provider {
    const provider = providers.find((candidate) => candidate.id === id)
    if (!provider) throw new AppError('provider_unknown', { provider: id })
    return provider
  }
  return {
    find,
    remote(id: string): RemoteProvider {
      const provider = find(id)
      if (provider.kind !== 'remote') throw new AppError('provider_unknown', { provider: provider.title })
      return provider
    },
  }
}

function createCircuits(pace: Pace, onChange: (id: string) => void) {
  const circuits = new Map<string, Circuit>()
  return {
    of(id: string): Circuit {
      const circuit = circuits.get(id) ?? createCircuit(pace, () => onChange(id))
      circuits.set(id, circuit)
      return circuit
    },
    restingUntil: (id: string) => circuits.get(id)?.restingUntil(),
  }
}

function isReady(provider: Provider, { tables, keyring }: ConnectionParts): boolean {
  if (provider.kind !== 'remote') return provider.kind === 'local'
  const settings = readProviderSettings(tables.settings, provider.id)
  const hasKey = provider.access.key !== 'required' || keyring.get(provider.id) !== undefined
  return hasKey && addressOf(provider, settings) !== '' && provider.models(settings.values).length > 0
}

type Plugs = ConnectionParts & {
  readonly settings: ReturnType<typeof readProviderSettings>
  readonly circuit: Circuit
}

function connect(provider: RemoteProvider, { keyring, redact, settings, circuit }: Plugs): Connection {
  const key = keyring.get(provider.id)
  const { title, id, access } = provider
  if (access.key === 'required' && key === undefined) {
    throw new AppError('key_missing', { provider: title, providerId: id, charge: 'none' })
  }
  const address = addressOf(provider, settings)
  if (address === '') {
    throw new AppError('provider_settings', {
      provider: title,
      reason: 'its address is missing',
      charge: 'none',
    })
  }
  const { values } = settings
  return {
    provider: discreet(provider, redact),
    values,
    circuit,
    api: (signal) => createApi({ provider, address, key, values, signal, redact }),
  }
}

async function testKey({ provider, api }: Connection, { pace, redact }: ConnectionParts): Promise<Tested> {
  try {
    const { balance } = await provider.testKey(api(AbortSignal.timeout(TEST_MS)))
    return { at: pace.now(), ...(balance !== undefined && { balance: redact(balance) }) }
  } catch (error) {
    return { at: pace.now(), error: asAppError(error, provider) }
  }
}

function asAppError(error: unknown, { title }: RemoteProvider): AppError {
  if (error instanceof AppError && error.code !== 'stopped') return error
  return new AppError(
    'provider_trouble',
    { provider: title, reason: 'its answer could not be understood' },
    { cause: error },
  )
}
