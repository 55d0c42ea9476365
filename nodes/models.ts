import { z } from 'zod'
import type { MediaValue } from './media.ts'

/** What a model can be asked for. */
export const generationModes = ['text-to-image', 'image-to-video', 'text-to-video'] as const
export type GenerationMode = (typeof generationModes)[number]

export const aspects = ['9:16', '16:9', '1:1', '4:5', '3:4', '4:3'] as const
export type Aspect = (typeof aspects)[number]

/** From low to high; each model offers some of them under these names. */
export const resolutions = ['360p', '480p', '540p', '720p', '768p', '1080p', '2k', '4k'] as const
export type Resolution = (typeof resolutions)[number]

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

/** The lengths a clip may have, in seconds: any in a range (whole seconds only if `whole`), or one of a list. */
export const Lengths = z.union([
  z.object({ min: z.number(), max: z.number(), whole: z.boolean().optional() }),
  z.object({ values: z.array(z.number()).min(1) }),
])
export type Lengths = z.infer<typeof Lengths>

/**
 * One row of a price table, in US dollars. The first row whose conditions all hold counts; a row without
 * conditions always does.
 */
export const Rate = z.object({
  usd: z.number(),
  per: z.enum(['second', 'clip']),
  resolution: z.enum(resolutions).optional(),
  audio: z.boolean().optional(),
  /** Up to and with this length. */
  upToSeconds: z.number().optional(),
})
export type Rate = z.infer<typeof Rate>

export const Price = z.object({
  rates: z.array(Rate),
  /** `list`: the provider's published price; `derived`: worked out from others'; it may differ. */
  source: z.enum(['list', 'derived']),
  /** "2026-11": when somebody last looked. */
  asOf: z.string(),
})
export type Price = z.infer<typeof Price>

/** A model as menus, forms, plans and estimates see it. `id` is "<provider>/<model>". */
export const ModelInfo = z.object({
  id: z.string(),
  title: z.string(),
  provider: z.string(),
  providerTitle: z.string(),
  modes: z.array(z.enum(generationModes)),
  aspects: z.array(z.enum(aspects)),
  seconds: Lengths.optional(),
  /** From low to high. Empty: there is nothing to choose. `seconds` narrows the lengths at that resolution. */
  resolutions: z.array(z.object({ name: z.enum(resolutions), seconds: Lengths.optional() })),
  sound: z.enum(['none', 'always', 'optional']),
  seed: z.boolean(),
  lastFrame: z.boolean(),
  /** How many reference pictures it takes beside a first frame. */
  references: z.number().int(),
  /** Characters of the final prompt. */
  promptLimit: z.number().int().optional(),
  /** Runs on this machine, without key or network, at no cost. */
  local: z.boolean(),
  /** Absent: nobody told us what it costs. A model that is free has a rate of 0. */
  price: Price.optional(),
  /** 1 quick draft, 2 solid, 3 the best there is: our own rating, for choosing by itself. */
  quality: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  lifecycle: z.object({
    state: z.enum(['current', 'preview', 'retired']),
    /** For `retired`: the day it ended, "2026-09-24". */
    on: z.string().optional(),
  }),
})
export type ModelInfo = z.infer<typeof ModelInfo>

/** The words around a prompt that a person picked: copied into the document, so it says the same everywhere. */
export const Wording = z.object({ name: z.string().max(100), words: z.string().max(2_000) })
export type Wording = z.infer<typeof Wording>

interface RequestBase {
  /** "<provider>/<model>", or "auto". */
  readonly model: string
  /** What the person wrote; `prompts/compose.ts` says what is sent. */
  readonly prompt: string
  readonly style?: Wording | undefined
  readonly template?: Wording | undefined
  readonly instructions?: string | undefined
  readonly aspect: Aspect
  readonly seed: number
  /** 0 for the first take, then 1, 2, …: another take of the same request must look different. */
  readonly variation: number
  readonly resolution?: Resolution | undefined
  readonly references?: readonly MediaValue[] | undefined
}

export interface ImageRequest extends RequestBase {
  /** Shown on a storyboard frame; 0 means none. */
  readonly shot: number
}

export interface VideoRequest extends RequestBase {
  readonly shot: number
  readonly seconds: number
  readonly camera: CameraMove
  /** Undefined: off where it can be switched. */
  readonly sound?: boolean | undefined
}
