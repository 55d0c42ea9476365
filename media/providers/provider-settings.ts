import { z } from 'zod'
import { AppError } from '../../nodes/errors.ts'
import type { SettingsTable } from '../db/settings.ts'
import type { RemoteProvider } from './remote.ts'

/** What the person set for a provider, beside its key. Never holds a key. */
const ProviderSettings = z.object({
  /** Empty: the provider's standard one. */
  address: z.string().default('').catch(''),
  concurrency: z.number().int().min(1).max(20).optional().catch(undefined),
  values: z.record(z.string(), z.string()).default({}).catch({}),
})
export type ProviderSettings = z.infer<typeof ProviderSettings>

export interface SettingsChange {
  readonly address?: string | undefined
  readonly concurrency?: number | undefined
  readonly values?: Readonly<Record<string, string>> | undefined
}

export function readProviderSettings(table: SettingsTable, id: string): ProviderSettings {
  return ProviderSettings.parse(table.get(`provider.${id}`) ?? {})
}

/** What is absent in a change stays. Throws provider_settings for an address that cannot be one. */
export function changeProviderSettings(
  table: SettingsTable,
  provider: RemoteProvider,
  { address, concurrency, values }: SettingsChange,
): void {
  const before = readProviderSettings(table, provider.id)
  const next: ProviderSettings = {
    address: address === undefined ? before.address : cleanAddress(provider, address),
    concurrency: concurrency ?? before.concurrency,
    values: { ...before.values, ...knownValues(provider, values) },
  }
  table.set(`provider.${provider.id}`, next)
}

export function addressOf({ access }: RemoteProvider, { address }: ProviderSettings): string {
  return address || access.standardAddress
}

function cleanAddress({ title, access }: RemoteProvider, typed: string): string {
  const text = typed.trim().replace(/\/+$/, '')
  if (text === '' || text === access.standardAddress) return ''
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new AppError('provider_settings', {
      provider: title,
      reason: 'the address must look like https://example.com, without a name, password or question mark',
    })
  }
  return text
}

/** Only what the provider asks for is stored. */
function knownValues(
  { access }: RemoteProvider,
  values: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const names = new Set(access.fields.map(({ name }) => name))
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)))
}
