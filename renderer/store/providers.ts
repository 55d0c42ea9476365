import type { ProviderInfo } from '../../nodes/contract/money.ts'
import type { Slice } from './editor.ts'
import type { ProvidersSlice } from './money-types.ts'
import { afterPause } from './pause.ts'
import type { Shared } from './session.ts'

/** What a provider offers may depend on its key and settings, so its models are asked for again. */
const MODELS_AFTER_MS = 200

export const createProvidersSlice =
  ({ core }: Shared): Slice<ProvidersSlice> =>
  (set, get) => {
    const attempt = async (work: () => Promise<void>): Promise<boolean> => {
      try {
        await work()
        return true
      } catch (error) {
        get().toastError(error)
        return false
      }
    }
    const during = async (
      provider: string,
      what: 'saving' | 'testing',
      work: () => Promise<ProviderInfo>,
    ) => {
      const mark = (doing?: 'saving' | 'testing') =>
        set(({ keyWork }) => ({ keyWork: { ...keyWork, [provider]: doing } }))
      mark(what)
      const done = await attempt(async () => get().applyProvider(await work()))
      mark()
      return done
    }
    const readModels = afterPause(MODELS_AFTER_MS, () =>
      attempt(async () => set({ models: await core.call('models.list', {}) })),
    )

    return {
      keyWork: {},

      refreshProviders: async () => {
        await attempt(async () => set({ providers: await core.call('providers.list', {}) }))
      },
      applyProvider(provider) {
        const { providers } = get()
        if (!providers) return
        set({ providers: providers.map((known) => (known.id === provider.id ? provider : known)) })
        readModels()
      },
      setKey: (provider, key) =>
        during(provider, 'saving', () => core.call('keys.set', { provider, key: key.trim() })),
      removeKey: async (provider) => {
        await during(provider, 'saving', () => core.call('keys.remove', { provider }))
      },
      testKey: async (provider) => {
        await during(provider, 'testing', () => core.call('keys.test', { provider }))
      },
      configureProvider: async (change) => {
        await attempt(async () => get().applyProvider(await core.call('providers.configure', change)))
      },
    }
  }
