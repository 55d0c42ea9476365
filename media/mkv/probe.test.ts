import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Probe, probe } from '../ffmpeg/probe.ts'
import { probeMp4 } from '../mp4/probe.ts'
import { type ClipRecipe, makeClip, testEngine } from '../mp4/test-clips.ts'
import { readMatroska } from './read.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'probe-mkv-'))))
afterAll(() => rm(folder, { recursive: true }))

const colors = '-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range pc'.split(' ')
const recipes: Record<string, ClipRecipe> = {
  'plain 24 fps': {},
  'reordered pictures': { rate: '30000/1001', video: ['-preset', 'veryfast', '-bf', '3'] },
  'no sound': { audio: 'none' },
  'wide pixels': { audio: 'none', video: ['-vf', 'setsar=4/3'] },
  'tagged colours': { audio: 'none', video: colors },
  'starting late': { video: ['-vf', 'setpts=PTS+0.7/TB'] },
}

it.each(Object.entries(recipes))('describes a Matroska file as ffprobe does: %s', async (name, recipe) => {
  const file = await makeClip(join(folder, `${name.replaceAll(/\W/g, '-')}.mkv`), recipe)
  const own = probeMp4(await readMatroska(file))!
  const other = await probe(testEngine, file, { demuxer: 'matroska', name })
  expect(own).toEqual({
    ...other,
    durationSeconds: expect.closeTo(other.durationSeconds, 2),
    ...(other.video && { video: { ...other.video, ...exact(own), ...times(other.video) } }),
    ...(other.audio && { audio: { ...other.audio, timeBase: own.audio!.timeBase, ...times(other.audio) } }),
  })
})

/** What the index knows and ffprobe does not: how many frames there are, and their exact clock. */
function exact({ video }: Probe) {
  const { fps, frames, timeBase } = video!
  expect(frames).toBe(Math.round(fps.num / fps.den))
  return { frames, timeBase }
}

function times({
  startSeconds,
  durationSeconds = NaN,
}: {
  startSeconds: number
  durationSeconds?: number | undefined
}) {
  return {
    startSeconds: expect.closeTo(startSeconds, 2),
    durationSeconds: expect.closeTo(durationSeconds, 1),
  }
}
