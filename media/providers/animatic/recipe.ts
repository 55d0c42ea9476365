import type { Canvas } from '@napi-rs/canvas'
import { z } from 'zod'
import { aspects } from '../../../nodes/models.ts'
import { encodePng, readPngText } from './png.ts'

/**
 * What a storyboard frame was drawn from, carried inside its PNG. Image to Video draws the frame again from
 * it, and if that gives the same picture, it can move the sheets apart and let the rain fall.
 */
const Recipe = z.object({
  prompt: z.string().max(100_000),
  aspect: z.enum(aspects),
  seed: z.number(),
  variation: z.number(),
  shot: z.number(),
})
export type Recipe = z.infer<typeof Recipe>

const KEYWORD = 'Sceneloom storyboard'

export function encodeWithRecipe(picture: Canvas, recipe: Recipe): Promise<Buffer> {
  const { prompt, aspect, seed, variation, shot } = recipe
  return encodePng(picture, {
    keyword: KEYWORD,
    value: JSON.stringify({ prompt, aspect, seed, variation, shot }),
  })
}

/** Undefined for any other picture, and for anything that only looks like a recipe. */
export function readRecipe(png: Buffer): Recipe | undefined {
  const text = readPngText(png, KEYWORD)
  try {
    return text === undefined ? undefined : Recipe.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
