import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { layOut } from '../../../nodes/cut/layout.ts'
import type { Film } from '../../store/film.ts'
import { createFilmClock, type FilmClock } from './clock.ts'
import type { Screen } from './screen.ts'

const fps = { num: 24, den: 1 }
const still = { id: 'a'.repeat(64), kind: 'image', name: 'still', hasSound: false } as const
/** Four seconds: 96 frames. */
const layout = layOut(
  {
    shots: [
      { clip: 0, seconds: 2 },
      { clip: 0, seconds: 2 },
    ],
  },
  [still],
  fps,
)
const film = { layout } as unknown as Film

let frames: ((now: number) => void)[] = []
let now = 0
let ready = true
let running: number | undefined
let moves = 0
let clock: FilmClock

const screen = {
  setFilm() {},
  show() {},
  isReady: () => ready,
  running: () => running,
} as unknown as Screen

/** Lets time pass in steps of 20 ms, as a screen does. */
function pass(seconds: number): void {
  for (let step = 0; step < Math.round(seconds / 0.02); step++) {
    now += 20
    for (const frame of frames.splice(0)) frame(now)
  }
}

beforeEach(() => {
  frames = []
  now = 0
  ready = true
  running = undefined
  moves = 0
  vi.stubGlobal('requestAnimationFrame', (frame: (now: number) => void) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => (frames = []))
  vi.stubGlobal('performance', { now: () => now })
  clock = createFilmClock({ film, screen, onMove: () => (moves += 1) })
})
afterEach(() => vi.unstubAllGlobals())

describe('the clock of a film', () => {
  it('moves over stills by itself, at the rate it was given', () => {
    clock.go(2)
    pass(1)
    expect(clock.position()).toBeCloseTo(48, 0)
  })

  it('follows the clip in the lead, and never goes back for it', () => {
    clock.go(1)
    running = 30.5
    pass(0.04)
    expect(clock.position()).toBe(30.5)
    running = 29
    pass(0.04)
    expect(clock.position()).toBe(30.5)
  })

  it('waits for a picture that is late', () => {
    ready = false
    clock.go(1)
    pass(1)
    expect(clock.position()).toBe(0)
    ready = true
    pass(0.5)
    expect(clock.position()).toBeCloseTo(12, 0)
  })

  it('stops on the last frame', () => {
    clock.go(1)
    pass(5)
    expect([clock.position(), clock.rate()]).toEqual([95, 0])
  })

  it('begins again between its marks where it loops', () => {
    clock.setLoop({ loop: true, marks: { in: 24, out: 48 } })
    clock.jump(24)
    clock.go(1)
    pass(2.5)
    expect(clock.rate()).toBe(1)
    expect(clock.position()).toBeGreaterThanOrEqual(24)
    expect(clock.position()).toBeLessThan(48)
  })

  it('goes backwards down to the first frame', () => {
    clock.jump(24)
    clock.go(-2)
    pass(0.3)
    expect(clock.position()).toBeCloseTo(24 - 0.3 * 48, 0)
    pass(1)
    expect([clock.position(), clock.rate()]).toEqual([0, 0])
  })

  it('stands on a whole frame inside the film, and says when it moved', () => {
    clock.go(1)
    pass(0.33)
    clock.go(0)
    expect(Number.isInteger(clock.position())).toBe(true)
    const before = moves
    clock.jump(1_000)
    expect(clock.position()).toBe(95)
    expect(moves).toBe(before + 1)
  })

  it('is held to a film that was cut shorter', () => {
    clock.jump(90)
    const shorter = layOut({ shots: [{ clip: 0, seconds: 1 }] }, [still], fps)
    clock.setFilm({ layout: shorter } as unknown as Film)
    expect(clock.position()).toBe(23)
  })
})
