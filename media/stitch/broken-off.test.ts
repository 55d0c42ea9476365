import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ffmpeg, makeClip } from '../mp4/test-clips.ts'
import type { StitchJob } from './stitch-film.ts'
import { createStitching, type RoughCut, sourceAt, type Stitching } from './test-stitching.ts'

let folder: string
let inputs: string[]
let music: string
let before: Buffer[]
let stitching: Stitching
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broken-off-'))
  stitching = createStitching(folder)
  const size = { size: '320x180', seconds: 2 }
  music = join(folder, 'song.wav')
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=300:duration=1', music])
  inputs = await Promise.all([
    makeClip(join(folder, 'one.mp4'), size),
    makeClip(join(folder, 'two.mp4'), { ...size, video: ['-vf', 'noise=alls=40'] }),
  ])
  before = inputs.map((path) => readFileSync(path))
})
afterAll(() => rm(folder, { recursive: true }))

/** Something of everything: a card, captions and speed to encode, a copy, music to mix. */
const cut: RoughCut = {
  shots: [
    { card: { title: 'The door' }, seconds: 0.5 },
    { clip: 1, speed: 2, lines: [{ start: 0, end: 1, text: 'Who is it?' }] },
    { clip: 0 },
    { clip: 1 },
  ],
  captions: { show: 'burn' },
  music: {},
}

function begin(room: string, job: Partial<StitchJob> = {}, wanted = cut) {
  const work = join(room, 'work')
  mkdirSync(work)
  const song = { ...sourceAt(music), kind: 'audio' as const }
  return stitching.make(inputs, wanted, {
    ...(wanted.music && { music: song }),
    output: join(room, 'film.mp4'),
    folder: work,
    ...job,
  })
}

function expectInputsWhole(): void {
  expect(inputs.map((path, index) => readFileSync(path).equals(before[index]!))).toEqual([true, true])
}

describe('a film that is stopped', () => {
  it.each([0, 0.3, 0.9])('when %d of it is done leaves neither a file nor a process', async (share) => {
    const room = await mkdtemp(join(folder, 'room-'))
    const stop = new AbortController()
    const onProgress = (fraction: number) => fraction >= share && stop.abort()
    await expect(begin(room, { signal: stop.signal, onProgress })).rejects.toMatchObject({
      code: 'stopped',
    })
    expect(readdirSync(room)).toEqual(['work'])
    expect(execFileSync('ps', ['-eo', 'args']).toString()).not.toContain(room)
    expectInputsWhole()
  })
})

const canMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!canMount)('a film for which there is no room (needs root for a small disk)', () => {
  const onlyCopied: RoughCut = { sound: { loudness: 'as-is' } }
  const onlyEncoded: RoughCut = { shots: [{ clip: 1, speed: 0.5, muted: true }] }

  it.each([
    ['the head of what is encoded', 8, onlyEncoded, 'the film'],
    ['the end of what is encoded', 120, onlyEncoded, 'the film'],
    ['the sound before it is evened', 1_100, cut, expect.stringMatching(/^the (sound of the )?film$/)],
    ['what is joined', 200, onlyCopied, 'the film'],
  ])('says so where %s does not fit, and leaves no film', async (_, kilobytes, wanted, what) => {
    const room = await mkdtemp(join(folder, 'small-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', room])
    try {
      await expect(begin(room, {}, wanted)).rejects.toMatchObject({ code: 'disk_full', details: { what } })
      expect(readdirSync(room)).toEqual(['work'])
      execFileSync('mount', ['-o', 'remount,size=9m', room])
      rmSync(join(room, 'work'), { recursive: true })
      await begin(room, {}, wanted)
      expect(readdirSync(room)).toEqual(['film.mp4', 'work'])
    } finally {
      execFileSync('umount', ['-l', room])
    }
    expectInputsWhole()
  })
})
