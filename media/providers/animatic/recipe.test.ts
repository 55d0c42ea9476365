import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { encodeWithRecipe, readRecipe, type Recipe } from './recipe.ts'

const recipe: Recipe = { prompt: '雨夜 “night” 😀', aspect: '9:16', seed: 3, variation: 1, shot: 2 }

/** Every channel different from its neighbours, so that a wrong filter or order would show. */
function pattern(width: number, height: number) {
  const canvas = createCanvas(width, height)
  const brush = canvas.getContext('2d')
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      brush.fillStyle = `rgb(${(x * 37) % 256},${(y * 91) % 256},${(x * y * 13) % 256})`
      brush.fillRect(x, y, 1, 1)
    }
  }
  return canvas
}

describe('a recipe', () => {
  it('travels inside a picture that opens everywhere with the same pixels', async () => {
    const canvas = pattern(31, 17)
    const png = await encodeWithRecipe(canvas, recipe)
    expect(readRecipe(png)).toEqual(recipe)
    const opened = createCanvas(31, 17)
    opened.getContext('2d').drawImage(await loadImage(png), 0, 0)
    expect(opened.data().equals(canvas.data())).toBe(true)
  })

  it('is absent from other pictures, whatever they hold', () => {
    expect(readRecipe(pattern(8, 8).toBuffer('image/png'))).toBeUndefined()
    expect(readRecipe(Buffer.alloc(0))).toBeUndefined()
    expect(readRecipe(Buffer.from('GIF89a'))).toBeUndefined()
  })

  it('is absent when it was cut short or does not mean a storyboard', async () => {
    const png = await encodeWithRecipe(pattern(8, 8), recipe)
    expect(readRecipe(png.subarray(0, 80))).toBeUndefined()
    const square = { ...recipe, aspect: '2:1' as '1:1' }
    expect(readRecipe(await encodeWithRecipe(pattern(8, 8), square))).toBeUndefined()
  })
})
