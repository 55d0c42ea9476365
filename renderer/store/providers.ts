import type { ProviderInfo } from '../../nodes/contract/money.ts'
import { fromWire, toWire, type AppError } from '../../nodes/errors.ts'
import type { Slice } from './editor.ts'
import type { ProvidersSlice } from './money-types.ts'
import { afterPause } from './pause.ts'
import type { Shared } from './session.ts'

/** What a provider offers may depend on its key and settings, so its models are asked for again. */
const MODELS_AFTER_MS = 200

export const createProvidersSlice =
  ({ core }: Shared): Slice<ProvidersSlice> =>
  (set, get) => {
    const attempt = async (work: () => Promise<void>) =>
      work().catch((error: unknown) => get().toastError(error))
    const mark = (provider: string, doing?: 'saving' | 'testing') =>
      set(({ keyWork }) => ({ keyWork: { ...keyWork, [provider]: doing } }))
    const blame = (provider: string, trouble?: AppError) =>
      set(({ providerTrouble }) => ({ providerTrouble: { ...providerTrouble, [provider]: trouble } }))
    const change = async (provider: string, work: () => Promise<ProviderInfo>): Promise<boolean> => {
      blame(provider)
      try {
        get().applyProvider(await work())
        return true
      } catch (error) {
        blame(provider, fromWire(toWire(error)))
        return false
      } finally {
        mark(provider)
      }
    }
    const readModels = afterPause(MODELS_AFTER_MS, () =>
      attempt(async () => set({ models: await core.call('models.list', {}) })),
    )

    return {
      keyWork: {},
      providerTrouble: {},

      refreshProviders: () => attempt(async () => set({ providers: await core.call('providers.list', {}) })),
      applyProvider(provider) {
        const { providers } = get()
        if (!providers) return
        set({ providers: providers.map((known) => (known.id === provider.id ? provider : known)) })
        readModels()
      },
      setKey(provider, key) {
        mark(provider, 'saving')
        return change(provider, () => core.call('keys.set', { provider, key: key.trim() }))
      },
      async removeKey(provider) {
        mark(provider, 'saving')
        await change(provider, () => core.call('keys.remove', { provider }))
      },
      async testKey(provider) {
        mark(provider, 'testing')
        await change(provider, () => core.call('keys.test', { provider }))
      },
      async configureProvider(wanted) {
        const { provider, values } = wanted
        const changed = await change(provider, () => core.call('providers.configure', wanted))
        // Only its test tells whether what was filled in can be used, such as a ComfyUI workflow.
        const filledIn = Object.values(values ?? {}).some((value) => value !== '')
        const ready = get().providers?.some((known) => known.id === provider && known.ready)
        if (changed && filledIn && ready) await get().testKey(provider)
      },
    }
  }
