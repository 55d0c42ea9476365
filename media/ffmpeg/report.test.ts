import { describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { readReport } from './report.ts'

const format = { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', size: '5000', duration: '2.000000' }
const video = {
  codec_type: 'video',
  codec_name: 'h264',
  codec_tag_string: 'avc1',
  profile: 'High',
  level: 40,
  width: 1080,
  height: 1920,
  pix_fmt: 'yuv420p',
  has_b_frames: 2,
  sample_aspect_ratio: '1:1',
  r_frame_rate: '30000/1001',
  avg_frame_rate: '30000/1001',
  time_base: '1/30000',
  start_time: '0.000000',
  duration: '2.002000',
  nb_frames: '60',
  extradata_hash: 'MD5:4DE8F1FDB0718EA4C89C5A934A18EE9B',
  disposition: { default: 1, attached_pic: 0 },
}
const audio = {
  codec_type: 'audio',
  codec_name: 'aac',
  profile: 'LC',
  sample_rate: '48000',
  channels: 2,
  channel_layout: 'stereo',
  time_base: '1/48000',
  start_time: '0.000000',
  duration: '2.000000',
}
const read = (...streams: object[]) => readReport({ streams, format })
const film = (change: object) => read({ ...video, ...change }).video!

describe('readReport', () => {
  it('reads an ordinary film', () => {
    expect(read(video, audio)).toEqual({
      format: 'mov',
      bytes: 5000,
      durationSeconds: 2.002,
      video: {
        codec: 'h264',
        codecTag: 'avc1',
        profile: 'High',
        level: 40,
        width: 1080,
        height: 1920,
        codedWidth: 1080,
        codedHeight: 1920,
        pixFmt: 'yuv420p',
        sar: { num: 1, den: 1 },
        rotation: 0,
        fps: { num: 30000, den: 1001 },
        averageFps: { num: 30000, den: 1001 },
        frames: 60,
        timeBase: { num: 1, den: 30000 },
        hasBFrames: true,
        extradataHash: '4de8f1fdb0718ea4c89c5a934a18ee9b',
        durationSeconds: 2.002,
        startSeconds: 0,
      },
      audio: {
        codec: 'aac',
        profile: 'LC',
        sampleRate: 48000,
        channels: 2,
        layout: 'stereo',
        timeBase: { num: 1, den: 48000 },
        durationSeconds: 2,
        startSeconds: 0,
      },
    })
  })

  it('does not take the cover of a song, a chapter picture or a data track for a film', () => {
    const cover = { ...video, codec_name: 'mjpeg', disposition: { attached_pic: 1 } }
    const chapter = { ...video, disposition: { timed_thumbnails: 1 } }
    expect(read(audio, cover, chapter, { codec_type: 'data' }, { codec_type: 'video' }).video).toBeUndefined()
  })

  it('takes the film marked as default, else the largest', () => {
    const small = { ...video, width: 160, height: 90, disposition: { default: 1 } }
    const large = { ...video, disposition: { default: 0 } }
    expect(read(large, small).video?.width).toBe(160)
    expect(read({ ...small, disposition: {} }, large).video?.width).toBe(1080)
  })

  it.each([
    [{ side_data_list: [{ side_data_type: 'Display Matrix', rotation: -90 }] }, 90],
    [{ side_data_list: [{ rotation: 90 }] }, 270],
    [{ side_data_list: [{ rotation: 180 }] }, 180],
    [{ side_data_list: [{ rotation: -180 }] }, 180],
    [{ tags: { rotate: '90' } }, 90],
    [{ side_data_list: [{ side_data_type: 'Stereo 3D' }] }, 0],
  ])('turns the way a player does: %j', (change, rotation) => {
    const { width, height, codedWidth, ...turned } = film(change)
    expect(turned.rotation).toBe(rotation)
    expect(codedWidth).toBe(1080)
    expect([width, height]).toEqual(rotation % 180 === 0 ? [1080, 1920] : [1920, 1080])
  })

  it('takes the average where the nominal rate is only a clock', () => {
    expect(film({ r_frame_rate: '1000/1', avg_frame_rate: '2500/101' }).fps).toEqual({ num: 2500, den: 101 })
    expect(film({ r_frame_rate: '30/1', avg_frame_rate: '2997/125' }).fps).toEqual({ num: 30, den: 1 })
    expect(film({ r_frame_rate: '0/0', avg_frame_rate: '25/1' }).fps).toEqual({ num: 25, den: 1 })
  })

  it('leaves out what ffprobe calls unknown', () => {
    const odd = film({
      field_order: 'unknown',
      color_range: 'unknown',
      level: -99,
      codec_tag_string: '[0][0][0][0]',
      sample_aspect_ratio: '0:1',
    })
    expect(odd).toMatchObject({ codecTag: '', sar: { num: 1, den: 1 } })
    expect([odd.fieldOrder, odd.colorRange, odd.level]).toEqual([undefined, undefined, undefined])
  })

  it('measures from the first thing shown to the last, wherever the clock of the file begins', () => {
    const late = { start_time: '1.500000', duration: '2.000000' }
    expect(read({ ...video, ...late }, { ...audio, ...late }).durationSeconds).toBeCloseTo(2)
    const sooner = { ...audio, start_time: '0.500000', duration: '1.000000' }
    expect(read({ ...video, ...late }, sooner).durationSeconds).toBeCloseTo(3)
  })

  it('finds the length where Matroska keeps it, else takes that of the whole file', () => {
    const { duration: _, ...bare } = video
    expect(film({ duration: undefined, tags: { DURATION: '00:01:02.500000000' } }).durationSeconds).toBe(62.5)
    expect(read(bare).durationSeconds).toBe(2)
  })

  it('refuses what is no report at all', () => {
    for (const junk of [undefined, [], 'text', {}, { streams: [video] }, { streams: 'x', format }]) {
      expect(() => readReport(junk)).toThrow(ZodError)
    }
  })
})
