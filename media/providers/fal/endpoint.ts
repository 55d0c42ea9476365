import type { GenerationMode } from '../../../nodes/models.ts'
import type { Order, RemoteModel } from '../remote.ts'

/** How one endpoint is spoken to: each has field names and ways of its own to write the same things. */
export interface Endpoint {
  readonly path: string
  readonly shape?: 'aspect_ratio' | 'image_size'
  /** 5, "5" or "5s". */
  readonly seconds?: 'number' | 'text' | 'text-s'
  readonly resolution?: true
  readonly sound?: true
  readonly seed?: true
  /** The names of its fields for pictures. */
  readonly first?: string
  readonly last?: string
  readonly references?: string
  /** What it wants said beside. */
  readonly always?: Readonly<Record<string, unknown>>
}

/** `last-frame` and `references`: where pictures beside the first frame need an endpoint of their own. */
export type Use = GenerationMode | 'last-frame' | 'references'

export interface FalModel extends RemoteModel {
  readonly endpoints: Partial<Readonly<Record<Use, Endpoint>>>
}

export function endpointFor({ endpoints }: FalModel, order: Order): Endpoint | undefined {
  if (order.lastFrame !== undefined && endpoints['last-frame']) return endpoints['last-frame']
  if (order.references.length > 0 && endpoints.references) return endpoints.references
  return endpoints[order.mode]
}

export function bodyFor(endpoint: Endpoint, order: Order): Record<string, unknown> {
  const { firstFrame, lastFrame, references, prompt } = order
  const { aspect, seconds, resolution, sound, seed } = order.settings
  return {
    prompt,
    ...(endpoint.shape === 'aspect_ratio' && { aspect_ratio: aspect }),
    ...(endpoint.shape === 'image_size' && { image_size: imageSizes[aspect] }),
    ...(endpoint.seconds && seconds !== undefined && { duration: lengths[endpoint.seconds](seconds) }),
    ...(endpoint.resolution && resolution && { resolution }),
    ...(endpoint.sound && sound !== undefined && { generate_audio: sound }),
    ...(endpoint.seed && seed !== undefined && { seed }),
    ...(endpoint.first && firstFrame !== undefined && { [endpoint.first]: firstFrame }),
    ...(endpoint.last && lastFrame !== undefined && { [endpoint.last]: lastFrame }),
    ...(endpoint.references && references.length > 0 && { [endpoint.references]: references }),
    ...endpoint.always,
  }
}

const lengths = {
  number: (seconds: number) => seconds,
  text: (seconds: number) => `${seconds}`,
  'text-s': (seconds: number) => `${seconds}s`,
} as const

/** About a million pixels each. */
const imageSizes = {
  '9:16': { width: 768, height: 1344 },
  '16:9': { width: 1344, height: 768 },
  '1:1': { width: 1024, height: 1024 },
  '4:5': { width: 896, height: 1120 },
  '3:4': { width: 864, height: 1152 },
  '4:3': { width: 1152, height: 864 },
} as const
