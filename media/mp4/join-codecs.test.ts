import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { soundOnsets } from '../stitch/test-film.ts'
import { type ClipRecipe, makeClip } from './test-clips.ts'
import { expectFrames, frameAt, framesOf, IN_STEP, joinClips, latest, readClip } from './test-join.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'join-codecs-'))))
afterAll(() => rm(folder, { recursive: true }))

let made = 0
const make = async (recipe: ClipRecipe = {}) =>
  readClip(await makeClip(join(folder, `clip-${made++}.mp4`), recipe))
const film = () => join(folder, `film-${made++}.mp4`)
const video = (text: string) => ({ audio: 'none', video: text.split(' ') }) as const

it.each([
  ['H.265', '-c:v libx265 -preset ultrafast -tag:v hvc1 -x265-params log-level=none:keyint=12:open-gop=0'],
  [
    'H.265 with sets in its pictures',
    '-c:v libx265 -preset ultrafast -tag:v hev1 -x265-params log-level=none:repeat-headers=1',
  ],
  ['AV1', '-c:v libsvtav1 -preset 12 -g 12'],
  ['VP9', '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 12 -b:v 200k'],
])('joins %s', async (_name, options) => {
  const a = await make(video(options))
  const b = await make(video(`${options} -vf hue=h=90`))
  const output = await joinClips([a, b, a], film())
  const [first, second] = [await framesOf(a.path), await framesOf(b.path)]
  await expectFrames(output, [first, second, first])
  expect(await frameAt(output, 1)).toBe(second[0])
  const again = await readClip(output)
  expect(again.video.track.samples.count).toBe(72)
})

it('joins VP9 with Opus, and fills a clip without sound', async () => {
  const options = '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 12 -b:v 200k'
  const chirp = ['-c:a', 'libopus', '-b:a', '64k', '-af', "volume='between(t,0.3,0.4)':eval=frame"]
  const loud = await make({ video: options.split(' '), audio: chirp })
  const mute = await make(video(options))
  expect(loud.audio).toMatchObject({ codec: 'opus', sampleRate: 48000, packetSamples: 960 })
  const output = await joinClips([loud, mute, loud, loud], film())
  const [a, b] = [await framesOf(loud.path), await framesOf(mute.path)]
  const { samples } = await expectFrames(output, [a, b, a, a])
  expect(Math.abs(samples - 4 * 48000)).toBeLessThanOrEqual(960)
  const [heard = 0] = await soundOnsets(loud.path)
  expect(await latest(output, [heard, heard + 2, heard + 3])).toBeLessThan(IN_STEP)
})
