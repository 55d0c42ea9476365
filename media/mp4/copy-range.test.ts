import { describe, expect, it } from 'vitest'
import { copyRange } from './copy-range.ts'
import type { JoinVideo } from './joinable.ts'

/** A clip whose samples show these frames, in decode order, and which may start where `whole` says. */
function clip(order: readonly number[], whole: readonly number[]) {
  const samples = {
    count: order.length,
    compositions: Int32Array.from(order, (frame, i) => (frame - i) * 512),
  }
  const video = { track: { samples }, frameTicks: 512 } as unknown as JoinVideo
  const flags = Uint8Array.from(order, (_, i) => (whole.includes(i) ? 1 : 0))
  return { video, starts: { state: 'clean', whole: flags } as const }
}

/** Two groups of six with two pictures reordered: I P B B P B, as encoders do it. */
const order = [0, 3, 1, 2, 5, 4, 6, 9, 7, 8, 11, 10]
const reordered = clip(order, [0, 6])
const range = (from: number, to: number, { video, starts } = reordered) =>
  copyRange(video, starts, { from, to })

describe('copyRange', () => {
  it('takes all of a clip', () => {
    expect(range(0, 12)).toEqual({ first: 0, samples: 12, from: 0, to: 12 })
  })

  it('begins at the next whole picture', () => {
    expect(range(1, 12)).toEqual({ first: 6, samples: 6, from: 6, to: 12 })
  })

  it.each([
    [11, 10, 10],
    [10, 10, 10],
    [9, 7, 7],
    [8, 7, 7],
    [6, 6, 6],
    [5, 4, 4],
    [4, 4, 4],
    [3, 1, 1],
    [1, 1, 1],
  ])('ends before frame %i with the last sample behind which no frame is missing', (to, samples, shown) => {
    expect(range(0, to)).toEqual({ first: 0, samples, from: 0, to: shown })
  })

  it('finds nothing where no whole picture lies within', () => {
    expect(range(1, 6)).toBeUndefined()
    expect(range(7, 12)).toBeUndefined()
    expect(range(4, 4)).toBeUndefined()
  })

  it('leaves out pictures that are shown before the one that decoding starts with, but were not asked for', () => {
    // The second group leads with frames 5 and 6, which need only its first picture, frame 7.
    const leading = clip([0, 1, 2, 3, 4, 7, 5, 6, 8, 9], [0, 5])
    expect(range(5, 10, leading)).toEqual({ first: 5, samples: 5, from: 5, to: 10 })
    expect(range(6, 10, leading)).toEqual({ first: 5, samples: 1, from: 7, to: 8 })
  })

  it('takes the longest of several stretches', () => {
    const leading = clip([0, 3, 1, 2, 4, 5, 6, 7], [0, 1, 4])
    expect(range(2, 8, leading)).toEqual({ first: 4, samples: 4, from: 4, to: 8 })
  })

  it('copies nothing of a clip that changes its settings on the way', () => {
    const { video, starts } = reordered
    expect(copyRange(video, { ...starts, state: 'own_settings' }, { from: 0, to: 12 })).toBeUndefined()
  })

  it('always answers with a whole start and exactly the frames it names', () => {
    for (let from = 0; from < 12; from++) {
      for (let to = from; to <= 12; to++) {
        const found = range(from, to)
        if (!found) continue
        const shown = order.slice(found.first, found.first + found.samples).toSorted((a, b) => a - b)
        expect(shown).toEqual(Array.from(shown.keys(), (i) => found.from + i))
        expect(found.to - found.from).toBe(found.samples)
        expect(found.from >= from && found.to <= to).toBe(true)
      }
    }
  })
})
