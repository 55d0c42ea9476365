import { describe, expect, it } from 'vitest'
import type { AudioTrack, VideoTrack } from '../ffmpeg/probe.ts'
import type { Joinable, JoinAudio, JoinVideo } from '../mp4/joinable.ts'
import type { Starts } from '../mp4/starts.ts'
import type { StitchClip } from './clip.ts'
import { describePlan } from './describe.ts'
import { planStitch, type StitchSettings } from './plan-stitch.ts'

const video: VideoTrack = {
  codec: 'h264',
  codecTag: 'avc1',
  width: 720,
  height: 1280,
  codedWidth: 720,
  codedHeight: 1280,
  pixFmt: 'yuv420p',
  sar: { num: 1, den: 1 },
  rotation: 0,
  fps: { num: 24, den: 1 },
  averageFps: { num: 24, den: 1 },
  frames: 48,
  timeBase: { num: 1, den: 12288 },
  hasBFrames: true,
  durationSeconds: 2,
  startSeconds: 0,
}
const audio: AudioTrack = {
  codec: 'aac',
  profile: 'LC',
  sampleRate: 48000,
  channels: 2,
  layout: 'stereo',
  timeBase: { num: 1, den: 48000 },
  durationSeconds: 2,
  startSeconds: 0,
}

interface Made {
  video?: Partial<VideoTrack>
  audio?: Partial<AudioTrack> | 'none'
  settings?: string
  timescale?: number
  starts?: Starts['state']
  /** Not a plain MP4. */
  foreign?: true
}

/** What the plan looks at, of clips that need not exist. */
function clip(made: Made = {}): StitchClip {
  const { settings = 'usual', timescale = 12288, starts = 'clean' } = made
  const sound = made.audio === 'none' ? undefined : { ...audio, ...made.audio }
  const picture = { ...video, ...made.video }
  const track = { timescale, samples: { count: picture.frames ?? 0 } }
  const joinable: Joinable = {
    video: { config: Buffer.from(settings), track } as JoinVideo,
    ...(sound && { audio: { entry: { sound: { config: Buffer.from('aac') } } } as JoinAudio }),
    obstacles: [],
  }
  return {
    mediaId: 'x',
    name: 'rain.mp4',
    probe: { format: 'mov', bytes: 1, durationSeconds: 2, video: picture, ...(sound && { audio: sound }) },
    ...(!made.foreign && { joinable, starts: { state: starts, whole: new Uint8Array() } }),
  }
}

const auto: StitchSettings = { size: 'auto', fps: 'auto', fit: 'fit' }
const plan = (clips: readonly Made[], settings: Partial<StitchSettings> = {}) =>
  planStitch(clips.map(clip), { ...auto, ...settings })

/** The sentences about the second of three clips. */
const said = (odd: Made) => plan([{}, odd, {}]).clips[1]!.reasons.map(({ text }) => text)

describe('planStitch', () => {
  it('copies clips that agree', () => {
    expect(plan([{}, {}])).toEqual({
      mode: 'copy',
      output: {
        width: 720,
        height: 1280,
        fps: { num: 24, den: 1 },
        fit: 'fit',
        audio: { sampleRate: 48000, channels: 2 },
      },
      clips: [
        { mediaId: 'x', action: 'copy', frames: 48, reasons: [] },
        { mediaId: 'x', action: 'copy', frames: 48, reasons: [] },
      ],
      seconds: 4,
      reasons: [],
    })
  })

  it.each<[Made, string]>([
    [{ video: { width: 480, height: 854 } }, 'Clip 2 is 480 × 854: fitted into 720 × 1280'],
    [{ video: { fps: { num: 30, den: 1 } } }, 'Clip 2 is 30 fps: converted to 24 fps'],
    [
      { foreign: true, video: { averageFps: { num: 18, den: 1 } } },
      'Clip 2 has a varying frame rate: made a steady 24 fps',
    ],
    [{ video: { codec: 'hevc' } }, 'Clip 2 is H.265: converted to H.264'],
    [{ video: { fieldOrder: 'tt' } }, 'Clip 2 is interlaced: made into whole frames'],
    [{ video: { rotation: 180 } }, 'Clip 2 is turned by 180° when played, not by 0°: turned upright'],
    [
      { video: { colorRange: 'pc' } },
      'Clip 2 has other colours (unmarked, full range instead of unmarked): converted',
    ],
    [{ settings: 'other' }, 'Clip 2 was encoded with other settings than most clips'],
    [{ starts: 'no_whole_start' }, 'Clip 2 does not begin with a whole picture'],
    [{ starts: 'own_settings' }, 'Clip 2 changes its decoder settings on the way'],
    [{ foreign: true }, 'Clip 2 is not a plain MP4 file: converted'],
    [{ audio: { sampleRate: 44100 } }, 'The sound of clip 2 has 44100 Hz instead of 48000: converted'],
    [{ audio: { layout: 'mono', channels: 1 } }, 'The sound of clip 2 is mono instead of stereo: converted'],
    [{ audio: { codec: 'mp3' } }, 'The sound of clip 2 is MP3: converted to AAC'],
  ])('says why a clip cannot be copied: %j', (odd, sentence) => {
    expect(said(odd)).toContain(sentence)
    expect(plan([{}, odd, {}]).mode).toBe('encode')
  })

  it.each<[Made, string]>([
    [{ audio: 'none' }, 'Clip 2 has no sound: silence added'],
    [{ audio: { durationSeconds: 1.2 } }, 'The sound of clip 2 ends 0.8 s early: silence added'],
    [{ audio: { durationSeconds: 3 } }, 'The sound of clip 2 is 1.0 s too long: cut'],
  ])('mentions what is done to the sound of a copy: %j', (odd, sentence) => {
    expect(said(odd)).toEqual([sentence])
    expect(plan([{}, odd, {}]).mode).toBe('copy')
  })

  it('names one reason, not everything that follows from it', () => {
    expect(said({ video: { width: 480, height: 854 }, settings: 'other' })).toHaveLength(1)
  })

  it('takes what most clips are like, and of equals what comes first', () => {
    const wide = { video: { width: 1280, height: 720 } }
    expect(plan([wide, {}, {}]).output).toMatchObject({ width: 720, height: 1280 })
    expect(plan([wide, {}]).output).toMatchObject({ width: 1280, height: 720 })
    expect(plan([{ video: { fps: { num: 30, den: 1 } } }, {}]).output.fps).toEqual({ num: 30, den: 1 })
  })

  it('encodes everything when another size or rate is asked for', () => {
    const square = plan([{}, {}], { size: '1080x1080', fit: 'fill' })
    expect(square.mode).toBe('encode')
    expect(square.clips.map(({ reasons }) => reasons[0]?.text)).toEqual([
      'Clip 1 is 720 × 1280: cropped to fill 1080 × 1080',
      'Clip 2 is 720 × 1280: cropped to fill 1080 × 1080',
    ])
    expect(plan([{}], { fps: '30' })).toMatchObject({ mode: 'encode', clips: [{ frames: 60 }], seconds: 2 })
    expect(plan([{}], { fps: '29.97' }).output.fps).toEqual({ num: 30000, den: 1001 })
  })

  it('copies when what is asked for is what the clips are', () => {
    expect(plan([{}, {}], { size: '720x1280', fps: '24' }).mode).toBe('copy')
  })

  it('encodes clips whose clocks have no common tick that 32 bits can count', () => {
    const clocks = plan([{ timescale: 16_000_057 }, { timescale: 12_288 }])
    expect(clocks.clips[1]!.reasons[0]?.code).toBe('clock')
    expect(plan([{ timescale: 90_000 }, { timescale: 12_288 }]).mode).toBe('copy')
  })

  it('makes odd sizes even and wide pixels square', () => {
    const { output } = plan([
      { video: { width: 1079, height: 607, sar: { num: 4, den: 3 }, pixFmt: 'yuv444p' } },
    ])
    expect(output).toMatchObject({ width: 1438, height: 608 })
  })

  it('runs at the standard rate that a recorder meant', () => {
    const recorded = {
      foreign: true,
      video: { fps: { num: 2983, den: 100 }, averageFps: { num: 2983, den: 100 } },
    } as const
    expect(plan([recorded]).output.fps).toEqual({ num: 30000, den: 1001 })
  })

  it('says that a copy was tried in vain', () => {
    const again = planStitch([clip(), clip()], auto, 'it does not decode cleanly')
    expect(again.mode).toBe('encode')
    expect(describePlan(again)).toBe(
      '2 clips encoded to 720 × 1280, 24 fps. The copied film did not pass its check (it does not decode cleanly), so it was encoded.',
    )
  })

  it.each<[Partial<StitchSettings>, RegExp]>([
    [{ size: '721x1280' }, /even/],
    [{ size: '0x0' }, /even/],
    [{ size: '99999x2' }, /even/],
    [{ fps: '0' }, /1 to 120/],
    [{ fps: '1e9' as '1' }, /1 to 120/],
  ])('refuses %j', (settings, reason) => {
    expect(() => plan([{}], settings)).toThrow(reason)
  })
})

describe('describePlan', () => {
  it('says what was done, and the first reasons', () => {
    expect(describePlan(plan([{}, {}]))).toBe('2 clips joined without encoding: 720 × 1280, 24 fps.')
    const many = plan(
      Array.from({ length: 6 }, (_, i) => (i < 2 ? {} : { video: { width: 2 * i, height: 16 } })),
    )
    expect(describePlan(many)).toMatch(
      /^6 clips encoded to 720 × 1280, 24 fps\. Clip 3 is .*\. And 1 more\.$/,
    )
  })
})
