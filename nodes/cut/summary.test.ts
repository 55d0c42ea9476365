import { describe, expect, it } from 'vitest'
import type { FilmPlan, ShotAction } from './film-plan.ts'
import { reason } from './reasons.ts'
import { summarise } from './summary.ts'

type Shots = FilmPlan['shots']

function plan(actions: readonly ShotAction[], rest: Partial<FilmPlan> = {}): FilmPlan {
  const shots = actions.map((action, index): Shots[number] => {
    const encodedFrames = { copy: 0, partly: 10, conform: 48, encode: 48 }[action]
    const clip = index + 1
    const why = {
      copy: [],
      partly: [reason('beside_cuts', { clip })],
      encode: [reason('together', { clip })],
    }
    const reasons = action === 'conform' ? [reason('rate', { clip, from: '30', to: '24' })] : why[action]
    return { action, frames: 48, encodedFrames, reasons: [...reasons] }
  })
  const frames = 48 * shots.length
  const encodedFrames = shots.reduce((sum, shot) => sum + shot.encodedFrames, 0)
  return {
    mode: encodedFrames === 0 ? 'copy' : encodedFrames < frames ? 'partly' : 'encode',
    width: 720,
    height: 1280,
    fps: { num: 24, den: 1 },
    codec: 'h264',
    frames,
    encodedFrames,
    bytes: 1,
    shots,
    joins: [],
    sound: { action: 'copy', reasons: [] },
    reasons: [],
    ...rest,
  }
}

const said = (made: FilmPlan) => summarise(made).lines.map(({ text }) => text)
const many = (count: number) => Array.from({ length: count }, (): ShotAction => 'copy')

describe('the summary of a plan', () => {
  it.each<[readonly ShotAction[], string[]]>([
    [['copy'], ['The clip is copied as it is', 'The sound is copied']],
    [many(20), ['All 20 clips are copied as they are', 'The sound is copied']],
    [
      [...many(18), 'conform', 'conform'],
      ['18 of 20 clips copied', '10 % of the frames are encoded', 'The sound is copied'],
    ],
    [
      ['copy', 'partly', 'conform'],
      ['1 of 3 clips copied, 1 more in part', '40 % of the frames are encoded', 'The sound is copied'],
    ],
    [
      ['partly', 'partly', 'conform'],
      ['2 of 3 clips copied in part', '47 % of the frames are encoded', 'The sound is copied'],
    ],
    [['partly'], ['The clip is copied but for 21 % of its frames', 'The sound is copied']],
    [
      ['conform', 'encode'],
      ['Every frame is encoded', 'The sound is copied'],
    ],
  ])('counts what is copied: %j', (actions, lines) => {
    expect(said(plan(actions))).toEqual(lines)
  })

  it('calls clips copied that only flow into each other, and counts what that costs', () => {
    const flowing = (joins: number) => {
      const made = plan(['copy', ...Array.from({ length: joins + 1 }, (): ShotAction => 'partly')])
      const join = { kind: 'dissolve', frames: 12, action: 'encode' } as const
      const shots = made.shots.map((shot, index) =>
        shot.action === 'copy' ? shot : { ...shot, reasons: [reason('transition', { clip: index + 1 })] },
      )
      const plain = { kind: 'cut', frames: 0, action: 'copy' } as const
      return {
        ...made,
        shots,
        joins: [plain, ...Array.from({ length: joins }, () => join)],
        encodedFrames: 12 * joins,
      }
    }
    expect(said(flowing(1))).toEqual([
      '3 of 3 clips copied; 12 frames at 1 transition encoded',
      'The sound is copied',
    ])
    expect(said(flowing(2))[0]).toBe('4 of 4 clips copied; 24 frames at 2 transitions encoded')
    const trimmed = flowing(1)
    const shots = trimmed.shots.with(1, {
      ...trimmed.shots[1]!,
      reasons: [reason('beside_cuts', { clip: 2 })],
    })
    expect(said({ ...trimmed, shots })[0]).toBe('1 of 3 clips copied, 2 more in part')
  })

  it('tells of the sound apart from the picture', () => {
    expect(said(plan(['copy'], { sound: { action: 'encode', reasons: [] } })).at(-1)).toBe(
      'The sound is encoded',
    )
    expect(said(plan(['copy'], { sound: { action: 'none', reasons: [] } })).at(-1)).toBe('The film is silent')
  })

  it('rounds neither to nothing nor to all', () => {
    expect(said(plan([...many(400), 'partly']))[1]).toBe('1 % of the frames are encoded')
    expect(summarise(plan([...many(400), 'partly'])).lines[1]).toMatchObject({ values: { percent: 1 } })
  })

  it('gives the reasons of the film, the shots and the sound in this order', () => {
    const made = plan(['conform', 'encode', 'partly'], {
      reasons: [reason('little_left', {})],
      sound: { action: 'encode', reasons: [reason('music', {})] },
    })
    expect(summarise(made).reasons.map(({ code }) => code)).toEqual([
      'little_left',
      'rate',
      'beside_cuts',
      'music',
    ])
  })
})
