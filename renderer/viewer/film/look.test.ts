import { describe, expect, it } from 'vitest'
import type { BoundShot } from '../../../nodes/cut/cut.ts'
import type { ClipFacts } from '../../../nodes/cut/facts.ts'
import { clipFrameAt, layOut } from '../../../nodes/cut/layout.ts'
import { clipSecondsAt, pictureSecondsAt, shownAt } from './look.ts'

const fps = { num: 24, den: 1 }
const clip: ClipFacts = { id: 'a'.repeat(64), kind: 'video', name: 'clip', hasSound: true, fps, frames: 48 }
const film = (...shots: BoundShot[]) => layOut({ shots }, [clip, { ...clip, fps: { num: 30, den: 1 } }], fps)
const dissolve = { kind: 'dissolve', seconds: 1 } as const

describe('what is on screen', () => {
  it('is one shot, whole and as loud as it is', () => {
    const layout = film({ clip: 0 }, { clip: 0 })
    expect(shownAt(layout, 47)).toEqual([{ index: 0, opacity: 1, gain: 1 }])
    expect(shownAt(layout, 48)).toEqual([{ index: 1, opacity: 1, gain: 1 }])
    expect(shownAt(layout, 96)).toEqual([])
  })

  it('is two shots while they dissolve, one growing louder as the other fades', () => {
    const layout = film({ clip: 0, join: dissolve }, { clip: 0 })
    expect(shownAt(layout, 36)).toEqual([
      { index: 0, opacity: 1, gain: 0.5 },
      { index: 1, opacity: 0.5, gain: 0.5 },
    ])
  })

  it('is black in the middle of a fade through black, and only one shot beside it', () => {
    const layout = film({ clip: 0, join: { kind: 'fade-black', seconds: 1 } }, { clip: 0 })
    const [out, into] = shownAt(layout, 36)
    expect(into).toMatchObject({ index: 1, opacity: 1, veil: { colour: 'black', opacity: 1 } })
    expect(out?.veil).toBeUndefined()
    expect(shownAt(layout, 30)[1]).toMatchObject({ opacity: 0 })
  })

  it.each([
    ['wipe-left', [0, 0, 0, 0.75]],
    ['wipe-right', [0, 0.75, 0, 0]],
    ['wipe-up', [0.75, 0, 0, 0]],
    ['wipe-down', [0, 0, 0.75, 0]],
  ] as const)('%s moves its edge that way', (kind, hidden) => {
    const layout = film({ clip: 0, join: { kind, seconds: 1 } }, { clip: 0 })
    expect(shownAt(layout, 30)[1]?.hidden).toEqual(hidden)
  })

  it('comes out of black and silence where the shot fades in', () => {
    const layout = film({ clip: 0, fadeIn: 1, volume: 2 })
    expect(shownAt(layout, 6)).toEqual([
      { index: 0, opacity: 1, gain: 0.5, veil: { colour: 'black', opacity: 0.75 } },
    ])
  })

  it('is silent where the shot is muted', () => {
    expect(shownAt(film({ clip: 0, muted: true }), 3)[0]?.gain).toBe(0)
  })
})

describe('the time of a clip', () => {
  it('lies in the middle of the very frame that the film shows', () => {
    const layout = film({ clip: 1, from: 7, to: 40, speed: 2 })
    const [laid] = layout.shots
    for (let frame = 0; frame < layout.frames; frame++) {
      const seconds = pictureSecondsAt(layout, laid!, frame)!
      expect(Math.floor(seconds * 30)).toBe(clipFrameAt(laid!, frame, fps))
    }
  })

  it('goes on with the speed of the shot, from where it was trimmed', () => {
    const layout = film({ clip: 0, from: 24, speed: 0.5 })
    expect(clipSecondsAt(layout, layout.shots[0]!, 24)).toBeCloseTo(1.5)
  })
})
