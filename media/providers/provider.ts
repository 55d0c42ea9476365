import type { GenerationMode, ImageRequest, ModelInfo, VideoRequest } from '../../nodes/models.ts'

/** What a provider gets for one piece of work, whatever it makes. */
export interface Workbench {
  readonly signal: AbortSignal
  /** 0 to 1. */
  progress(fraction: number): void
  /** A path for a new file with that extension, in a folder that is swept when the work ends. */
  tempFile(extension: string): string
}

export type Model = Omit<ModelInfo, 'id' | 'provider' | 'providerTitle' | 'local'> & { readonly id: string }

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

export type Provider = LocalProvider

/** "animatic/storyboard" -> provider and model, or undefined if nobody offers it for this mode. */
export function findModel(
  providers: readonly Provider[],
  key: string,
  mode: GenerationMode,
): { provider: Provider; model: Model } | undefined {
  const [providerId, modelId] = key.split('/')
  const provider = providers.find((candidate) => candidate.id === providerId)
  const model = provider?.models.find(
    (candidate) => candidate.id === modelId && candidate.modes.includes(mode),
  )
  return provider && model && { provider, model }
}

export function describeModels(providers: readonly Provider[]): ModelInfo[] {
  return providers.flatMap((provider) =>
    provider.models.map((model) => ({
      ...model,
      id: `${provider.id}/${model.id}`,
      provider: provider.id,
      providerTitle: provider.title,
      local: provider.kind === 'local',
    })),
  )
}
