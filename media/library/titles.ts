import { modelsOf, type Provider } from '../providers/provider.ts'

/** What providers and models are called: known once the providers are, and used where media are described. */
export interface Titles {
  /** Of the provider and of the model, as far as they are known. */
  of(provider: string, model: string): readonly string[]
  learn(providers: readonly Provider[]): void
}

export function createTitles(): Titles {
  const titles = new Map<string, string>()
  return {
    of: (provider, model) =>
      [titles.get(provider), titles.get(`${provider}/${bare(model)}`)].filter((title) => title !== undefined),
    learn(providers) {
      for (const provider of providers) {
        titles.set(provider.id, provider.title)
        for (const { id, title } of modelsOf(provider, {})) titles.set(`${provider.id}/${id}`, title)
      }
    },
  }
}

/** Without the provider before the slash, where somebody noted that, too. */
export function bare(model: string): string {
  return model.slice(model.indexOf('/') + 1)
}
