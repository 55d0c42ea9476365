import type { Api } from '../net/api.ts'

const FRESH_MS = 60 * 60_000
/** A forged call must not make us ask the provider each time. */
const ANEW_AFTER_MS = 60_000

/**
 * Checks calls with keys that the provider is asked for. They are remembered for an hour, and asked for anew when a
 * call does not fit them, since it may be signed with newer ones.
 */
export function verifierWith<Keys>(
  fetchKeys: (api: Api) => Promise<Keys>,
): (api: Api, fits: (keys: Keys) => boolean) => Promise<boolean> {
  const remembered = new Map<string, { readonly keys: Keys; readonly at: number }>()

  return async (api, fits) => {
    const account = `${api.address} ${api.key ?? ''}`
    const known = remembered.get(account)
    const age = known ? Date.now() - known.at : Infinity
    if (known && age < FRESH_MS && fits(known.keys)) return true
    if (known && age < ANEW_AFTER_MS) return false
    const keys = await fetchKeys(api)
    remembered.clear()
    remembered.set(account, { keys, at: Date.now() })
    return fits(keys)
  }
}
