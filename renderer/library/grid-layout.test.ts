import { describe, expect, it } from 'vitest'
import { columnsFor, fitInto, layOut } from './grid-layout.ts'

const shape = { columns: 3, width: 320, cellHeight: 90, gap: 10, headHeight: 0 }
const grouped = { ...shape, headHeight: 20 }

describe('a list without groups', () => {
  const grid = layOut([100_000], shape)

  it('is as high as its rows', () => {
    expect(grid.height).toBe(Math.ceil(100_000 / 3) * 100)
    expect(layOut([0], shape).height).toBe(0)
    expect(grid.heads).toEqual([])
  })

  it('draws what is on screen and nothing else', () => {
    expect(grid.between(0, 250)).toEqual({ from: 0, to: 9 })
    expect(grid.between(1_000_000, 1_000_199)).toEqual({ from: 30_000, to: 30_006 })
    expect(grid.between(grid.height - 50, grid.height + 900).to).toBe(100_000)
    expect(layOut([], shape).between(0, 900)).toEqual({ from: 0, to: 0 })
  })

  it('finds every tile that a rectangle touches', () => {
    expect(grid.within({ left: 115, top: 95, width: 10, height: 30 })).toEqual([4])
    expect(grid.within({ left: 0, top: 0, width: 320, height: 95 })).toEqual([0, 1, 2])
    expect(grid.within({ left: 101, top: 91, width: 8, height: 8 })).toEqual([])
  })
})

describe('a list in groups', () => {
  const grid = layOut([4, 0, 2, 300], grouped)

  it('begins each group under a heading of its own, and passes over empty ones', () => {
    expect(grid.heads).toEqual([0, 220, 340])
    expect(grid.boxOf(3)).toEqual({ left: 0, top: 120, width: 100, height: 90 })
    expect(grid.boxOf(4)).toEqual({ left: 0, top: 240, width: 100, height: 90 })
  })

  it('draws across the borders of groups', () => {
    expect(grid.between(130, 250)).toEqual({ from: 3, to: 6 })
    expect(grid.between(0, 225)).toEqual({ from: 0, to: 4 })
    const every = Array.from({ length: 306 }, (_, index) => grid.boxOf(index))
    for (let top = 0; top < grid.height; top += 37) {
      const { from, to } = grid.between(top, top + 200)
      const seen = every.flatMap((box, index) => (box.top < top + 200 && box.top + 90 > top ? [index] : []))
      expect(seen.every((index) => index >= from && index < to)).toBe(true)
      expect(to - from).toBeLessThanOrEqual(12)
    }
  })

  it('goes by keys to the tile above and below, over the borders', () => {
    expect(grid.step(1, 'ArrowDown', 5)).toBe(3)
    expect(grid.step(3, 'ArrowDown', 5)).toBe(4)
    expect(grid.step(5, 'ArrowDown', 5)).toBe(7)
    expect(grid.step(7, 'ArrowUp', 5)).toBe(5)
    expect(grid.step(0, 'ArrowUp', 5)).toBe(0)
    expect(grid.step(305, 'ArrowDown', 5)).toBe(305)
    expect(grid.step(0, 'PageDown', 3)).toBe(6)
  })

  it('goes by keys to its ends, and nowhere by others', () => {
    expect([grid.step(9, 'Home', 5), grid.step(9, 'End', 5)]).toEqual([0, 305])
    expect([grid.step(0, 'ArrowLeft', 5), grid.step(0, 'ArrowRight', 5)]).toEqual([0, 1])
    expect(grid.step(0, 'a', 5)).toBeUndefined()
  })
})

it('has at least one column', () => {
  expect([columnsFor(40, 96, 8), columnsFor(208, 100, 8), columnsFor(207, 100, 8)]).toEqual([1, 2, 1])
})

it('shows a picture whole and in its own shape', () => {
  expect(fitInto({ width: 1080, height: 1920 }, { width: 100, height: 120 })).toEqual({
    width: 68,
    height: 120,
  })
  expect(fitInto({ width: 1920, height: 1080 }, { width: 100, height: 120 })).toEqual({
    width: 100,
    height: 56,
  })
  expect(fitInto({}, { width: 100, height: 120 })).toEqual({ width: 100, height: 120 })
})
