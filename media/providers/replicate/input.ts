import type { Order } from '../remote.ts'
import { replicateModels, type ReplicateModel } from './models.ts'

export function rowOf(model: string): ReplicateModel | undefined {
  return replicateModels.find(({ id }) => id === model)
}

type Asked = Pick<Order, 'prompt' | 'settings' | 'firstFrame' | 'lastFrame' | 'references'>

/** What a model is asked. All of its official models call their settings alike, and only pictures otherwise. */
export function inputOf({ fields, sound, aspects }: ReplicateModel, asked: Asked): Record<string, unknown> {
  const { prompt, firstFrame, lastFrame, references } = asked
  const { aspect, seconds, resolution, sound: withSound, seed } = asked.settings
  return {
    prompt,
    ...(aspects.length > 0 && { aspect_ratio: aspect }),
    ...(seconds !== undefined && { duration: seconds }),
    ...(resolution && { resolution }),
    ...(sound === 'optional' && withSound !== undefined && { generate_audio: withSound }),
    ...(seed !== undefined && { seed }),
    ...(fields.first && firstFrame !== undefined && { [fields.first]: firstFrame }),
    ...(fields.last && lastFrame !== undefined && { [fields.last]: lastFrame }),
    ...(fields.references && references.length > 0 && { [fields.references]: references }),
  }
}
