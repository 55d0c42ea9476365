import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filmCues } from '../../../nodes/captions/film-cues.ts'
import { type BoundShot, Captions, type Join, joinKinds } from '../../../nodes/cut/cut.ts'
import { clipFrameAt, framesToSeconds } from '../../../nodes/cut/layout.ts'
import { FilmSettings } from '../../../nodes/cut/settings.ts'
import { displayOrder } from '../../mp4/display-order.ts'
import type { FilmClip, StitchPlan } from '../film.ts'
import { planFilm } from '../plan.ts'
import { highConfig, type Made, madeClip, stillClip } from './made-clips.ts'
import type { CopyPiece } from './pieces.ts'

const odd = { video: { width: 480, height: 854 } }

const anyMade: fc.Arbitrary<Made> = fc.record({
  frames: fc.integer({ min: 1, max: 200 }),
  group: fc.constantFrom(1, 6, 24, 250),
  reordered: fc.constantFrom(0, 1, 2, 3),
  timescale: fc.constantFrom(24, 12288, 90_000),
})
const anyClip = fc.oneof(
  { weight: 6, arbitrary: anyMade },
  { weight: 1, arbitrary: anyMade.map((made): Made => ({ ...made, config: highConfig })) },
  { weight: 1, arbitrary: anyMade.map((made): Made => ({ ...made, ...odd })) },
)
const anyJoin = fc.record({
  kind: fc.constantFrom(...joinKinds),
  seconds: fc.double({ min: 0.1, max: 2, noNaN: true }),
}) as fc.Arbitrary<Join>
const seconds = fc.double({ min: 0, max: 3, noNaN: true })
const often = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const anyShot = fc
  .record({
    clip: fc.integer({ min: 0, max: 4 }),
    from: often(fc.integer({ min: 0, max: 150 })),
    to: often(fc.integer({ min: 1, max: 200 })),
    join: seldom(anyJoin),
    fadeIn: seldom(seconds),
    fadeOut: seldom(seconds),
    speed: seldom(fc.constantFrom(0.5, 2)),
    lines: seldom(
      fc.tuple(seconds, seconds).map(([start, length]) => [{ start, end: start + length, text: 'Rain' }]),
    ),
  })
  .map(
    (shot) =>
      Object.fromEntries(Object.entries(shot).filter(([, value]) => value !== undefined)) as BoundShot,
  )

/** Now and then a clip is split, and what is behind the split follows it. */
const anyShots = fc
  .array(fc.tuple(anyShot, seldom(fc.integer({ min: 1, max: 100 }))), { minLength: 1, maxLength: 8 })
  .map((made) =>
    made.flatMap(([shot, split]): BoundShot[] =>
      split
        ? [
            { ...shot, to: split },
            { clip: shot.clip, from: split },
          ]
        : [shot],
    ),
  )

const anyFilm = fc.record({
  clips: fc.tuple(anyClip, anyClip, anyClip, anyClip).map((made) => [...made.map(madeClip), stillClip]),
  shots: anyShots,
  burns: fc.boolean(),
})

function planOf({
  clips,
  shots,
  burns,
}: {
  clips: FilmClip[]
  shots: BoundShot[]
  burns: boolean
}): StitchPlan {
  const captions = Captions.parse({ show: burns ? 'burn' : 'track' })
  return planFilm(clips, FilmSettings.parse({ cut: { shots, captions } }))
}

/** The frames of the clip that a copied piece shows, in order. */
function shownBy({ first, samples, clip }: CopyPiece, clips: readonly FilmClip[]): number[] {
  const { track, frameTicks } = clips[clip]!.clip!.joinable!.video!
  const order = displayOrder(track, frameTicks)!
  return [...order.subarray(first, first + samples)].toSorted((a, b) => a - b)
}

const copiesOf = ({ pieces }: StitchPlan) =>
  pieces.filter((piece): piece is CopyPiece => piece.kind === 'copy')

describe('the pieces of a film', () => {
  it('cover it without a gap, encoded stretches in one piece each', () => {
    fc.assert(
      fc.property(anyFilm, (film) => {
        const { pieces, frames, encodedFrames, mode, format } = planOf(film)
        let end = 0
        for (const [index, piece] of pieces.entries()) {
          expect(piece.at).toBe(end)
          expect(piece.frames).toBeGreaterThan(0)
          expect(piece.kind === 'render' && pieces[index + 1]?.kind === 'render').toBe(false)
          end += piece.frames
        }
        expect(end).toBe(frames)
        const rendered = pieces.filter(({ kind }) => kind === 'render')
        expect(rendered.reduce((sum, piece) => sum + piece.frames, 0)).toBe(encodedFrames)
        expect(mode).toBe(encodedFrames === 0 ? 'copy' : encodedFrames < frames ? 'partly' : 'encode')
        expect(format.like !== undefined).toBe(mode === 'partly')
      }),
      { numRuns: 120 },
    )
  })

  it('copy exactly the frames that the layout shows there, from a whole picture on', () => {
    fc.assert(
      fc.property(anyFilm, (film) => {
        const plan = planOf(film)
        for (const piece of copiesOf(plan)) {
          const { starts } = film.clips[piece.clip]!.clip!
          expect(starts!.whole[piece.first]).toBe(1)
          const shown = shownBy(piece, film.clips)
          expect(shown).toHaveLength(piece.frames)
          for (const [index, frame] of shown.entries()) {
            const at = piece.at + index
            const seen = plan.layout.shots.filter(({ start, frames }) => start <= at && at < start + frames)
            expect(seen.map(({ shot }) => shot.clip)).toEqual([piece.clip])
            expect(clipFrameAt(seen[0]!, at, plan.layout.fps)).toBe(frame)
          }
        }
      }),
      { numRuns: 120 },
    )
  })

  it('never copy a frame of which something was asked', () => {
    fc.assert(
      fc.property(anyFilm, (film) => {
        const plan = planOf(film)
        const { fps, shots } = plan.layout
        const copied = copiesOf(plan).flatMap(({ at, frames }) =>
          Array.from({ length: frames }, (_, i) => at + i),
        )
        for (const at of copied) {
          const { shot, start, frames } = shots.find(
            (laid) => laid.start <= at && at < laid.start + laid.frames,
          )!
          expect(shot.speed ?? 1).toBe(1)
          expect(framesToSeconds(at - start, fps)).toBeGreaterThanOrEqual((shot.fadeIn ?? 0) - 1e-9)
          const after = framesToSeconds(start + frames - at - 1, fps)
          expect(after).toBeGreaterThanOrEqual((shot.fadeOut ?? 0) - 1e-9)
        }
        const cues = film.burns ? filmCues({ shots: film.shots }, plan.layout) : []
        const drawn = copied.filter((at) =>
          cues.some(({ start, end }) => framesToSeconds(at, fps) >= start && framesToSeconds(at, fps) < end),
        )
        expect(drawn).toEqual([])
      }),
      { numRuns: 120 },
    )
  })

  it('count every encoded frame with its shot, a shared one with both', () => {
    fc.assert(
      fc.property(anyFilm, (film) => {
        const { shots, joins, encodedFrames } = planOf(film)
        const shared = joins.reduce((sum, { frames }) => sum + frames, 0)
        expect(shots.reduce((sum, shot) => sum + shot.encodedFrames, 0) - shared).toBe(encodedFrames)
        for (const { action, frames, encodedFrames, reasons } of shots) {
          expect(action === 'copy').toBe(encodedFrames === 0)
          expect(action === 'partly').toBe(encodedFrames > 0 && encodedFrames < frames)
          expect(reasons.length > 0).toBe(action !== 'copy')
        }
      }),
      { numRuns: 120 },
    )
  })
})
