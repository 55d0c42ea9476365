import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMp4 } from '../mp4/read.ts'
import { makeClip, ffprobe, testEngine } from '../mp4/test-clips.ts'
import { stitchClips } from './stitch.ts'
import { decodeFilm, soundOnsets } from './test-film.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'copy-'))))
afterAll(() => rm(folder, { recursive: true }))

let films = 0
async function copy(paths: readonly string[]) {
  const output = join(folder, `film-${films++}.mp4`)
  const clips = paths.map((path, index) => ({ mediaId: `${index}`, name: `clip ${index + 1}`, path }))
  const settings = { size: 'auto', fps: 'auto', fit: 'fit' } as const
  const made = await stitchClips({ engine: testEngine, clips, settings, output })
  expect(made.plan.mode).toBe('copy')
  return { ...made, output }
}

/** A tenth of a second of tone, apart from the cuts: how late each clip's sound is can be heard. */
const chirp = ['-ac', '2', '-af', "volume='between(t,0.2,0.3)':eval=frame"]

describe('20 clips that agree', () => {
  it('become one film without a changed bit, in step and in time', async () => {
    const kinds = await Promise.all(
      [440, 660, 880].map((tone) =>
        makeClip(join(folder, `tone-${tone}.mp4`), { tone, audio: chirp, video: ['-vf', `hue=h=${tone}`] }),
      ),
    )
    const paths = Array.from({ length: 20 }, (_, index) => kinds[index % 3]!)
    const film = await copy(paths)
    const whole = await decodeFilm(film.output)
    const parts = await Promise.all(kinds.map(decodeFilm))

    expect(whole.complaints).toBe('')
    expect(whole.frames).toEqual(paths.flatMap((_, index) => parts[index % 3]!.frames))
    expect(whole.isSteady).toBe(true)
    expect(Math.abs(whole.samples - 20 * 48000)).toBeLessThanOrEqual(1024)
    expect(film.probe).toMatchObject({
      durationSeconds: 20,
      video: { startSeconds: 0, durationSeconds: 20, frames: 480 },
      audio: { startSeconds: 0, durationSeconds: 20 },
    })
    const counted = await ffprobe(
      film.output,
      '-count_frames -show_entries stream=nb_read_frames,start_time -of csv=p=0'.split(' '),
    )
    expect(counted).toMatch(/^0\.000000,480\n0\.000000,\d+\n$/)

    const onsets = await soundOnsets(film.output)
    expect(onsets).toHaveLength(20)
    const heard = await Promise.all(kinds.map(soundOnsets))
    const late = onsets.map((onset, index) => onset - index - heard[index % 3]![0]!)
    expect(Math.max(...late.map(Math.abs))).toBeLessThan(1024 / 48000 / 2 + 0.001)
  })

  it('can be joined again: the film is a clip like any other', async () => {
    const clip = await makeClip(join(folder, 'again.mp4'))
    const { output } = await copy([clip, clip])
    expect((await copy([output, clip, output])).probe.video?.frames).toBe(5 * 24)
  })
})

it('does not drift over 60 clips whose length is no whole number of packets', async () => {
  const clip = await makeClip(join(folder, 'short.mp4'), {
    size: '64x64',
    rate: '30',
    seconds: 0.5,
    sampleRate: 44100,
    audio: chirp,
  })
  const film = await copy(Array.from({ length: 60 }, () => clip))
  const onsets = await soundOnsets(film.output)
  expect(onsets).toHaveLength(60)
  const [heard = 0] = await soundOnsets(clip)
  const late = onsets.map((onset, index) => onset - index * 0.5 - heard)
  expect(Math.max(...late.map(Math.abs))).toBeLessThan(1024 / 44100 / 2 + 0.001)
  expect(film.probe).toMatchObject({ durationSeconds: 30, video: { frames: 900 } })
})

it('puts the index in front and leaves nothing else of the clips behind', async () => {
  const titled = await makeClip(join(folder, 'titled.mp4'), { format: ['-metadata', 'title=SECRET'] })
  const { output } = await copy([titled, titled])
  const bytes = await readFile(output)
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
  expect(bytes.includes('SECRET')).toBe(false)
})

it('keeps a common turn of all clips', async () => {
  const turned = await makeClip(join(folder, 'turned.mp4'), { turned: 90 })
  const { probe } = await copy([turned, turned])
  expect(probe.video).toMatchObject({ width: 72, height: 128, rotation: 90 })
})

it('joins clips without any sound into a film without sound', async () => {
  const silent = await makeClip(join(folder, 'silent.mp4'), { audio: 'none' })
  const { probe, plan } = await copy([silent, silent])
  expect(probe.audio).toBeUndefined()
  expect(plan.output.audio).toBeUndefined()
})

it('fills the places of missing sound, also first and last', async () => {
  const silent = await makeClip(join(folder, 'mute.mp4'), { audio: 'none' })
  const loud = await makeClip(join(folder, 'loud.mp4'), { audio: chirp })
  const { output } = await copy([silent, loud, silent, loud, silent])
  expect(await soundOnsets(output)).toEqual([expect.closeTo(1.2, 1), expect.closeTo(3.2, 1)])
  const { samples, complaints } = await decodeFilm(output)
  expect(complaints).toBe('')
  expect(Math.abs(samples - 5 * 48000)).toBeLessThanOrEqual(1024)
})

it.each([
  'it\'s "quoted".mp4',
  '-dash.mp4',
  'new\nline.mp4',
  'a:b%03d[1].mp4',
  '短剧 🎬.mp4',
  ' $(rm -rf ~) .mp4',
])('does not mind a clip named %j', async (name) => {
  const clip = await makeClip(join(folder, 'plain.mp4'))
  const odd = join(folder, name)
  await writeFile(odd, await readFile(clip))
  expect((await copy([odd, clip])).probe.video?.frames).toBe(48)
})

it('encodes instead when a copy does not pass its check, and says so', async () => {
  const clip = await makeClip(join(folder, 'whole.mp4'))
  const damaged = join(folder, 'damaged.mp4')
  const bytes = await readFile(clip)
  const { samples } = (await readMp4(clip)).tracks[0]!
  // The slice of a picture in the middle of the clip: the index cannot tell, only decoding can.
  for (const frame of [5, 6, 7]) {
    const at = samples.offsets[frame]!
    bytes.fill(0xa5, at + 6, at + samples.sizes[frame]!)
  }
  await writeFile(damaged, bytes)
  const output = join(folder, 'mended.mp4')
  const clips = [clip, damaged, clip].map((path, index) => ({ mediaId: `${index}`, name: path, path }))
  const settings = { size: 'auto', fps: 'auto', fit: 'fit' } as const
  const { plan } = await stitchClips({ engine: testEngine, clips, settings, output })
  expect(plan.mode).toBe('encode')
  expect(plan.reasons).toEqual([expect.objectContaining({ code: 'copy_failed' })])
  const film = await decodeFilm(output)
  expect(film.frames).toHaveLength(72)
  expect(film.complaints).toBe('')
})

it('stops in the middle without leaving a process or a folder', async () => {
  const clip = await makeClip(join(folder, 'stop.mp4'), { size: '64x64', seconds: 4 })
  const mute = await makeClip(join(folder, 'stop-mute.mp4'), { size: '64x64', seconds: 4, audio: 'none' })
  const output = join(folder, 'stopped.mp4')
  const clips = [clip, mute, clip].map((path, index) => ({ mediaId: `${index}`, name: path, path }))
  const settings = { size: 'auto', fps: 'auto', fit: 'fit' } as const
  const stop = new AbortController()
  const onProgress = () => stop.abort()
  const job = { engine: testEngine, clips, settings, output, signal: stop.signal, onProgress }
  await expect(stitchClips(job)).rejects.toMatchObject({ code: 'stopped' })
  expect(execFileSync('ps', ['-eo', 'args']).toString()).not.toContain(output)
  expect((await readdir(folder)).filter((name) => name.startsWith('silence-'))).toEqual([])
})
