import type { ConnectionField, ProviderInfo } from '../../nodes/contract/money.ts'
import { currentLanguage } from './index.ts'
import { providerWords } from './zh-Hans/provider-words.ts'

/** One line about a provider, in the language of the window where it is known there. */
export function providerAbout({ id, about }: Pick<ProviderInfo, 'id' | 'about'>): string | undefined {
  return wordsFor(id)?.about ?? about
}

/** Why it ended. */
export function endedReason({ id, retired }: Pick<ProviderInfo, 'id' | 'retired'>): string | undefined {
  return wordsFor(id)?.ended ?? retired?.reason
}

/** A field of its settings with the label and hint to show. */
export function fieldWords(provider: string, field: ConnectionField): ConnectionField {
  const [label, hint] = wordsFor(provider)?.fields?.[field.name] ?? []
  return { ...field, ...(label !== undefined && { label, hint }) }
}

function wordsFor(provider: string) {
  return currentLanguage() === 'zh-Hans' ? providerWords[provider] : undefined
}
