import type { Aspect, GenerationMode, ImageRequest, Resolution, VideoRequest } from '../models.ts'
import { composePrompt } from '../prompts/compose.ts'

/** What a node asks of whatever model will make it: enough to choose one, to price it, and to see what it cannot do. */
export interface Need {
  /** "<provider>/<model>", or "auto". */
  readonly model: string
  readonly mode: GenerationMode
  readonly aspect: Aspect
  readonly seconds?: number | undefined
  readonly resolution?: Resolution | undefined
  readonly sound?: boolean | undefined
  readonly seed: number
  readonly lastFrame: boolean
  /** How many reference pictures flow in. */
  readonly references: number
  /** Characters of the final prompt, as far as it is known. */
  readonly promptLength: number
}

export const AUTO = 'auto'

type Asked = Omit<ImageRequest, 'variation' | 'shot' | 'references'> &
  Partial<Pick<VideoRequest, 'seconds' | 'camera' | 'sound'>>

/** The need of a request, or of what a node already knows of the request it will make. */
export function needOfRequest(
  mode: GenerationMode,
  request: Asked,
  pictures: { readonly lastFrame: boolean; readonly references: number },
): Need {
  const { model, aspect, seconds, resolution, sound, seed } = request
  return {
    model,
    mode,
    aspect,
    ...(seconds !== undefined && { seconds }),
    ...(resolution && { resolution }),
    ...(sound !== undefined && { sound }),
    seed,
    ...pictures,
    promptLength: composePrompt(request).length,
  }
}
