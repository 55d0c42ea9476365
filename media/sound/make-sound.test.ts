import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BoundCut, Sound } from '../../nodes/cut/cut.ts'
import { testEngine } from '../mp4/test-clips.ts'
import { readJoinable } from '../mp4/joinable.ts'
import { readMp4 } from '../mp4/read.ts'
import { soundOnsets } from '../stitch/test-film.ts'
import { makeSound, type SoundJob } from './make-sound.ts'
import { createMeters } from './metered.ts'
import { CHANNELS, soundAt } from './pcm.ts'
import { decode, jobOf, type Scene, soundClip } from './test-sound.ts'

const folder = mkdtempSync(join(tmpdir(), 'sceneloom-sound-'))
const clips = mkdtempSync(join(tmpdir(), 'sceneloom-sound-clips-'))
const clip = (name: string) => join(clips, name)
afterAll(() => [folder, clips].forEach((each) => rmSync(each, { recursive: true, force: true })))

const speech = (gain: number) =>
  `anoisesrc=c=pink:r=48000:seed=7:a=0.7,tremolo=f=3:d=0.9,volume=${gain},aformat=channel_layouts=stereo`

beforeAll(async () => {
  const pcm = ['-c:a', 'pcm_f32le']
  await Promise.all([
    soundClip(clip('quiet.mov'), { sound: speech(0.05), seconds: 3, options: pcm }),
    soundClip(clip('loud.mov'), { sound: speech(0.9), seconds: 3, options: pcm }),
    soundClip(clip('silent.mov'), { sound: 'anullsrc=r=48000:cl=stereo', options: pcm }),
    soundClip(clip('beep.mov'), {
      sound: "aevalsrc='if(between(t,0.4,0.5),0.5*sin(2*PI*1000*t),0)|0':s=44100",
      seconds: 1,
      options: pcm,
    }),
  ])
})

async function loudnessOf(path: string) {
  const meters = createMeters()
  meters.push(await decode(['-i', path]))
  return meters.read()
}

async function make(scene: Scene, changes: Partial<SoundJob> = {}) {
  const job = { ...(await jobOf(scene)), output: join(folder, 'film.m4a'), ...changes }
  return { made: await makeSound(job), job }
}

const evenCut = (target: number, peak: number): Omit<BoundCut, 'shots'> => ({
  sound: Sound.parse({ target, peak }),
})

describe('the sound of a film', () => {
  it.each([
    [-14, -1],
    [-23, -3],
    [-16, -1.5],
  ])('reaches %d LUFS under a true peak of %d dB, each clip as loud as the next', async (target, peak) => {
    const paths = [clip('quiet.mov'), clip('loud.mov')]
    const loudness = await Promise.all(paths.map(async (path) => (await loudnessOf(path)).loudness))
    const scene = { paths, loudness, shots: [{ clip: 0 }, { clip: 1 }], cut: evenCut(target, peak) }
    const { made, job } = await make(scene)
    expect(Math.abs(made.after! - target)).toBeLessThanOrEqual(0.5)
    expect(made.peak).toBeLessThanOrEqual(peak + 0.1)
    expect(made.before).toBeLessThan(made.after! + 20)

    const heard = await loudnessOf(job.output)
    expect(Math.abs(heard.loudness! - target)).toBeLessThanOrEqual(0.5)
    const pcm = await decode(['-i', job.output])
    const half = (from: number, to: number) => {
      const meters = createMeters()
      meters.push(pcm.subarray(from * 48_000 * CHANNELS, to * 48_000 * CHANNELS))
      return meters.read().loudness!
    }
    // A clip is made 12 dB louder at most.
    const lacks = Math.max(0, target - loudness[0]! - 12)
    expect(Math.abs(half(3, 6) - half(0, 3) - lacks)).toBeLessThan(2)
  })

  it('holds the true peak even where the target cannot be reached without harm', async () => {
    const paths = [clip('quiet.mov'), clip('loud.mov')]
    const { made } = await make({ paths, shots: [{ clip: 0 }, { clip: 1 }], cut: evenCut(-8, -6) })
    expect(made.peak).toBeLessThanOrEqual(-5.9)
    expect(made.after).toBeLessThan(-9)
  })

  it('stays as it is if nobody wants it even', async () => {
    const scene = {
      paths: [clip('quiet.mov')],
      shots: [{ clip: 0 }],
      cut: { sound: Sound.parse({ loudness: 'as-is' }) },
    }
    const { made, job } = await make(scene)
    const source = await loudnessOf(clip('quiet.mov'))
    expect(made.before).toBeCloseTo(source.loudness!, 1)
    expect((await loudnessOf(job.output)).loudness).toBeCloseTo(source.loudness!, 0)
  })

  it('is silence where all is silent, and has no loudness', async () => {
    const { made, job } = await make({ paths: [clip('silent.mov')], shots: [{ clip: 0 }] })
    expect(made).toEqual({ before: undefined, after: undefined, peak: undefined })
    expect((await decode(['-i', job.output])).every((value) => value === 0)).toBe(true)
  })

  it('is as long as the picture, and every shot begins when it should', async () => {
    const fps = { num: 30_000, den: 1001 }
    const shots = Array.from({ length: 40 }, () => ({ clip: 0, to: 25 }))
    const { job } = await make({ paths: [clip('beep.mov')], shots, fps, loudness: [-20] })
    const { frames } = job.plan.layout
    const { audio } = readJoinable(await readMp4(job.output))
    expect(audio).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 2, packetSamples: 1024 })
    expect(audio!.shown).toMatchObject({ startTicks: 0, from: 1024, ticks: soundAt(frames, fps) })

    const starts = job.plan.layout.shots.map(({ start }) => (start * fps.den) / fps.num)
    const onsets = await soundOnsets(job.output)
    expect(onsets).toHaveLength(40)
    const late = onsets.map((onset, index) => onset - starts[index]! - 0.4)
    // An encoder smears a beginning by a millisecond or two; what matters is that it never drifts.
    expect(Math.max(...late) - Math.min(...late)).toBeLessThan(0.001)
    expect(Math.max(...late.map(Math.abs))).toBeLessThan(0.005)
  })
})

describe('a sound that is not finished', () => {
  const scene: Scene = {
    paths: [clip('loud.mov')],
    shots: Array.from({ length: 60 }, () => ({ clip: 0, speed: 0.25 })),
  }

  it.each(['even', 'as-is'] as const)(
    'leaves no process and no file when it is stopped (%s)',
    async (loudness) => {
      const stop = new AbortController()
      const job = await jobOf({ ...scene, cut: { sound: Sound.parse({ loudness }) } })
      const output = join(folder, 'stopped.m4a')
      const made = makeSound({ ...job, output, signal: stop.signal, onProgress: () => stop.abort() })
      await expect(made).rejects.toMatchObject({ code: 'stopped' })
      expect(running()).toEqual([])
      expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([])
    },
  )

  it('says that ffmpeg is missing', async () => {
    const engine = { ...testEngine, ffmpeg: join(folder, 'nowhere') }
    await expect(make(scene, { engine })).rejects.toMatchObject({ code: 'ffmpeg_missing' })
  })

  it('says that the disk is full', async () => {
    const full = join(folder, 'full')
    writeFileSync(full, `#!/bin/sh\necho 'film.m4a: No space left on device' >&2\nexit 1\n`)
    chmodSync(full, 0o755)
    const cut = { sound: Sound.parse({ loudness: 'as-is' as const }) }
    const shots = [{ card: { style: 'title', title: '', text: '', ground: '#000000' } as const }]
    const made = make(
      { paths: [], shots, cut },
      { engine: { ...testEngine, ffmpeg: full }, output: join(folder, 'f.m4a') },
    )
    await expect(made).rejects.toMatchObject({ code: 'disk_full' })
  })

  it('names the file that is no longer what it was', async () => {
    const broken = clip('broken.mov')
    await soundClip(broken, { sound: speech(0.5), seconds: 1 })
    const job = await jobOf({ paths: [broken], shots: [{ clip: 0 }] })
    writeFileSync(broken, 'nothing of a film')
    const output = join(folder, 'broken.m4a')
    await expect(makeSound({ ...job, output })).rejects.toMatchObject({ code: 'encode_unfinished' })
    expect(readdirSync(folder)).not.toContain('broken.m4a')
  })

  /** The processes that have a file of this test open. */
  function running(): string[] {
    const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
    return all.filter((line) => line.startsWith('ffmpeg') && (line.includes(folder) || line.includes(clips)))
  }
})
