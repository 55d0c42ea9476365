import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BoundCut, type BoundShot, joinKinds, STILL_SECONDS } from './cut.ts'
import type { ClipFacts } from './facts.ts'
import { clipFrameAt, cutPoints, framesToSeconds, layOut, shotAt } from './layout.ts'

const rates = [
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30000, den: 1001 },
  { num: 30, den: 1 },
  { num: 60, den: 1 },
] as const

const film = { num: 24, den: 1 }
const id = 'a'.repeat(64)
const picture: ClipFacts = { id, kind: 'image', name: 'still.png', hasSound: false }

function clip(frames: number, fps = film): ClipFacts {
  return { id, kind: 'video', name: 'rain.mp4', fps, frames, hasSound: true }
}

const cutOf = (...shots: BoundShot[]): BoundCut => ({ shots })

const anyRate = fc.constantFrom(...rates)
const anyClip = fc
  .record({ frames: fc.integer({ min: 1, max: 400 }), fps: anyRate })
  .map(({ frames, fps }) => clip(frames, fps))
const anyJoin = fc.record({
  kind: fc.constantFrom(...joinKinds),
  seconds: fc.double({ min: 0.1, max: 2, noNaN: true }),
})
const anyShot = fc.record(
  {
    clip: fc.constantFrom(0, 1, 2, 3),
    from: fc.integer({ min: 0, max: 500 }),
    to: fc.integer({ min: 1, max: 500 }),
    speed: fc.constantFrom(0.25, 0.5, 1, 1.5, 2, 4),
    seconds: fc.double({ min: 0.1, max: 20, noNaN: true }),
    join: anyJoin,
  },
  { requiredKeys: [] },
)
const anyFilm = fc.record({
  fps: anyRate,
  clips: fc.tuple(anyClip, anyClip, anyClip, fc.constant(picture)),
  shots: fc.array(anyShot as fc.Arbitrary<BoundShot>, { minLength: 1, maxLength: 12 }),
})

describe('layOut', () => {
  it('lays shots one behind the other, overlapping by at most half of either', () => {
    fc.assert(
      fc.property(anyFilm, ({ fps, clips, shots }) => {
        const layout = layOut({ shots }, clips, fps)
        let start = 0
        for (const [index, laid] of layout.shots.entries()) {
          const next = layout.shots[index + 1]
          expect(laid.start).toBe(start)
          expect(laid.frames).toBeGreaterThanOrEqual(1)
          expect(laid.overlap).toBeLessThanOrEqual(Math.min(laid.frames, next?.frames ?? 0) / 2)
          expect(laid.joinKind === 'cut').toBe(laid.overlap === 0)
          start += laid.frames - laid.overlap
        }
        expect(layout.frames).toBe(start)
        expect(cutPoints(layout)).toEqual([...layout.shots.map((laid) => laid.start), start])
      }),
    )
  })

  it('finds the shot of every frame, and no shot outside', () => {
    fc.assert(
      fc.property(anyFilm, ({ fps, clips, shots }) => {
        const layout = layOut({ shots }, clips, fps)
        for (let frame = 0; frame < layout.frames; frame++) {
          const laid = layout.shots[shotAt(layout, frame)!]!
          expect(frame).toBeGreaterThanOrEqual(laid.start)
          expect(frame).toBeLessThan(laid.start + laid.frames)
        }
        expect(shotAt(layout, -1)).toBeUndefined()
        expect(shotAt(layout, layout.frames)).toBeUndefined()
      }),
      { numRuns: 40 },
    )
  })

  it('shows frames of the clip in order, never one outside the trim', () => {
    fc.assert(
      fc.property(anyFilm, ({ fps, clips, shots }) => {
        for (const laid of layOut({ shots }, clips, fps).shots) {
          let before = 0
          for (let frame = laid.start; laid.source && frame < laid.start + laid.frames; frame++) {
            const shown = clipFrameAt(laid, frame, fps)!
            expect(shown).toBeGreaterThanOrEqual(Math.max(before, laid.source.from))
            expect(shown).toBeLessThan(laid.source.to)
            before = shown
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('shows every frame of a clip that runs at the rate of the film exactly once', () => {
    const trimmed = fc.record({ frames: fc.integer({ min: 2, max: 5_000 }), fps: anyRate, at: fc.nat() })
    fc.assert(
      fc.property(trimmed, ({ frames, fps, at }) => {
        const from = at % frames
        const layout = layOut(cutOf({ clip: 0 }, { clip: 0, from }), [clip(frames, fps)], fps)
        expect(layout.frames).toBe(frames + frames - from)
        for (const laid of layout.shots) {
          for (const frame of [0, 1, Math.floor(laid.frames / 2), laid.frames - 1]) {
            if (frame >= laid.frames) continue
            const shown = clipFrameAt(laid, laid.start + frame, fps)
            expect(shown).toBe(laid.source!.from + frame)
          }
        }
      }),
    )
  })

  it('shows a clip of another rate for as long as it lasts', () => {
    fc.assert(
      fc.property(anyClip, anyRate, fc.constantFrom(0.5, 1, 2), (facts, fps, speed) => {
        const layout = layOut(cutOf({ clip: 0, speed }), [facts], fps)
        const lasts = framesToSeconds(facts.frames!, facts.fps!) / speed
        const frame = framesToSeconds(1, fps)
        expect(Math.abs(framesToSeconds(layout.frames, fps) - lasts)).toBeLessThanOrEqual(frame)
      }),
    )
  })

  it('holds pictures and cards for their seconds, or the usual ones', () => {
    const { shots } = layOut(cutOf({ clip: 0, seconds: 2 }, { clip: 0 }, {}), [picture], film)
    expect(shots.map(({ frames }) => frames)).toEqual([48, STILL_SECONDS * 24, STILL_SECONDS * 24])
    expect(clipFrameAt(shots[0]!, 3, film)).toBeUndefined()
  })

  it('holds a trim to the clip that there is', () => {
    const { shots } = layOut(
      cutOf({ clip: 0, from: 900, to: 1_000 }, { clip: 0, from: 30, to: 10 }),
      [clip(48)],
      film,
    )
    expect(shots.map(({ source }) => [source!.from, source!.to])).toEqual([
      [47, 48],
      [9, 10],
    ])
  })

  it('gives a transition no more than half of the shorter shot', () => {
    const join = { kind: 'dissolve', seconds: 2 } as const
    const { shots, frames } = layOut(cutOf({ clip: 0, join }, { clip: 1 }), [clip(100), clip(25)], film)
    expect(shots[0]!.overlap).toBe(12)
    expect(frames).toBe(113)
  })
})
