import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Probe } from '../ffmpeg/probe.ts'
import { probeMp4 } from './probe.ts'
import { readMp4 } from './read.ts'
import { type ClipRecipe, ffprobe, makeClip } from './test-clips.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'probe-'))))
afterAll(() => rm(folder, { recursive: true }))

const recipes: Record<string, ClipRecipe> = {
  'plain 24 fps': {},
  'reordered pictures': { rate: '25', video: ['-preset', 'veryfast', '-bf', '3'] },
  'no reordering': { rate: '30', video: ['-bf', '0'] },
  '29.97 fps': { rate: '30000/1001' },
  'index in front': { format: ['-movflags', '+faststart'] },
  'turned by a quarter': { format: ['-metadata:s:v:0', 'rotate=90'] },
  'turned by three quarters': { format: ['-metadata:s:v:0', 'rotate=270'] },
  'no sound': { audio: 'none' },
  'mono at 44.1 kHz': { sampleRate: 44100, audio: ['-ac', '1'] },
  'surround sound': { audio: ['-af', 'pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0'] },
  'sound longer than the picture': { audioSeconds: 1.5 },
  'sound shorter than the picture': { audioSeconds: 0.5 },
  'cropped to an even height': { size: '130x74' },
  '10 bit': { video: ['-pix_fmt', 'yuv420p10le'] },
  '4:4:4': { video: ['-pix_fmt', 'yuv444p'] },
  '4:2:2': { video: ['-pix_fmt', 'yuv422p'] },
  'full range': { video: ['-pix_fmt', 'yuvj420p', '-color_range', 'pc'] },
  'tagged colours': {
    video: ['-colorspace', 'smpte170m', '-color_primaries', 'bt709', '-color_trc', 'iec61966-2-1'],
  },
  'wide pixels': { video: ['-vf', 'setsar=4/3'] },
  'high profile, level 4.1': { video: ['-preset', 'medium', '-profile:v', 'high', '-level', '4.1'] },
  'another clock': { format: ['-video_track_timescale', '90000'] },
  'starting late': { video: ['-vf', 'setpts=PTS+0.7/TB'] },
  'one frame': { video: ['-frames:v', '1'], audio: 'none' },
  'a .mov': { format: ['-f', 'mov'] },
}

describe.each(Object.entries(recipes))('a clip that is %s', (name, recipe) => {
  it('is described as ffprobe describes it', async () => {
    const file = await makeClip(join(folder, `${name.replaceAll(/\W/g, '-')}.mp4`), recipe)
    expect(probeMp4(await readMp4(file))).toEqual(await askFfprobe(file))
  })
})

describe.each<[string, ClipRecipe]>([
  ['a varying frame rate', { video: ['-vf', "select='not(mod(n,3))+mod(n,2)'", '-vsync', 'vfr'] }],
  ['interlaced pictures', { video: ['-flags', '+ilme+ildct', '-preset', 'veryfast'] }],
  ['H.265', { video: ['-c:v', 'libx265', '-x265-params', 'log-level=none'] }],
  ['MP3 sound', { audio: ['-c:a', 'libmp3lame'] }],
  ['two sounds', { audio: ['-map', '0:v', '-map', '1:a', '-map', '1:a'] }],
])('a clip with %s', (name, recipe) => {
  it('is left to ffprobe', async () => {
    const file = await makeClip(join(folder, `${name.replaceAll(/\W/g, '-')}.mp4`), recipe)
    expect(probeMp4(await readMp4(file))).toBeUndefined()
  })
})

/** ffprobe prints microseconds; edit lists count milliseconds. */
const about = (seconds: string | undefined) => expect.closeTo(Number(seconds), 2) as number

async function askFfprobe(file: string): Promise<Probe> {
  const report = JSON.parse(
    await ffprobe(file, ['-show_data_hash', 'md5', '-show_streams', '-show_format', '-of', 'json']),
  ) as { streams: Record<string, unknown>[]; format: Record<string, string> }
  const video = report.streams.find((stream) => stream['codec_type'] === 'video') as Record<string, string>
  const audio = report.streams.find((stream) => stream['codec_type'] === 'audio') as Record<string, string>
  const turned = /rotation of (-?[\d.]+)/.exec(await displayMatrix(file))
  const rotation = ((turned ? -Number(turned[1]) : 0) + 360) % 360
  const upright = rotation % 180 === 0
  const [width, height] = [Number(video['width']), Number(video['height'])]
  return {
    format: 'mov',
    bytes: Number(report.format['size']),
    durationSeconds: about(report.format['duration']),
    video: {
      codec: video['codec_name']!,
      codecTag: video['codec_tag_string']!,
      profile: video['profile'],
      level: Number(video['level']),
      width: upright ? width : height,
      height: upright ? height : width,
      codedWidth: width,
      codedHeight: height,
      pixFmt: video['pix_fmt'],
      sar: fraction(video['sample_aspect_ratio'], ':'),
      rotation: rotation as 0,
      fps: fraction(video['r_frame_rate'], '/'),
      averageFps: fraction(video['avg_frame_rate'], '/'),
      frames: Number(video['nb_frames']),
      timeBase: fraction(video['time_base'], '/'),
      fieldOrder: video['field_order'],
      colorRange: video['color_range'],
      colorSpace: video['color_space'],
      colorTransfer: video['color_transfer'],
      colorPrimaries: video['color_primaries'],
      hasBFrames: Number(video['has_b_frames']) > 0,
      extradataHash: video['extradata_hash']?.slice(4),
      durationSeconds: about(video['duration']),
      startSeconds: about(video['start_time']),
    },
    audio: audio && {
      codec: audio['codec_name']!,
      profile: audio['profile'],
      sampleRate: Number(audio['sample_rate']),
      channels: Number(audio['channels']),
      layout: audio['channel_layout'],
      timeBase: fraction(audio['time_base'], '/'),
      extradataHash: audio['extradata_hash']?.slice(4),
      durationSeconds: about(audio['duration']),
      startSeconds: about(audio['start_time']),
    },
  }
}

/** ffprobe 5 prints the matrix, newer ones the angle as well; the sign is counter-clockwise in both. */
async function displayMatrix(file: string): Promise<string> {
  const json = await ffprobe(file, ['-show_entries', 'stream_side_data=rotation', '-of', 'json'])
  const angle = /"rotation":\s*(-?\d+)/.exec(json)
  return angle ? `rotation of ${angle[1]}` : ''
}

function fraction(text: string | undefined, separator: string) {
  const [num = 1, den = 1] = (text ?? `1${separator}1`).split(separator).map(Number)
  return { num, den }
}
