import { expect, it } from 'vitest'
import { shotToldAt } from './receipt.ts'

const shots = [
  { number: 1, start: 0, end: 2, node: 'Rain' },
  { number: 2, start: 2, end: 3.041667, node: 'Door' },
  { number: 3, start: 3.041667, end: 5, node: 'Letter' },
]

it('answers for the frame that a shot begins with, although times are rounded', () => {
  expect(shotToldAt(shots, 3.0416666)?.number).toBe(3)
  expect(shotToldAt(shots, 3)?.number).toBe(2)
})

it('answers for the first and the last frame', () => {
  expect(shotToldAt(shots, 0)?.number).toBe(1)
  expect(shotToldAt(shots, 5)?.number).toBe(3)
  expect(shotToldAt([], 1)).toBeUndefined()
})
