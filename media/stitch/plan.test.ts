import { describe, expect, it } from 'vitest'
import type { BoundCut, BoundShot } from '../../nodes/cut/cut.ts'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import type { FilmClip, StitchPlan } from './film.ts'
import { planFilm, type PlanOptions } from './plan.ts'
import { highConfig, type Made, madeClip, soundClip, stillClip } from './plan/made-clips.ts'

interface Wishes extends PlanOptions {
  readonly size?: FilmSettings['size']
  readonly fps?: FilmSettings['fps']
  readonly fit?: FilmSettings['fit']
  readonly cut?: Omit<BoundCut, 'shots'>
  readonly shots?: readonly BoundShot[]
}

/** Clips are equally loud unless a test says otherwise. */
function plan(
  made: readonly (Made | FilmClip)[],
  { cut, shots, music, mayCopy, codec, ...rest }: Wishes = {},
): StitchPlan {
  const clips = made.map((one) => ('facts' in one ? one : madeClip({ loudness: -14, ...one })))
  const bound = { ...cut, shots: [...(shots ?? clips.map((_, clip) => ({ clip })))] }
  return planFilm(clips, FilmSettings.parse({ ...rest, cut: bound }), {
    ...(music && { music }),
    mayCopy,
    codec,
  })
}

const actions = ({ shots }: StitchPlan) => shots.map(({ action }) => action)
const kinds = ({ pieces }: StitchPlan) => pieces.map(({ kind, frames }) => `${kind} ${frames}`)
const codes = ({ shots }: StitchPlan) => shots.map(({ reasons }) => reasons.map(({ code }) => code))

describe('a film of clips that agree', () => {
  it('is copied', () => {
    const film = plan([{}, {}])
    expect(film).toMatchObject({
      mode: 'copy',
      width: 720,
      height: 1280,
      codec: 'h264',
      frames: 192,
      encodedFrames: 0,
      sound: { action: 'copy', reasons: [] },
      reasons: [],
      format: { fps: { num: 24, den: 1 }, audio: { sampleRate: 48000, channels: 2 } },
      joins: [{ kind: 'cut', frames: 0, action: 'copy' }],
    })
    expect(film.format).not.toHaveProperty('like')
    expect(actions(film)).toEqual(['copy', 'copy'])
    expect(film.pieces).toEqual([
      { kind: 'copy', at: 0, frames: 96, clip: 0, first: 0, samples: 96 },
      { kind: 'copy', at: 96, frames: 96, clip: 1, first: 0, samples: 96 },
    ])
  })

  it('is copied also where their parameter sets differ', () => {
    expect(plan([{}, { config: highConfig }]).mode).toBe('copy')
  })

  it('is as large as what is copied into it', () => {
    const { bytes } = plan([{}, {}])
    expect(bytes).toBeGreaterThan(2 * 96 * 1_000)
    expect(bytes).toBeLessThan(2 * 96 * 1_000 * 1.5 + 120_000)
  })
})

/** One row for each way in which ffmpeg's own concat goes wrong without a word. */
describe('a clip that deviates, between two that do not', () => {
  it.each<[string, Made, { action: string; says: string[]; sound: string; sounds: string[] }]>([
    ['nothing', {}, { action: 'copy', says: [], sound: 'copy', sounds: [] }],
    ['parameter sets', { config: highConfig }, { action: 'copy', says: [], sound: 'copy', sounds: [] }],
    ['timescale', { timescale: 2_000_000_016 }, { action: 'copy', says: [], sound: 'copy', sounds: [] }],
    [
      'frame rate',
      { rate: 30, frames: 120 },
      { action: 'conform', says: ['Clip 2 is 30 fps: converted to 24 fps'], sound: 'copy', sounds: [] },
    ],
    [
      'size',
      { video: { width: 480, height: 854 } },
      {
        action: 'conform',
        says: ['Clip 2 is 480 × 854: fitted into 720 × 1280'],
        sound: 'copy',
        sounds: [],
      },
    ],
    [
      'no sound',
      { audio: 'none' },
      { action: 'copy', says: [], sound: 'copy', sounds: ['Clip 2 has no sound: silence added'] },
    ],
    [
      'sample rate',
      { audio: { sampleRate: 44100 } },
      {
        action: 'copy',
        says: [],
        sound: 'encode',
        sounds: ['The sound of clip 2 has 44100 Hz instead of 48000: converted'],
      },
    ],
    [
      'channels',
      { audio: { channels: 1, layout: 'mono' } },
      {
        action: 'copy',
        says: [],
        sound: 'encode',
        sounds: ['The sound of clip 2 is mono instead of stereo: converted'],
      },
    ],
    [
      'MP3',
      { audio: { codec: 'mp3', profile: undefined }, obstacles: ['sound_codec'] },
      {
        action: 'copy',
        says: [],
        sound: 'encode',
        sounds: ['The sound of clip 2 is MP3: converted to AAC'],
      },
    ],
    // The order of the tracks is gone before a plan is made: the clip is the same as every other.
    ['track order', {}, { action: 'copy', says: [], sound: 'copy', sounds: [] }],
    [
      'rotation',
      { video: { rotation: 90, codedWidth: 1280, codedHeight: 720 } },
      {
        action: 'conform',
        says: ['Clip 2 is turned by 90° when played, not by 0°: turned upright'],
        sound: 'copy',
        sounds: [],
      },
    ],
    [
      'HEVC',
      { video: { codec: 'hevc' } },
      { action: 'conform', says: ['Clip 2 is H.265: converted to H.264'], sound: 'copy', sounds: [] },
    ],
    [
      '10 bit',
      { video: { pixFmt: 'yuv420p10le' } },
      {
        action: 'conform',
        says: ['Clip 2 stores its colours as yuv420p10le: converted to what plays everywhere'],
        sound: 'copy',
        sounds: [],
      },
    ],
    [
      'full range',
      { video: { pixFmt: 'yuvj420p', colorRange: 'pc' } },
      {
        action: 'conform',
        says: ['Clip 2 has other colours (unmarked, full range instead of unmarked): converted'],
        sound: 'copy',
        sounds: [],
      },
    ],
    [
      'pixel shape',
      { video: { width: 960, sar: { num: 3, den: 4 } } },
      {
        action: 'conform',
        says: ['Clip 2 has pixels of the shape 3:4 instead of 1:1: made square'],
        sound: 'copy',
        sounds: [],
      },
    ],
    ['no reordered frames', { reordered: 0 }, { action: 'copy', says: [], sound: 'copy', sounds: [] }],
    [
      'longer sound',
      { audio: { durationSeconds: 5 } },
      { action: 'copy', says: [], sound: 'copy', sounds: ['The sound of clip 2 is 1.0 s too long: cut'] },
    ],
    [
      'shorter sound',
      { audio: { durationSeconds: 3 } },
      {
        action: 'copy',
        says: [],
        sound: 'copy',
        sounds: ['The sound of clip 2 ends 1.0 s early: silence added'],
      },
    ],
    [
      'varying rate',
      { obstacles: ['rate_varies'], video: { averageFps: { num: 22, den: 1 } } },
      {
        action: 'conform',
        says: ['Clip 2 has a varying frame rate: made a steady 24 fps'],
        sound: 'copy',
        sounds: [],
      },
    ],
  ])('in %s', (_, odd, { action, says, sound, sounds }) => {
    const film = plan([{}, odd, {}])
    expect(actions(film)).toEqual(['copy', action, 'copy'])
    expect(film.shots[1]!.reasons.map(({ text }) => text)).toEqual(says)
    expect(film.sound.action).toBe(sound)
    expect(film.sound.reasons.map(({ text }) => text)).toEqual(sounds)
    expect(film.mode).toBe(action === 'copy' ? 'copy' : 'partly')
    expect(film.format.like === undefined).toBe(action === 'copy')
  })

  it.each<[Made, string]>([
    [
      { damage: '3 frames are broken' },
      'Clip 2 does not play cleanly (3 frames are broken): mended as far as possible',
    ],
    [{ video: { fieldOrder: 'tt' } }, 'Clip 2 is interlaced: made into whole frames'],
    [{ video: { codec: 'mpeg4' }, foreign: true }, 'Clip 2 is MPEG-4: converted to H.264'],
    [{ foreign: true }, 'Clip 2 is not a plain MP4 file: converted'],
    [{ obstacles: ['hidden_frames'] }, 'Clip 2 hides some of its frames: they stay out'],
    [{ starts: 'no_whole_start' }, 'Clip 2 does not begin with a whole picture'],
    [{ starts: 'own_settings' }, 'Clip 2 changes its decoder settings on the way'],
    [{ config: withShortLengths() }, 'Clip 2 is packed unlike what most players expect: converted'],
    [{ video: { colorSpace: 'bt709' } }, 'Clip 2 has other colours (bt709 instead of unmarked): converted'],
    [
      { video: { colorTransfer: 'smpte2084', codec: 'hevc', pixFmt: 'yuv420p10le' } },
      'Clip 2 is HDR: converted to standard brightness',
    ],
  ])('is converted alone: %j', (odd, sentence) => {
    const film = plan([{}, odd, {}])
    expect(actions(film)).toEqual(['copy', 'conform', 'copy'])
    expect(film.shots[1]!.reasons.map(({ text }) => text)).toContain(sentence)
  })
})

function withShortLengths(): Buffer {
  const config = Buffer.from(highConfig)
  config[4] = (config[4]! & ~3) | 1
  return config
}

describe('what encoded frames are like', () => {
  it('follows the copied clips, under a number that none of them uses', () => {
    const odd = { video: { width: 480, height: 854 } }
    const marked = { video: { colorSpace: 'bt709', colorPrimaries: 'bt709', colorTransfer: 'bt709' } }
    expect(plan([{}, odd, {}]).format.like).toEqual({
      profile: 77,
      level: 12,
      sar: { num: 1, den: 1 },
      fullRange: false,
      setId: 1,
    })
    expect(plan([marked, { ...marked, config: highConfig }, odd]).format.like).toMatchObject({
      profile: 100,
      matrix: 'bt709',
      primaries: 'bt709',
      transfer: 'bt709',
      setId: 2,
    })
  })
})

describe('which clips the others follow', () => {
  const wide = { video: { width: 1280, height: 720 } }

  it('are most of them, and of equals the first', () => {
    expect(actions(plan([wide, {}, {}]))).toEqual(['conform', 'copy', 'copy'])
    expect(actions(plan([wide, {}]))).toEqual(['copy', 'conform'])
  })

  it('are those that can be copied, where the others cannot', () => {
    const film = plan([{ foreign: true }, { foreign: true }, { foreign: true }, {}])
    expect(actions(film)).toEqual(['conform', 'conform', 'conform', 'copy'])
  })

  it('are none when the film is to be unlike all', () => {
    const film = plan([{}, {}], { size: '1080x1080', fit: 'fill' })
    expect(film).toMatchObject({ mode: 'encode', width: 1080, height: 1080, encodedFrames: 192 })
    expect(film.shots.map(({ reasons }) => reasons[0]?.text)).toEqual([
      'Clip 1 is 720 × 1280: cropped to fill 1080 × 1080',
      'Clip 2 is 720 × 1280: cropped to fill 1080 × 1080',
    ])
    expect(kinds(film)).toEqual(['render 192'])
    expect(codes(plan([{}], { fps: '30' }))).toEqual([['rate']])
  })

  it('are those that have the size and rate asked for', () => {
    expect(actions(plan([wide, wide, {}], { size: '720x1280' }))).toEqual(['conform', 'conform', 'copy'])
    expect(plan([{}, {}], { size: '720x1280', fps: '24' }).mode).toBe('copy')
  })
})

describe('pictures that only stand beside their like', () => {
  const hevc = { video: { codec: 'hevc' } }
  const turned = { video: { rotation: 90, codedWidth: 1280, codedHeight: 720 } } as const
  const wide = { video: { width: 960, sar: { num: 3, den: 4 } } }

  it('are copied when all of them are', () => {
    expect(plan([hevc, hevc])).toMatchObject({ mode: 'copy', codec: 'hevc', format: { codec: 'hevc' } })
    expect(plan([turned, turned]).mode).toBe('copy')
    expect(plan([wide, wide])).toMatchObject({ mode: 'copy', width: 960, height: 1280 })
  })

  it('are copied when they are cut at whole pictures', () => {
    const ends = [
      { clip: 0, from: 24 },
      { clip: 1, to: 48 },
    ]
    expect(plan([hevc, hevc], { shots: ends })).toMatchObject({ mode: 'copy', codec: 'hevc', frames: 120 })
  })

  it.each([
    [hevc, 'film_codec', ['codec']],
    [wide, 'film_upright', ['pixel_shape']],
    [turned, 'film_upright', ['rotation']],
  ])('are all encoded as soon as one frame must be: %j', (made, code, reasons) => {
    const film = plan([made, made], { shots: [{ clip: 0, from: 3 }, { clip: 1 }] })
    expect(film).toMatchObject({ mode: 'encode', codec: 'h264', width: 720, reasons: [{ code }] })
    expect(film.format).not.toHaveProperty('like')
    expect(actions(film)).toEqual(['conform', 'conform'])
    expect(codes(film)).toEqual([reasons, reasons])
  })

  it('are encoded where only H.264 will do', () => {
    const film = plan([hevc, hevc], { codec: 'h264' })
    expect(film).toMatchObject({ mode: 'encode', codec: 'h264', sound: { action: 'copy' }, reasons: [] })
    expect(codes(film)).toEqual([['codec'], ['codec']])
    expect(plan([{}, {}], { codec: 'h264' }).mode).toBe('copy')
  })

  it('give way to H.264 that can stand beside encoded frames', () => {
    const film = plan([hevc, hevc, {}])
    expect(actions(film)).toEqual(['conform', 'conform', 'copy'])
    expect(film.codec).toBe('h264')
  })
})

describe('what was asked of clips that could be copied', () => {
  const encoded = (film: StitchPlan) => film.shots.map(({ encodedFrames }) => encodedFrames)

  it('costs at an end only the frames that others are decoded after', () => {
    const film = plan([{}], { shots: [{ clip: 0, to: 50 }] })
    expect(kinds(film)).toEqual(['copy 49', 'render 1'])
    expect(film.shots).toMatchObject([{ action: 'partly', reasons: [{ code: 'beside_cuts' }] }])
  })

  it('costs at a start the frames up to the next whole picture', () => {
    const film = plan([{}], { shots: [{ clip: 0, from: 10 }] })
    expect(kinds(film)).toEqual(['render 14', 'copy 72'])
    expect(film.pieces[1]).toMatchObject({ at: 14, first: 24, samples: 72 })
  })

  it('encodes a shot in which no whole picture begins', () => {
    const film = plan([{}, { group: 250 }], { shots: [{ clip: 0 }, { clip: 1, from: 1 }] })
    expect(actions(film)).toEqual(['copy', 'encode'])
    expect(codes(film)).toEqual([[], ['no_whole_inside']])
  })

  it('costs nothing to split a clip', () => {
    const film = plan([{}], {
      shots: [
        { clip: 0, to: 37 },
        { clip: 0, from: 37, to: 61 },
        { clip: 0, from: 61 },
      ],
    })
    expect(film).toMatchObject({ mode: 'copy', encodedFrames: 0 })
    expect(kinds(film)).toEqual(['copy 96'])
    expect(actions(film)).toEqual(['copy', 'copy', 'copy'])
  })

  it('encodes of a transition the shared frames and those up to the next whole picture', () => {
    const join = { kind: 'dissolve', seconds: 1 } as const
    const film = plan([{}, {}], { shots: [{ clip: 0, join }, { clip: 1 }] })
    expect(kinds(film)).toEqual(['copy 72', 'render 24', 'copy 72'])
    expect(film.joins).toEqual([{ kind: 'dissolve', frames: 24, action: 'encode' }])
    expect(codes(film)).toEqual([['transition'], ['transition']])
    expect(encoded(film)).toEqual([24, 24])
    expect(film.sound).toMatchObject({ action: 'encode', reasons: [{ code: 'sound_transition' }] })
  })

  it('encodes of a fade only the frames that fade', () => {
    const film = plan([{}], { shots: [{ clip: 0, fadeIn: 1, fadeOut: 0.5 }] })
    // Two of the frames before the fade are decoded after one inside it.
    expect(kinds(film)).toEqual(['render 24', 'copy 58', 'render 14'])
    expect(codes(film)).toEqual([['fades', 'beside_cuts']])
  })

  it('encodes under captions that are drawn in, and nothing under a track of them', () => {
    const shots = [{ clip: 0, lines: [{ start: 1, end: 2, text: 'Rain.' }] }]
    const captions = { style: 'outline', size: 0.035, bottom: 0.8 } as const
    const film = plan([{}], { shots, cut: { captions: { ...captions, show: 'burn' } } })
    expect(kinds(film)).toEqual(['copy 24', 'render 24', 'copy 48'])
    expect(codes(film)).toEqual([['words']])
    expect(plan([{}], { shots, cut: { captions: { ...captions, show: 'track' } } }).mode).toBe('copy')
  })

  it('encodes every frame of a shot at another speed', () => {
    const film = plan([{}, {}], { shots: [{ clip: 0, speed: 2 }, { clip: 1 }] })
    expect(actions(film)).toEqual(['encode', 'copy'])
    expect(film.shots[0]).toMatchObject({
      frames: 48,
      reasons: [{ text: 'Clip 1 plays at 2 times its speed: encoded' }],
    })
  })

  it('makes nothing of a fit or focus that changes no pixel', () => {
    const shots = [{ clip: 0, fit: 'fill', focus: { x: 0, y: 0 } }] as const
    expect(plan([{}], { shots }).mode).toBe('copy')
  })

  it('names the way a shot of another shape is fitted', () => {
    const odd = { video: { width: 480, height: 854 } }
    const film = plan([{}, odd], { shots: [{ clip: 0 }, { clip: 1, fit: 'fill' }] })
    expect(codes(film)).toEqual([[], ['size_cropped']])
  })

  it('draws cards and holds pictures between copied clips', () => {
    const card = { style: 'title', title: 'Rain', text: '', ground: '#000000' } as const
    const film = plan([{}, stillClip], { shots: [{ card, seconds: 2 }, { clip: 0 }, { clip: 1 }] })
    expect(kinds(film)).toEqual(['render 48', 'copy 96', 'render 72'])
    expect(film.shots.flatMap(({ reasons }) => reasons.map(({ text }) => text))).toEqual([
      'Shot 1 is a card: drawn',
      'Shot 3 is a picture: held for 3 s',
    ])
    expect(film.sound.action).toBe('copy')
  })
})

describe('copies that are not worth it', () => {
  const odd = { video: { width: 480, height: 854 } }

  it('are encoded with their neighbours when they are short', () => {
    const film = plan([{}, odd, { frames: 7 }, odd])
    expect(kinds(film)).toEqual(['copy 96', 'render 199'])
    expect(codes(film)[2]).toEqual(['too_short'])
  })

  it('stay copies, however short, where they cost no restart', () => {
    const film = plan([{ frames: 3 }, { frames: 2 }, {}, odd])
    expect(kinds(film)).toEqual(['copy 3', 'copy 2', 'copy 96', 'render 96'])
  })

  it('are given up when hardly anything would be saved', () => {
    const film = plan([{ frames: 8 }, odd])
    expect(kinds(film)).toEqual(['render 104'])
    expect(film.reasons.map(({ code }) => code)).toEqual(['little_left'])
    expect(codes(film)).toEqual([['together'], ['size_fitted']])
    expect(film.format).not.toHaveProperty('like')
  })

  it('are not made when they were tried in vain, and the film says so', () => {
    const film = plan([{}, { rate: 30 }], { mayCopy: 'it does not decode cleanly' })
    expect(film).toMatchObject({ mode: 'encode', sound: { action: 'encode' } })
    expect(film.reasons.map(({ text }) => text)).toEqual([
      'The copied film did not pass its check (it does not decode cleanly), so it was encoded',
    ])
    expect(codes(film)).toEqual([['together'], ['rate']])
    expect(actions(film)).toEqual(['encode', 'conform'])
  })
})

describe('a film that cannot be planned', () => {
  it.each([
    ['without a shot', [], { shots: [] }, /there are none/],
    ['with sound for a picture', [soundClip], {}, /rain.wav is sound without a picture/],
    ['with a shot whose clip is gone', [{}], { shots: [{ clip: 3 }] }, /a shot of the cut has no clip/],
    ['with a shot that shows nothing', [{}], { shots: [{}] }, /a shot of the cut has no clip/],
  ])('is refused: %s', (_, made, wishes, sentence) => {
    expect(() => plan(made, wishes)).toThrow(sentence)
  })
})
