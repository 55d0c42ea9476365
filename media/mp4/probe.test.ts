import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AudioTrack, Probe, VideoTrack } from '../ffmpeg/probe.ts'
import { readReport } from '../ffmpeg/report.ts'
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
  'turned by a quarter': { turned: 90 },
  'turned upside down': { turned: 180 },
  'turned by three quarters': { turned: 270 },
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
    const probe = probeMp4(await readMp4(file))
    expect(probe).toEqual(await askFfprobe(file))
    expect(probe?.video?.rotation).toBe(recipe.turned ?? 0)
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

async function askFfprobe(file: string): Promise<Probe> {
  const questions = '-show_data_hash md5 -show_streams -show_format -of json'.split(' ')
  const probe = readReport(JSON.parse(await ffprobe(file, questions)))
  return {
    ...probe,
    durationSeconds: about(probe.durationSeconds),
    ...(probe.video && { video: { ...probe.video, ...aboutTimes(probe.video) } }),
    ...(probe.audio && { audio: { ...probe.audio, ...aboutTimes(probe.audio) } }),
  }
}

/** ffprobe prints microseconds; edit lists count milliseconds. */
function aboutTimes({ startSeconds, durationSeconds = Number.NaN }: AudioTrack | VideoTrack) {
  return { startSeconds: about(startSeconds), durationSeconds: about(durationSeconds) }
}

function about(seconds: number): number {
  return expect.closeTo(seconds, 2) as number
}
