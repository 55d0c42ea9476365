import { z } from 'zod'
import { MediaId, mediaKinds } from '../media.ts'
import { Rational } from './rational.ts'

/** What a cut must know of a clip, picture or sound to lay it out. Measured by the core, the same for the window. */
export const ClipFacts = z.object({
  id: MediaId,
  kind: z.enum(mediaKinds),
  name: z.string(),
  /** The rate it runs at, or was meant to; absent for pictures and sounds. */
  fps: Rational.optional(),
  /** How many frames that makes; absent for pictures and sounds. */
  frames: z.number().int().optional(),
  seconds: z.number().optional(),
  /** As displayed, in square pixels. */
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  hasSound: z.boolean(),
})
export type ClipFacts = z.infer<typeof ClipFacts>
