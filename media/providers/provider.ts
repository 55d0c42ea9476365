import type { GenerationMode, ImageRequest, ModelInfo, VideoRequest } from '../../nodes/models.ts'
import type { RemoteProvider } from './remote.ts'

/** What a provider gets for one piece of work, whatever it makes. */
export interface Workbench {
  readonly signal: AbortSignal
  /** 0 to 1. */
  progress(fraction: number): void
  /** A path for a new file with that extension, in a folder that is swept when the work ends. */
  tempFile(extension: string): string
}

/** A model as its provider declares it; `id` is the provider's own short name for it, without a slash. */
export type Model = Omit<ModelInfo, 'provider' | 'providerTitle' | 'local'>

/** Makes files on this machine: free, offline, no key, and nothing to resume. */
export interface LocalProvider {
  readonly kind: 'local'
  readonly id: string
  readonly title: string
  readonly models: readonly Model[]
  makeImage(request: ImageRequest, bench: Workbench): Promise<string>
  /** `firstFrame` is the path of a picture; without it the clip starts from the prompt alone. */
  makeVideo(request: VideoRequest & { readonly firstFrame?: string }, bench: Workbench): Promise<string>
}

/** A service that ended: its models are still known by name, so that old workflows can say what happened to them. */
export interface RetiredProvider {
  readonly kind: 'retired'
  readonly id: string
  readonly title: string
  readonly models: readonly Model[]
  readonly retired: { readonly on: string; readonly reason: string }
}

export type Provider = LocalProvider | RemoteProvider | RetiredProvider

/** A provider's models, for the settings it has now. */
export function modelsOf(provider: Provider, values: Readonly<Record<string, string>>): readonly Model[] {
  return provider.kind === 'remote' ? provider.models(values) : provider.models
}

export function describeModel(provider: Provider, model: Model): ModelInfo {
  return {
    ...model,
    id: `${provider.id}/${model.id}`,
    provider: provider.id,
    providerTitle: provider.title,
    local: provider.kind === 'local',
  }
}

/** "animatic/storyboard" -> the provider and its own id of the model. */
export function splitModelId(id: string): { provider: string; model: string } {
  const slash = id.indexOf('/')
  return slash < 0
    ? { provider: '', model: id }
    : { provider: id.slice(0, slash), model: id.slice(slash + 1) }
}

/** "animatic/storyboard" -> provider and model, or undefined if nobody offers it for this mode. */
export function findLocalModel(
  providers: readonly Provider[],
  key: string,
  mode: GenerationMode,
): { provider: LocalProvider; model: Model } | undefined {
  const named = splitModelId(key)
  const provider = providers.find((candidate) => candidate.id === named.provider)
  if (provider?.kind !== 'local') return undefined
  const model = provider.models.find(({ id, modes }) => id === named.model && modes.includes(mode))
  return model && { provider, model }
}
