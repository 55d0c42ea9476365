import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Music } from '../../nodes/cut/cut.ts'
import { between, ffmpeg, level, mixed, soundClip, steepest } from './test-sound.ts'

const folder = mkdtempSync(join(tmpdir(), 'sceneloom-music-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [silent, talk, music] = ['silent.mov', 'talk.mov', 'music.wav'].map(at) as [string, string, string]

beforeAll(async () => {
  const pcm = ['-c:a', 'pcm_s16le']
  await Promise.all([
    soundClip(silent, { sound: 'anullsrc=r=48000:cl=stereo', seconds: 3, options: pcm }),
    soundClip(talk, {
      sound: "aevalsrc='if(between(t,1,2),0.2*sin(2*PI*5000*t),0)|0':s=48000",
      seconds: 3,
      options: pcm,
    }),
    // The left ear tells where in the music we are: it grows from 0 to 0.8 within its 1.5 seconds.
    ffmpeg(['-f', 'lavfi', '-i', "aevalsrc='t/1.5*0.8|0.3*sin(2*PI*200*t)':s=48000:d=1.5", music]),
  ])
})

const settings = (changes: Partial<Music>) => Music.parse({ volume: 1, fadeOut: 0, duck: false, ...changes })
const under = (path: string, changes: Partial<Music>, shots = [{ clip: 0 }]) =>
  mixed({ paths: [path], shots, music, cut: { music: settings(changes) } })
const ear = (pcm: Float32Array, index: 0 | 1) => pcm.filter((_, at) => at % 2 === index)
const leftAt = (pcm: Float32Array, seconds: number) => pcm[2 * Math.round(seconds * 48_000)]!

describe('music under a film', () => {
  it('begins where it is told, and again from there when it ends', async () => {
    const pcm = await under(silent, { from: 0.3 })
    expect(leftAt(pcm, 0)).toBeCloseTo(0.16, 3)
    expect(leftAt(pcm, 0.9)).toBeCloseTo(0.64, 3)
    // 1.2 s long, less what it crosses into itself.
    expect(leftAt(pcm, 1.15 + 0.5)).toBeCloseTo(0.16 + (0.5 / 1.5) * 0.8, 3)
    expect(leftAt(pcm, 2 * 1.15 + 0.5)).toBeCloseTo(0.16 + (0.5 / 1.5) * 0.8, 3)
  })

  it('does not click where it begins again', async () => {
    const right = ear(await under(silent, {}), 1)
    const both = Float32Array.from([...right].flatMap((value) => [value, value]))
    expect(steepest(both)).toBeLessThan(1.5 * 0.3 * ((2 * Math.PI * 200) / 48_000))
    expect(level(between(both, 1.4, 1.5))).toBeCloseTo(level(between(both, 0.5, 0.6)), -0.5)
  })

  it('ends after one time if it is not to loop, and fades in and out', async () => {
    const once = await under(silent, { loop: false })
    expect(between(once, 1.501, 3).every((value) => value === 0)).toBe(true)
    const faded = ear(await under(silent, { fadeIn: 1, fadeOut: 1 }), 1)
    const loud = (from: number, to: number) => level(faded.subarray(from * 48_000, to * 48_000))
    expect(loud(0.45, 0.55) - loud(1.6, 1.7)).toBeCloseTo(-6, 0)
    expect(loud(2.45, 2.55) - loud(1.6, 1.7)).toBeCloseTo(-6, 0)
  })

  it('says nothing if it is over before it begins', async () => {
    expect((await under(silent, { from: 60 })).every((value) => value === 0)).toBe(true)
  })

  it('is twelve decibels quieter while somebody speaks, and comes back', async () => {
    const ducked = ear(await under(talk, { duck: true }), 1)
    const loud = (from: number, to: number) => level(ducked.subarray(from * 48_000, to * 48_000))
    const full = loud(0.2, 0.9)
    expect(loud(1.5, 1.95) - full).toBeCloseTo(-12, 0)
    expect(loud(1.0, 1.1) - full).toBeGreaterThan(-10)
    expect(loud(2.0, 2.1) - full).toBeLessThan(-8)
    expect(loud(2.9, 3) - full).toBeGreaterThan(-2)
  })

  it('goes on under the whole film where no shot has any sound', async () => {
    await ffmpeg(['-f', 'lavfi', '-i', 'color=s=64x64:r=30:d=1', '-c:v', 'libx264', at('mute.mp4')])
    const pcm = await under(at('mute.mp4'), { duck: true }, [{ clip: 0 }, { clip: 0 }])
    expect(level(ear(between(pcm, 0, 2), 1))).toBeCloseTo(20 * Math.log10(0.3) - 3.01, 0)
  })
})
