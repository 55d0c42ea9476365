import { AppError } from '../../nodes/errors.ts'

/** Where a key is kept: by the system's keychain, in this process only, or in an environment variable. */
export type KeyPlace = 'keychain' | 'memory' | 'environment'

/** The keys of providers, by the provider's id. They leave it only for the header of a request. */
export interface Keyring {
  get(provider: string): string | undefined
  /** Throws `key_not_stored`. */
  set(provider: string, key: string): Promise<void>
  /** One from the environment stays: it is not ours to remove. */
  remove(provider: string): Promise<void>
  kept(provider: string): KeyPlace | undefined
  /** The environment variable that the key in use comes from. */
  variable(provider: string): string | undefined
  /** Whether a key that is set outlives the app, protected by the system. */
  readonly secure: boolean
  /** Every key of this session, for taking them out of texts; a removed one may still come back in a late answer. */
  known(): readonly string[]
}

/** What a person pasted, without what came along with it. */
export function cleanKey(pasted: string): string {
  const key = pasted.replace(/[\u200b-\u200d\u2060\ufeff]/g, '').trim()
  if (!key) throw new AppError('key_not_stored', { reason: 'it is empty' })
  return key
}

/** Keys for as long as the app runs. */
export function memoryKeyring(): Keyring {
  const keys = new Map<string, string>()
  const seen = new Set<string>()
  return {
    secure: false,
    get: (provider) => keys.get(provider),
    async set(provider, pasted) {
      const key = cleanKey(pasted)
      keys.set(provider, key)
      seen.add(key)
    },
    async remove(provider) {
      keys.delete(provider)
    },
    kept: (provider) => (keys.has(provider) ? 'memory' : undefined),
    variable: () => undefined,
    known: () => [...seen],
  }
}

/**
 * The environment's keys below those that were set here: what a person did in this app counts more than what a
 * shell brought along. The variables are read once and stay where they are, so every program that is started
 * gets an environment of its own (see program-env.ts).
 */
export function withEnvironment(
  keyring: Keyring,
  variables: Readonly<Record<string, readonly string[]>>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Keyring {
  const found = new Map<string, { key: string; variable: string }>()
  for (const [provider, names] of Object.entries(variables)) {
    const variable = names.find((name) => env[name]?.trim())
    if (variable) found.set(provider, { variable, key: cleanKey(env[variable]!) })
  }
  const below = (provider: string) => (keyring.get(provider) === undefined ? found.get(provider) : undefined)
  return {
    secure: keyring.secure,
    get: (provider) => keyring.get(provider) ?? found.get(provider)?.key,
    set: (provider, key) => keyring.set(provider, key),
    remove: (provider) => keyring.remove(provider),
    kept: (provider) => (below(provider) ? 'environment' : keyring.kept(provider)),
    variable: (provider) => below(provider)?.variable ?? keyring.variable(provider),
    known: () => [...new Set([...keyring.known(), ...[...found.values()].map(({ key }) => key)])],
  }
}
