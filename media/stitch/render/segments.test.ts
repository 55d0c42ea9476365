import { describe, expect, it } from 'vitest'
import { BoundCut, joinKinds } from '../../../nodes/cut/cut.ts'
import { type Layout, layOut } from '../../../nodes/cut/layout.ts'
import { splitStretch } from './parts.ts'
import { fadesOf, segmentsOf } from './segments.ts'

/** Still pictures of odd lengths, joined in every way. */
function layShots(count: number): Layout {
  const shots = Array.from({ length: count }, (_, index) => ({
    clip: 0,
    seconds: 0.5 + ((index * 7) % 11) / 5,
    join: { kind: joinKinds[index % joinKinds.length]!, seconds: 0.1 + ((index * 5) % 9) / 6 },
  }))
  return layOut(BoundCut.parse({ shots }), [], { num: 24, den: 1 })
}

const layout = layShots(60)
const small = { width: 100, height: 100 }

it('says of every frame what it shows, whatever stretch is asked for', () => {
  for (let at = 0; at < layout.frames; at += 37) {
    const stretch = { at, frames: Math.min(layout.frames - at, 1 + ((at * 13) % 200)) }
    const segments = segmentsOf(stretch, layout)
    let next = stretch.at
    for (const segment of segments) {
      expect(segment.at).toBe(next)
      next += segment.frames
      for (const shot of segment.shots) {
        const { start, frames } = layout.shots[shot]!
        expect(segment.at).toBeGreaterThanOrEqual(start)
        expect(segment.at + segment.frames).toBeLessThanOrEqual(start + frames)
      }
    }
    expect(next).toBe(stretch.at + stretch.frames)
  }
})

describe('parts of a long film', () => {
  it.each([
    ['small frames', small, 8],
    ['frames of 4K', { width: 2160, height: 3840 }, 3],
  ])('hold few shots of %s, although every one of them is joined to the next', (_, size, most) => {
    const parts = splitStretch({ at: 10, frames: layout.frames - 20 }, layout, {
      size,
      canBeginWithin: () => false,
    })
    expect(parts.length).toBeGreaterThan(60 / most - 1)
    let next = 10
    for (const part of parts) {
      expect(part.at).toBe(next)
      next += part.frames
      const shots = new Set(segmentsOf(part, layout).flatMap((segment) => [...segment.shots]))
      expect(shots.size).toBeLessThanOrEqual(most)
    }
    expect(next).toBe(layout.frames - 10)
  })

  it('are as few as they can be', () => {
    const short = layShots(3)
    const whole = { at: 0, frames: short.frames }
    expect(splitStretch(whole, short, { size: small, canBeginWithin: () => true })).toEqual([whole])
  })

  it.each([
    [true, [240, 240, 240, 264]],
    [false, [960, 24]],
  ])('part a long shot, if it can be read from its middle (%s)', (canBegin, lengths) => {
    const shots = [{ seconds: 40 }, { seconds: 1 }]
    const long = layOut(BoundCut.parse({ shots }), [], { num: 24, den: 1 })
    const whole = { at: 0, frames: long.frames }
    const parts = splitStretch(whole, long, { size: small, canBeginWithin: () => canBegin })
    expect(parts.map(({ frames }) => frames)).toEqual(lengths)
  })
})

it('fades through a colour have one frame of nothing but that colour', () => {
  const seconds = 1
  const join = { kind: 'fade-white' as const, seconds: 0.25 }
  const two = layOut(BoundCut.parse({ shots: [{ seconds, join }, { seconds }] }), [], { num: 24, den: 1 })
  const segments = segmentsOf({ at: 0, frames: two.frames }, two)
  expect(segments.map(({ at, frames, shots }) => [at, frames, ...shots])).toEqual([
    [0, 21, 0],
    [21, 21, 1],
  ])
  expect(fadesOf(0, two)).toEqual([{ way: 'out', from: 17, frames: 3, through: 'white' }])
  expect(fadesOf(1, two)).toEqual([{ way: 'in', from: 20, frames: 3, through: 'white' }])
})
