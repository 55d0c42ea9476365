import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testEngine, ffprobe } from '../../mp4/test-clips.ts'
import { readAvcConfig, readSps } from '../../mp4/h264.ts'
import { readJoinable } from '../../mp4/joinable.ts'
import { readMp4 } from '../../mp4/read.ts'
import { readStarts } from '../../mp4/starts.ts'
import type { Likeness } from '../film.ts'
import { findHardware } from './hardware.ts'
import { renderPieces } from './render.ts'
import { inspectAll, makeCounter, planRender, renderFilm } from './test-render.ts'

let folder: string
let clip: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'likeness-'))
  clip = await makeCounter(join(folder, 'counter.mp4'))
})
afterAll(() => rm(folder, { recursive: true }))

const like: Likeness = {
  profile: 77,
  level: 31,
  sar: { num: 1, den: 1 },
  fullRange: false,
  primaries: 'smpte170m',
  transfer: 'smpte170m',
  matrix: 'smpte170m',
  setId: 5,
}

async function readVideo(file: string) {
  const { video } = readJoinable(await readMp4(file))
  return { video: video!, starts: await readStarts(file, video!) }
}

it('makes frames that may stand beside copied ones, with the same settings in every file', async () => {
  const { files } = await renderFilm(folder, [clip], {
    shots: [
      { clip: 0, fadeIn: 1 },
      { clip: 0, from: 10 },
    ],
    cuts: [1, 30],
    format: { like },
  })
  const videos = await Promise.all(files.map(readVideo))
  expect(new Set(videos.map(({ video }) => video.config.toString('hex'))).size).toBe(1)
  const { sps, pps } = readAvcConfig(videos[0]!.video.config)
  expect([sps.length, pps.length]).toEqual([1, 1])
  expect(readSps(sps[0]!)).toMatchObject({ profile: 77, level: 31, id: 5 })
  expect(videos.map(({ starts }) => [starts.state, starts.whole[0]])).toEqual(files.map(() => ['clean', 1]))
  const shown = await ffprobe(files[2]!, [
    '-show_entries',
    'stream=color_space,color_transfer,color_primaries',
  ])
  expect(shown.match(/=smpte170m/g)).toHaveLength(3)
})

it('says nothing of colours where the copied clips say nothing, and keeps their range', async () => {
  const unsaid = { ...like, primaries: undefined, transfer: undefined, matrix: undefined, fullRange: true }
  const { files, frames } = await renderFilm(folder, [clip], {
    shots: [{ clip: 0 }],
    format: { like: unsaid },
  })
  const shown = await ffprobe(files[0]!, ['-show_entries', 'stream=color_space,color_transfer,color_range'])
  expect(shown).toMatch(/color_range=pc\ncolor_space=unknown\ncolor_transfer=unknown/)
  // The bright bars, 225 of 16 to 235, are 243 of 0 to 255.
  expect(frames[1]![48 * 160 + 10]).toBeGreaterThan(240)
})

it('splits long films into files at cuts, and counts progress over all of them', async () => {
  const shots = Array.from({ length: 20 }, () => ({ clip: 0, to: 12 }))
  const clips = await inspectAll([clip])
  const seen: number[] = []
  const job = {
    ...planRender(clips, { shots }),
    engine: testEngine,
    clips,
    folder: await mkdtemp(join(folder, 'job-')),
  }
  const pieces = await renderPieces({ ...job, onProgress: (fraction) => seen.push(fraction) })
  const files = [...pieces.values()].flat()
  const counts = await Promise.all(
    files.map(async (file) => (await readVideo(file)).video.track.samples.count),
  )
  expect(counts).toEqual([96, 96, 48])
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.at(-1)).toBe(1)
})

it('leaves neither a process nor a file when it is stopped or fails', async () => {
  const clips = await inspectAll([clip])
  const large = { width: 1280, height: 1280 }
  const shots = Array.from({ length: 20 }, () => ({ clip: 0, fit: 'blur' as const }))
  const own = await mkdtemp(join(folder, 'job-'))
  const job = { ...planRender(clips, { shots, format: large }), engine: testEngine, clips, folder: own }
  const stop = new AbortController()
  const stopped = renderPieces({ ...job, signal: stop.signal, onProgress: () => stop.abort() })
  await expect(stopped).rejects.toMatchObject({ code: 'stopped' })
  expect(execFileSync('ps', ['-eo', 'args']).toString()).not.toContain(own)
  expect(await readdir(own)).toEqual([])

  const gone = [{ ...clips[0]!, path: join(folder, 'gone.mp4') }]
  await expect(renderPieces({ ...job, clips: gone })).rejects.toMatchObject({ code: 'encode_unfinished' })
  expect(await readdir(own)).toEqual([])
})

it('encodes in software when a chip refuses, and says so', async () => {
  const clips = await inspectAll([clip])
  const own = await mkdtemp(join(folder, 'job-'))
  const job = { ...planRender(clips, { shots: [{ clip: 0 }] }), engine: testEngine, clips, folder: own }
  const works = await findHardware(testEngine)
  let fellBack = false
  // An encoder of another system than this one never works here.
  const encoder = process.platform === 'darwin' ? 'h264_vaapi' : 'h264_videotoolbox'
  const pieces = await renderPieces({ ...job, encoder, onFallback: () => (fellBack = true) })
  expect(works).not.toBe(encoder)
  expect(fellBack).toBe(true)
  expect((await readVideo([...pieces.values()].flat()[0]!)).video.track.samples.count).toBe(48)
})
