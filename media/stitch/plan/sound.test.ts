import { describe, expect, it } from 'vitest'
import type { BoundCut, BoundShot } from '../../../nodes/cut/cut.ts'
import { FilmSettings } from '../../../nodes/cut/settings.ts'
import type { FilmClip } from '../film.ts'
import { planFilm, type PlanOptions } from '../plan.ts'
import { type Made, madeClip, stillClip } from './made-clips.ts'

interface Wishes extends PlanOptions {
  readonly shots?: readonly BoundShot[]
  readonly sound?: BoundCut['sound']
}

/** What the plan says about the sound of a film of these clips. */
function soundOf(made: readonly (Made | FilmClip)[], { shots, sound, ...options }: Wishes = {}) {
  const clips = made.map((one) => ('facts' in one ? one : madeClip({ loudness: -14, ...one })))
  const cut = { shots: [...(shots ?? clips.map((_, clip) => ({ clip })))], sound }
  const plan = planFilm(clips, FilmSettings.parse({ cut }), options)
  const { action, reasons } = plan.sound
  return { action, codes: reasons.map(({ code }) => code), texts: reasons.map(({ text }) => text), plan }
}

const asIs = { loudness: 'as-is', target: -14, peak: -1 } as const
const silent: Made = { audio: 'none' }

describe('the sound of a film', () => {
  it('is none where no shot and no music has any', () => {
    const { action, codes, plan } = soundOf([silent, stillClip])
    expect({ action, codes }).toEqual({ action: 'none', codes: [] })
    expect(plan.format).not.toHaveProperty('audio')
    expect(soundOf([{}], { shots: [{ clip: 0, muted: true }] }).action).toBe('none')
  })

  it('is copied with silence where a shot has none', () => {
    const { action, texts } = soundOf([{}, silent, stillClip])
    expect(action).toBe('copy')
    expect(texts).toEqual(['Clip 2 has no sound: silence added'])
  })

  it('is copied as the shots have it', () => {
    const mono = { audio: { sampleRate: 44_100, channels: 1, layout: 'mono' } }
    expect(soundOf([mono, mono]).plan.format.audio).toEqual({ sampleRate: 44_100, channels: 1 })
  })

  it('is copied beside a picture that is encoded', () => {
    const { action, plan } = soundOf([{}, { rate: 30, frames: 120 }, { video: { width: 480, height: 854 } }])
    expect(action).toBe('copy')
    expect(plan.encodedFrames).toBe(192)
  })

  it('is encoded in one way for all where the shots disagree', () => {
    const { action, codes, plan } = soundOf([{}, {}, { audio: { sampleRate: 22_050 } }])
    expect({ action, codes }).toEqual({ action: 'encode', codes: ['sound_rate'] })
    expect(plan.format.audio).toEqual({ sampleRate: 48_000, channels: 2 })
    expect(plan.mode).toBe('copy')
  })

  it.each<[BoundShot, string]>([
    [{ clip: 0, volume: 0.5 }, 'Clip 1 plays at 50 % of its volume'],
    [{ clip: 0, muted: true }, 'Clip 1 is muted'],
    [{ clip: 0, volume: 0 }, 'Clip 1 is muted'],
    [{ clip: 0, speed: 2 }, 'The sound of clip 1 plays at 2 times its speed'],
    [{ clip: 0, fadeOut: 1 }, 'The sound of clip 1 fades in or out'],
    [{ clip: 0, join: { kind: 'fade-black', seconds: 1 } }, 'The sound of clip 1 flows into the next'],
  ])('is encoded where something was asked of it: %j', (shot, sentence) => {
    const { action, texts } = soundOf([{}, {}], { shots: [shot, { clip: 1 }] })
    expect({ action, texts }).toEqual({ action: 'encode', texts: [sentence] })
  })

  it('is encoded under music, though no shot has any', () => {
    const { action, codes, plan } = soundOf([silent], { music: true })
    expect({ action, codes }).toEqual({ action: 'encode', codes: ['music', 'sound_added'] })
    expect(plan.format.audio).toEqual({ sampleRate: 48_000, channels: 2 })
  })

  it('says which sounds of a clip are left out', () => {
    const { action, texts } = soundOf([{}, { otherSounds: 2 }, { otherSounds: 1 }], {
      shots: [{ clip: 0 }, { clip: 1 }, { clip: 0 }],
    })
    expect(action).toBe('copy')
    expect(texts).toEqual(['Clip 2 has 3 sound tracks: the first is heard, the others are left out'])
  })

  it('needs nothing where shots without sound flow into each other', () => {
    const join = { kind: 'dissolve', seconds: 1 } as const
    const shots = [{ clip: 0, join }, { clip: 1 }, { clip: 2 }]
    expect(soundOf([silent, silent, {}], { shots }).action).toBe('copy')
  })

  it('is made even where a shot is off by more than anybody would notice', () => {
    expect(soundOf([{ loudness: -14.9 }, { loudness: -13.1 }]).action).toBe('copy')
    const { action, texts } = soundOf([{ loudness: -15.5 }, { loudness: -20.04 }, {}])
    expect(action).toBe('encode')
    expect(texts).toEqual(['The film is to have -14 LUFS throughout, clip 2 has -20: made even'])
  })

  it('is left as loud as it is where that was asked, or where nothing is to be heard', () => {
    expect(soundOf([{ loudness: -30 }], { sound: asIs }).action).toBe('copy')
    expect(planFilm([madeClip(), madeClip()], FilmSettings.parse({})).sound.action).toBe('copy')
    const muted = { clip: 1, muted: true } as const
    expect(soundOf([{}, { loudness: -40 }], { shots: [{ clip: 0 }, muted] }).codes).toEqual(['sound_muted'])
  })

  it('is decoded where a clip is damaged', () => {
    expect(soundOf([{}, { damage: 'a frame is broken' }]).codes).toEqual(['sound_damaged'])
  })

  it('says what is missing or left over only of the end that is shown', () => {
    const late = { audio: { durationSeconds: 5 } }
    expect(soundOf([late]).codes).toEqual(['sound_long'])
    expect(soundOf([late], { shots: [{ clip: 0, to: 48 }] }).codes).toEqual([])
  })
})
