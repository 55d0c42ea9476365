import { z } from 'zod'

/** What a model can be asked for. */
export const generationModes = ['text-to-image', 'image-to-video', 'text-to-video'] as const
export type GenerationMode = (typeof generationModes)[number]

export const aspects = ['9:16', '16:9', '1:1', '4:5', '3:4', '4:3'] as const
export type Aspect = (typeof aspects)[number]

export const cameraMoves = [
  'auto',
  'static',
  'push',
  'pull',
  'pan-left',
  'pan-right',
  'tilt-up',
  'tilt-down',
] as const
export type CameraMove = (typeof cameraMoves)[number]

/** A model as the menus and forms see it. `id` is "<provider>/<model>". */
export const ModelInfo = z.object({
  id: z.string(),
  title: z.string(),
  provider: z.string(),
  providerTitle: z.string(),
  modes: z.array(z.enum(generationModes)),
  aspects: z.array(z.enum(aspects)),
  /** Lengths a clip may have, in seconds. */
  seconds: z.object({ min: z.number(), max: z.number() }).optional(),
  /** Runs on this machine, without key or network, at no cost. */
  local: z.boolean(),
})
export type ModelInfo = z.infer<typeof ModelInfo>

interface RequestBase {
  readonly model: string
  readonly prompt: string
  readonly aspect: Aspect
  readonly seed: number
  /** 0 for the first take, then 1, 2, …: another take of the same request must look different. */
  readonly variation: number
}

export interface ImageRequest extends RequestBase {
  /** Shown on a storyboard frame; 0 means none. */
  readonly shot: number
}

export interface VideoRequest extends RequestBase {
  readonly shot: number
  readonly seconds: number
  readonly camera: CameraMove
}
