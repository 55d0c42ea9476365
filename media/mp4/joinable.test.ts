import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readJoinable } from './joinable.ts'
import { readMp4 } from './read.ts'
import { type ClipRecipe, makeClip } from './test-clips.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'joinable-'))))
afterAll(() => rm(folder, { recursive: true }))

let made = 0
async function joinable(recipe: ClipRecipe, extension = 'mp4') {
  return readJoinable(await readMp4(await makeClip(join(folder, `${made++}.${extension}`), recipe)))
}

it.each<[string, ClipRecipe, object, object]>([
  [
    'H.264 and AAC',
    {},
    { codec: 'h264' },
    { codec: 'aac', sampleRate: 48000, channels: 2, packetSamples: 1024 },
  ],
  ['mono', { audio: ['-ac', '1'], sampleRate: 44100 }, { codec: 'h264' }, { channels: 1, sampleRate: 44100 }],
  ['avc3', { video: ['-tag:v', 'avc3'] }, { codec: 'h264' }, { codec: 'aac' }],
  [
    'H.265',
    { video: ['-c:v', 'libx265', '-x265-params', 'log-level=none'], audio: 'none' },
    { codec: 'hevc' },
    {},
  ],
  [
    'Opus',
    { audio: ['-c:a', 'libopus', '-frame_duration', '60'] },
    { codec: 'h264' },
    { codec: 'opus', packetSamples: 2880 },
  ],
])('can move the samples of %s', async (_name, recipe, video, audio) => {
  const found = await joinable(recipe)
  expect(found.obstacles).toEqual([])
  expect(found.video).toMatchObject(video)
  expect(found.audio ?? {}).toMatchObject(audio)
})

it.each<[string, ClipRecipe, string, readonly string[]]>([
  ['MPEG-4', { video: ['-c:v', 'mpeg4'] }, 'mp4', ['container']],
  ['MP3', { audio: ['-c:a', 'libmp3lame'] }, 'mp4', ['sound_codec']],
  ['sound without compression', { audio: ['-c:a', 'pcm_s16le'] }, 'mov', ['sound_codec']],
  [
    'a varying rate',
    { video: ['-vf', "select='not(mod(n,3))+mod(n,2)'", '-vsync', 'vfr'] },
    'mp4',
    ['rate_varies'],
  ],
])('names what is in the way: %s', async (_name, recipe, extension, obstacles) => {
  const found = await joinable(recipe, extension)
  expect(found.obstacles).toEqual(obstacles)
})

it('moves samples out of a QuickTime file', async () => {
  const found = await joinable({}, 'mov')
  expect(found).toMatchObject({
    obstacles: [],
    video: { codec: 'h264' },
    audio: { codec: 'aac', channels: 2 },
  })
})
