import { expect, it } from 'vitest'
import { cameraMoves } from '../../../nodes/models.ts'
import { planCamera, viewAt } from './motion.ts'
import { createRandom } from './random.ts'
import type { Move } from './reading/camera.ts'

const moves = cameraMoves.filter((move): move is Move => move !== 'auto')
const firstTake = (move: Move) => planCamera(move, 0, createRandom('any'))
const view = (move: Move, part: number, depth = 1) => viewAt(firstTake(move), { part, seconds: 4 }, depth)

it('begins a push and ends a pull with the picture at rest', () => {
  expect(view('push', 0)).toEqual({ scale: 1, x: 0, y: 0 })
  expect(view('pull', 1)).toEqual({ scale: 1, x: 0, y: 0 })
  expect(view('push', 1).scale).toBeGreaterThan(1.05)
})

it('moves the picture against the camera', () => {
  expect(view('pan-left', 1).x).toBeGreaterThan(view('pan-left', 0).x)
  expect(view('pan-right', 1).x).toBeLessThan(view('pan-right', 0).x)
  expect(view('tilt-up', 1).y).toBeGreaterThan(view('tilt-up', 0).y)
  expect(view('tilt-down', 1).y).toBeLessThan(view('tilt-down', 0).y)
})

it.each(moves)('goes one way and never jumps: %s', (move) => {
  const steps = Array.from({ length: 97 }, (_, index) => view(move, index / 96))
  for (const value of ['scale', 'x', 'y'] as const) {
    const changes = steps.slice(1).map((step, index) => step[value] - steps[index]![value])
    expect(changes.every((change) => change >= 0) || changes.every((change) => change <= 0)).toBe(true)
    expect(Math.max(...changes.map(Math.abs))).toBeLessThan(0.005)
  }
})

it('moves what is near further than what is far', () => {
  expect(view('push', 1, 1.7).scale).toBeGreaterThan(view('push', 1, 0.5).scale)
  expect(Math.abs(view('pan-left', 1, 1.7).x)).toBeGreaterThan(Math.abs(view('pan-left', 1, 0.5).x))
})

it('never travels beyond what is painted around the frame', () => {
  // The bleed is 8 % of the longer side; the nearest sheet has depth 1.7.
  for (const move of moves) {
    for (const part of [0, 0.5, 1]) {
      const { scale, x, y } = viewAt(firstTake(move), { part, seconds: 20 }, 1.7)
      const spare = 0.08 * scale
      expect(scale).toBeGreaterThanOrEqual(1)
      expect(Math.abs(x) * 1280).toBeLessThanOrEqual(spare * 1280 + 1e-9)
      expect(Math.abs(y) * 1280).toBeLessThanOrEqual(spare * 1280 + 1e-9)
    }
  }
})

it('stands elsewhere in every further take, even when it does not move', () => {
  const takes = [0, 1, 2].map((variation) =>
    planCamera('static', variation, createRandom(`take ${variation}`)),
  )
  const views = takes.map((take) => viewAt(take, { part: 0, seconds: 3 }, 1).scale)
  expect(new Set(views).size).toBe(3)
  expect(new Set(takes.map(({ begins }) => begins)).size).toBe(3)
})
