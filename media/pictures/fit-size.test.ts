import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitSize, isWithin } from './fit-size.ts'
import type { Size } from './fit-size.ts'

describe('the size a picture is sent in', () => {
  it('is its own where that is taken', () => {
    const own = { width: 1080, height: 1920 }
    expect(fitSize(own, { minSide: 300, maxSide: 4000, shape: { min: 0.4, max: 2.5 } })).toEqual({
      crop: own,
      size: own,
    })
  })

  it('goes down to the longest side', () => {
    expect(fitSize({ width: 4000, height: 3000 }, { maxSide: 1000 })?.size).toEqual({
      width: 1000,
      height: 750,
    })
  })

  it('goes up only as far as the shortest side asks', () => {
    expect(fitSize({ width: 200, height: 100 }, { minSide: 300 })?.size).toEqual({ width: 600, height: 300 })
  })

  it('keeps the middle of a shape that is not taken', () => {
    expect(fitSize({ width: 3000, height: 1000 }, { shape: { min: 0.4, max: 2.5 } })).toEqual({
      crop: { width: 2500, height: 1000 },
      size: { width: 2500, height: 1000 },
    })
  })

  it('crops what could not have both a side that is long enough and one that is short enough', () => {
    expect(fitSize({ width: 8000, height: 400 }, { minSide: 300, maxSide: 3000 })).toEqual({
      crop: { width: 4000, height: 400 },
      size: { width: 3000, height: 300 },
    })
  })

  it('says when limits leave no room', () => {
    expect(fitSize({ width: 100, height: 100 }, { minSide: 200, maxSide: 100 })).toBeUndefined()
    expect(fitSize({ width: 1, height: 1 }, { shape: { min: 2, max: 1 } })).toBeUndefined()
  })

  const side = fc.integer({ min: 1, max: 16_000 })
  const size = fc.record({ width: side, height: side })
  const ratio = fc.double({ min: 0.1, max: 10, noNaN: true })

  it('is always within the limits, if there is one', () => {
    const limits = fc.record(
      {
        minSide: fc.integer({ min: 1, max: 3000 }),
        maxSide: fc.integer({ min: 1, max: 8000 }),
        shape: fc.tuple(ratio, ratio),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(size, limits, (own, { shape, ...sides }) => {
        const all = {
          ...sides,
          ...(shape && { shape: { min: Math.min(...shape), max: Math.max(...shape) } }),
        }
        expect(isRight(own, all)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
  })

  it('exists for every picture under the limits that providers really have', () => {
    const limits = { minSide: 300, maxSide: 6000, shape: { min: 0.4, max: 2.5 } }
    fc.assert(
      fc.property(size, (own) => {
        expect(fitSize(own, limits)).toBeDefined()
      }),
      { numRuns: 5_000 },
    )
  })

  it('is never stretched', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 256, max: 4096 }), (own, maxSide) => {
        const { crop, size } = fitSize(own, { maxSide, shape: { min: 0.25, max: 4 } })!
        expect(Math.abs(size.width - (crop.width * size.height) / crop.height)).toBeLessThan(4)
      }),
    )
  })
})

/** Within the limits and not more than there was; as it was if that is within them. */
function isRight(own: Size, limits: Parameters<typeof fitSize>[1]): boolean {
  const fitted = fitSize(own, limits)
  if (!fitted) return !isWithin(own, limits)
  const { crop, size } = fitted
  const isCut = crop.width < own.width || crop.height < own.height
  const isInside = crop.width <= own.width && crop.height <= own.height
  const stays = !isCut && size.width === own.width && size.height === own.height
  return isInside && isWithin(size, limits) && (stays || !isWithin(own, limits))
}
