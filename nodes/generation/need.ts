import type { Aspect, GenerationMode, Resolution } from '../models.ts'

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
