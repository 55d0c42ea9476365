import { createCanvas } from '@napi-rs/canvas'
import { beforeAll, expect, it } from 'vitest'
import { filmStoryboard, type Footage } from './footage.ts'
import { planCamera } from './motion.ts'
import { createRandom } from './random.ts'
import type { Move } from './reading/camera.ts'
import { drawStoryboard, flatten, type Storyboard } from './storyboard.ts'

const prompt = 'Wide shot. A street at night in the rain.'
let storyboard: Storyboard
let footage: Footage
beforeAll(async () => {
  storyboard = await drawStoryboard({ prompt, aspect: '9:16', seed: 0, variation: 0, shot: 1 })
  footage = filmStoryboard(storyboard)
})

function paint(move: Move, part: number): Buffer {
  const brush = createCanvas(footage.width, footage.height).getContext('2d')
  footage.paint(brush, planCamera(move, 0, createRandom('any')), { part, seconds: 2 })
  return brush.canvas.data()
}

/** How many pixels are not the same. */
function changed(one: Buffer, other: Buffer): number {
  let count = 0
  for (let at = 0; at < one.length; at += 4) if (one.readUInt32LE(at) !== other.readUInt32LE(at)) count++
  return count / (one.length / 4)
}

it('begins a push with exactly the storyboard frame', () => {
  expect(paint('push', 0).equals(flatten(storyboard).data())).toBe(true)
})

it('lets the rain fall though the camera stands still', () => {
  const share = changed(paint('static', 0), paint('static', 0.5))
  expect(share).toBeGreaterThan(0.01)
  expect(share).toBeLessThan(0.3)
})

it('moves nearly everything when the camera moves, and covers the frame at every moment', () => {
  expect(changed(paint('push', 0), paint('push', 1))).toBeGreaterThan(0.6)
  for (const move of ['push', 'pan-left', 'tilt-down'] as const) {
    const opacity = paint(move, 1).filter((_, index) => index % 4 === 3)
    expect(Math.min(...new Set(opacity))).toBe(255)
  }
})
