import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Probe } from '../ffmpeg/probe.ts'
import { readMp4 } from '../mp4/read.ts'
import { makeClip, testEngine } from '../mp4/test-clips.ts'
import { inspectClip } from './inspect.ts'
import { planStitch, type StitchPlan } from './plan.ts'
import { comparePlan, verifyFilm } from './verify.ts'

let folder: string
let file: string
let plan: StitchPlan
let probe: Probe
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'))
  file = await makeClip(join(folder, 'film.mp4'))
  const settings = { size: 'auto', fps: 'auto', fit: 'fit' } as const
  const clip = await inspectClip({ mediaId: 'a', name: 'a', path: file }, testEngine, undefined)
  plan = planStitch([clip], settings)
  probe = await verifyFilm({ engine: testEngine, file, plan })
})
afterAll(() => rm(folder, { recursive: true }))

describe('a film', () => {
  it('passes when it is what was planned', () => {
    expect(probe).toMatchObject({ durationSeconds: 1, video: { frames: 24 } })
  })

  it.each<[string, (good: Probe) => Partial<Probe>]>([
    ['it is 64 × 72 instead of 128 × 72', ({ video }) => ({ video: { ...video!, width: 64 } })],
    ['it runs at 25 instead of 24 fps', ({ video }) => ({ video: { ...video!, fps: { num: 25, den: 1 } } })],
    ['it has 23 of 24 frames', ({ video }) => ({ video: { ...video!, frames: 23 } })],
    ['it lasts 22.96 instead of 1.00 s', ({ video }) => ({ video: { ...video!, durationSeconds: 22.96 } })],
    ['its picture starts late', ({ video }) => ({ video: { ...video!, startSeconds: 0.5 } })],
    ['its sound is missing', () => ({ audio: undefined })],
    ['its sound has another format', ({ audio }) => ({ audio: { ...audio!, sampleRate: 44100 } })],
    [
      'its sound and its picture differ in length',
      ({ audio }) => ({ audio: { ...audio!, durationSeconds: 1.5 } }),
    ],
    ['it has no picture', () => ({ video: undefined })],
  ])('does not pass when %s', (problem, change) => {
    expect(comparePlan({ ...probe, ...change(probe) }, plan)).toBe(problem)
  })

  it('does not pass with sound that nobody asked for', () => {
    const { audio: _, ...silent } = plan.output
    expect(comparePlan(probe, { ...plan, output: silent })).toBe('it has sound that no clip has')
  })

  it('does not pass when it does not decode without a word', async () => {
    const bytes = await readFile(file)
    const { samples } = (await readMp4(file)).tracks[0]!
    bytes.fill(0x5a, samples.offsets[9]! + 6, samples.offsets[9]! + samples.sizes[9]!)
    const damaged = join(folder, 'damaged.mp4')
    await writeFile(damaged, bytes)
    await expect(verifyFilm({ engine: testEngine, file: damaged, plan })).rejects.toMatchObject({
      code: 'result_wrong',
      details: { reason: 'it does not decode cleanly' },
    })
  })

  it('does not pass when its end is missing', async () => {
    const cut = join(folder, 'cut.mp4')
    await writeFile(cut, (await readFile(file)).subarray(0, 9000))
    const verifying = verifyFilm({ engine: testEngine, file: cut, plan })
    await expect(verifying).rejects.toMatchObject({ code: 'result_wrong' })
  })
})
