import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bindCut, plainCut } from './bind.ts'
import {
  addCard,
  changeCard,
  clearTrim,
  cycleJoin,
  decide,
  duplicateShot,
  moveShot,
  removeShot,
  replaceShots,
  setJoin,
  setWhole,
  spareCut,
  splitAt,
  standingCut,
  trimAt,
  trimShot,
} from './change.ts'
import { Cut, joinKinds, shotFits } from './cut.ts'
import type { ClipFacts } from './facts.ts'
import { layOut } from './layout.ts'

const FPS = { num: 24, den: 1 }
const FRAMES = 48
const clip = (index: number): ClipFacts => ({
  id: String(index).repeat(64),
  kind: 'video',
  name: `clip ${index}`,
  fps: FPS,
  frames: FRAMES,
  hasSound: true,
})
const wires = ['a', 'b', 'c'].map((id) => ({ id }))
const facts = wires.map((_, index) => clip(index))
const plain = standingCut(undefined, wires)
const laid = (cut: Cut) => layOut(bindCut(cut, wires) ?? plainCut(wires.length), facts, FPS)
const order = ({ shots }: Cut) => shots.map(({ wire, card }) => wire ?? card!.title)
const framesOf = () => FRAMES

describe('any number of edits', () => {
  const at = fc.integer({ min: -1, max: 6 })
  const wild = fc.double({ min: -1e6, max: 1e6 })
  const frame = fc.integer({ min: -10, max: 400 })
  const edit = fc.oneof(
    fc.tuple(at, at).map(
      ([a, b]) =>
        (cut: Cut) =>
          moveShot(cut, a, b),
    ),
    fc.tuple(at, wild, wild).map(
      ([a, from, to]) =>
        (cut: Cut) =>
          trimShot(cut, a, { from, to, frames: FRAMES }),
    ),
    fc.tuple(at, wild).map(
      ([a, to]) =>
        (cut: Cut) =>
          trimShot(cut, a, { to, frames: FRAMES }),
    ),
    fc.tuple(at, fc.constantFrom('in' as const, 'out' as const, 'both' as const)).map(
      ([a, edge]) =>
        (cut: Cut) =>
          clearTrim(cut, a, edge),
    ),
    fc.tuple(frame, fc.constantFrom('in' as const, 'out' as const)).map(
      ([at, edge]) =>
        (cut: Cut) =>
          trimAt(cut, edge, { layout: laid(cut), frame: at, framesOf })?.cut ?? cut,
    ),
    frame.map((at) => (cut: Cut) => splitAt(cut, laid(cut), at)?.cut ?? cut),
    at.map((a) => (cut: Cut) => duplicateShot(cut, a)),
    at.map((a) => (cut: Cut) => {
      const { cut: left, unused } = removeShot(cut, a)
      // Its connection stays, so here the clip comes back at the end.
      return unused === undefined ? left : standingCut(left, wires)
    }),
    fc.tuple(at, fc.constantFrom(...joinKinds), wild).map(
      ([a, kind, seconds]) =>
        (cut: Cut) =>
          setJoin(cut, a, { kind, seconds }),
    ),
    at.map((a) => (cut: Cut) => cycleJoin(cut, a)),
    fc
      .record({ speed: wild, volume: wild, seconds: wild, fadeIn: wild, fadeOut: wild }, { requiredKeys: [] })
      .chain((numbers) => at.map((a) => (cut: Cut) => decide(cut, a, numbers))),
    fc.tuple(at, fc.constantFrom(...shotFits, 'as-film' as const), fc.boolean(), wild).map(
      ([a, fit, muted, x]) =>
        (cut: Cut) =>
          decide(cut, a, { fit, muted, focus: { x, y: 0.5 } }),
    ),
    fc.tuple(at, fc.array(fc.record({ start: wild, end: wild, text: fc.string() }))).map(
      ([a, lines]) =>
        (cut: Cut) =>
          decide(cut, a, { lines }),
    ),
    at.map((a) => (cut: Cut) => addCard(cut, a, { title: 'Rain' })),
    at.map((a) => (cut: Cut) => changeCard(cut, a, { ground: '#102030' })),
  )

  it('leave a cut that can be saved, laid out and shows every clip', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const cut = edits.reduce((present, change) => change(present), plain)
        expect(Cut.parse(cut)).toEqual(cut)
        const layout = laid(cut)
        expect(layout.frames).toBeGreaterThan(0)
        expect(layout.shots).toHaveLength(cut.shots.length)
        expect(wires.every(({ id }) => cut.shots.some(({ wire }) => wire === id))).toBe(true)
      }),
    )
  })

  it('never touch the cut they were given', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 10 }), edit, (before, change) => {
        const cut = before.reduce((present, next) => next(present), plain)
        const copy = structuredClone(cut)
        change(cut)
        expect(cut).toEqual(copy)
      }),
    )
  })

  it('keep the length of the film when a shot is split, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.integer({ min: 1, max: FRAMES - 1 }), (shot, passed) => {
        const at = shot * FRAMES + passed
        const { cut, index } = splitAt(plain, laid(plain), at)!
        expect(laid(cut).frames).toBe(3 * FRAMES)
        expect(laid(cut).shots[index]!.start).toBe(at)
      }),
    )
  })

  it('split nothing at a cut', () => {
    expect([0, FRAMES, 3 * FRAMES].map((at) => splitAt(plain, laid(plain), at))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('a shot', () => {
  it('moves to a place, and a move to where it is changes nothing', () => {
    expect(order(moveShot(plain, 0, 1))).toEqual(['b', 'a', 'c'])
    expect(order(moveShot(plain, 2, -5))).toEqual(['c', 'a', 'b'])
    expect(moveShot(plain, 2, 9)).toBe(plain)
  })

  it('is trimmed no further than to one frame, and to its ends is no trim', () => {
    const trimmed = trimShot(plain, 0, { from: 12, to: 36, frames: FRAMES })
    expect(trimmed.shots[0]).toEqual({ wire: 'a', from: 12, to: 36 })
    expect(trimShot(trimmed, 0, { from: 90, frames: FRAMES }).shots[0]).toMatchObject({ from: 35, to: 36 })
    expect(trimShot(trimmed, 0, { from: -3, to: 99, frames: FRAMES }).shots[0]).toEqual({ wire: 'a' })
    expect(clearTrim(trimmed, 0, 'in').shots[0]).toEqual({ wire: 'a', to: 36 })
  })

  it('begins or ends with the picture on screen', () => {
    const place = { layout: laid(plain), framesOf }
    expect(trimAt(plain, 'in', { ...place, frame: FRAMES + 10 })).toMatchObject({
      index: 1,
      cut: { shots: [{}, { from: 10 }, {}] },
    })
    expect(trimAt(plain, 'out', { ...place, frame: 10 })?.cut.shots[0]).toEqual({ wire: 'a', to: 11 })
    expect(trimAt(plain, 'out', { ...place, frame: 3 * FRAMES })).toBeUndefined()
  })

  it('keeps its beginning with the first part and its end with the second when it is split', () => {
    const set = setJoin(decide(plain, 0, { fadeIn: 1, fadeOut: 2, speed: 2 }), 0, { kind: 'dissolve' })
    const split = splitAt(set, laid(set), 10)!
    expect(split.cut.shots.slice(0, 2)).toEqual([
      { wire: 'a', speed: 2, fadeIn: 1, to: 20 },
      { wire: 'a', speed: 2, fadeOut: 2, from: 20, join: { kind: 'dissolve', seconds: 0.5 } },
    ])
  })

  it('that is a picture is split by its length, and the words over it with it', () => {
    const card = decide(addCard(plain, 0, { title: 'Rain' }), 0, {
      seconds: 2,
      lines: [
        { start: 0, end: 0.5, text: 'first' },
        { start: 1.5, end: 2, text: 'second' },
      ],
    })
    const { shots } = splitAt(card, laid(card), 24)!.cut
    expect(shots[0]).toMatchObject({ seconds: 1, lines: [{ start: 0, end: 0.5, text: 'first' }] })
    expect(shots[1]).toMatchObject({ seconds: 1, lines: [{ start: 0.5, end: 1, text: 'second' }] })
  })

  it('is removed with its connection only when no other shot shows it', () => {
    const twice = duplicateShot(plain, 0)
    expect(order(twice)).toEqual(['a', 'a', 'b', 'c'])
    expect(removeShot(twice, 0)).toEqual({ cut: plain })
    expect(removeShot(plain, 1)).toMatchObject({ unused: 'b' })
    expect(removeShot(plain, 7)).toEqual({ cut: plain })
  })

  it('says nothing of what it has anyway', () => {
    const loud = decide(plain, 0, { volume: 9, speed: 0, muted: true, fit: 'blur' })
    expect(loud.shots[0]).toEqual({ wire: 'a', volume: 2, speed: 0.25, muted: true, fit: 'blur' })
    expect(decide(loud, 0, { volume: 1, speed: 1, muted: false, fit: 'as-film' })).toEqual(plain)
    expect(decide(plain, 0, { volume: 1 })).toBe(plain)
  })
})

describe('the join to the next shot', () => {
  it('is a plain cut, unless it is said how and how long', () => {
    const faded = setJoin(plain, 0, { kind: 'fade-black', seconds: 9 })
    expect(faded.shots[0]!.join).toEqual({ kind: 'fade-black', seconds: 2 })
    expect(setJoin(faded, 0, { kind: 'dissolve' }).shots[0]!.join).toEqual({ kind: 'dissolve', seconds: 2 })
    expect(setJoin(faded, 0, { kind: 'cut' })).toEqual(plain)
  })

  it('goes through all kinds and back to a plain cut', () => {
    const kinds = joinKinds.reduce<Cut[]>((cuts) => [...cuts, cycleJoin(cuts.at(-1)!, 0)], [plain])
    expect(kinds.map((cut) => cut.shots[0]!.join?.kind ?? 'cut')).toEqual([...joinKinds, 'cut'])
  })
})

describe('a whole film', () => {
  it('that is as nobody had touched it needs no cut', () => {
    expect(spareCut(plain, wires)).toBeUndefined()
    const moved = moveShot(plain, 0, 1)
    expect(spareCut(moved, wires)).toBe(moved)
    expect(spareCut(setWhole(plain, 'captions', { show: 'burn' }), wires)).toBeDefined()
  })

  it('has music, captions and sound of its own, and none that are as always', () => {
    const burned = setWhole(plain, 'captions', { show: 'burn' })
    expect(burned.captions).toMatchObject({ show: 'burn', style: 'outline' })
    expect(setWhole(burned, 'captions', { show: 'off' })).toEqual(plain)
    expect(setWhole(plain, 'sound', { loudness: 'even' })).toBe(plain)
  })

  it('takes over a list from elsewhere, without clips that are not connected', () => {
    const list = [{ wire: 'c', from: 3 }, { wire: 'gone' }, { wire: 'a' }]
    expect(order(replaceShots(plain, list, wires))).toEqual(['c', 'a'])
  })
})
