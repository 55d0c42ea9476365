import { shell } from 'electron'
import type { ProviderInfo } from '../nodes/contract/money.ts'

export interface OutsideLinks {
  /** Opens an address in the person's browser, if it is one that the app itself points to. */
  open(address: string): void
  /** Once the providers are known, their pages are known too. */
  alsoOf(providers: () => Promise<readonly Pick<ProviderInfo, 'links'>[]>): void
}

/**
 * What the page may hand to the browser: pages of hosts that the app points to, and those over https only. The hosts
 * come from the core and never from the page, which may show text that somebody else wrote.
 */
export function createOutsideLinks(hosts: readonly string[]): OutsideLinks {
  let providers: () => Promise<readonly Pick<ProviderInfo, 'links'>[]> = async () => []

  async function knows(url: URL): Promise<boolean> {
    if (url.protocol !== 'https:' || url.username || url.password) return false
    if (hosts.includes(url.host)) return true
    const links = (await providers()).flatMap((provider) => Object.values(provider.links))
    return links.some((link) => link !== undefined && URL.canParse(link) && new URL(link).host === url.host)
  }

  return {
    open(address) {
      const url = URL.canParse(address) ? new URL(address) : undefined
      if (!url) return
      knows(url)
        .then((known) => (known ? shell.openExternal(url.href) : undefined))
        // Neither a core that is closing nor a machine without a browser is worth a word.
        .catch(() => undefined)
    },
    alsoOf: (list) => void (providers = list),
  }
}
