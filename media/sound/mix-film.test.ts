import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { soundAt, soundFrames } from './pcm.ts'
import { between, decode, ffmpeg, level, mixed, soundClip, steepest } from './test-sound.ts'

const folder = mkdtempSync(join(tmpdir(), 'sceneloom-mix-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TONE = "aevalsrc='0.4*sin(2*PI*300*t)|0.4*sin(2*PI*300*t)':s=48000"
/** How far a sine of 0.4 at 300 Hz can move within a sample. */
const STEP = 0.4 * ((2 * Math.PI * 300) / 48_000)

beforeAll(async () => {
  await Promise.all([
    soundClip(at('tone.mp4'), { sound: TONE, options: ['-c:a', 'pcm_s16le', '-f', 'mov'] }),
    soundClip(at('low.mp4'), { sound: 'sine=100:r=44100', rate: '30000/1001' }),
    soundClip(at('noise.mp4'), { sound: 'anoisesrc=c=pink:a=0.5:seed=3,aformat=channel_layouts=stereo' }),
    soundClip(at('other.mp4'), { sound: 'anoisesrc=c=pink:a=0.5:seed=9,aformat=channel_layouts=stereo' }),
    ffmpeg(['-f', 'lavfi', '-i', 'color=s=64x64:r=30:d=1', '-c:v', 'libx264', at('mute.mp4')]),
  ])
})

describe('the length of the mix', () => {
  const rates = [
    { num: 24, den: 1 },
    { num: 30_000, den: 1001 },
    { num: 24_000, den: 1001 },
    { num: 60, den: 1 },
  ]
  it.each(rates)('is that of the picture to the sample at $num/$den', async (fps) => {
    const paths = [at('low.mp4'), at('tone.mp4'), at('mute.mp4')]
    const shots = [
      { clip: 0, from: 3, to: 20 },
      { clip: 1, speed: 1.3 },
      { clip: 2 },
      { card: { style: 'title', title: 'x', text: '', ground: '#000000' }, seconds: 0.7 } as const,
      { clip: 0, join: { kind: 'dissolve', seconds: 0.3 } as const },
      { clip: 1, from: 7, speed: 0.3 },
    ]
    const { frames, pcm } = await measured({ paths, shots, fps })
    expect(soundFrames(pcm)).toBe(soundAt(frames, fps))
  })

  async function measured(scene: Parameters<typeof mixed>[0]) {
    const { jobOf } = await import('./test-sound.ts')
    const { plan } = await jobOf(scene)
    return { frames: plan.layout.frames, pcm: await mixed(scene) }
  }
})

describe('where sounds meet', () => {
  it('nothing is heard of a cut through one clip, wherever it is', async () => {
    const cuts = [0, 7, 8, 22, 45, 60]
    const shots = cuts.slice(1).map((to, index) => ({ clip: 0, from: cuts[index]!, to }))
    const pcm = await mixed({ paths: [at('tone.mp4')], shots })
    const whole = await decode(['-i', at('tone.mp4')])
    const same = between(pcm, 0.01, 1.98).every(
      (value, index) => Math.abs(value - between(whole, 0.01, 1.98)[index]!) < 1e-6,
    )
    expect(same).toBe(true)
  })

  it('no other cut clicks', async () => {
    // Every cut falls somewhere else in the wave.
    const shots = Array.from({ length: 12 }, (_, index) => ({ clip: 0, from: 3 * index, to: 3 * index + 2 }))
    const pcm = await mixed({ paths: [at('tone.mp4')], shots })
    expect(steepest(pcm)).toBeLessThan(STEP * 1.1)
    expect(Math.abs(pcm[0]!)).toBeLessThan(0.001)
  })

  it('a change of volume within one clip is no click either', async () => {
    const shots = [
      { clip: 0, to: 20 },
      { clip: 0, from: 20, volume: 0.25 },
    ]
    const pcm = await mixed({ paths: [at('tone.mp4')], shots })
    expect(steepest(pcm)).toBeLessThan(STEP * 1.1)
    expect(level(between(pcm, 0.7, 1.9)) - level(between(pcm, 0.1, 0.6))).toBeCloseTo(
      20 * Math.log10(0.25),
      1,
    )
  })

  it('a transition keeps the power of the two that cross', async () => {
    const shots = [{ clip: 0, join: { kind: 'dissolve', seconds: 1 } as const }, { clip: 1 }]
    const pcm = await mixed({ paths: [at('noise.mp4'), at('other.mp4')], shots })
    const outside = level(between(pcm, 0.2, 0.9))
    for (const start of [1, 1.25, 1.5, 1.75]) {
      expect(Math.abs(level(between(pcm, start, start + 0.25)) - outside)).toBeLessThan(1.2)
    }
  })
})

describe('a shot', () => {
  it('is as loud as it is told, fades as it is told, and can be silent', async () => {
    const paths = [at('tone.mp4'), at('mute.mp4')]
    const shots = [
      { clip: 0, volume: 0.5 },
      { clip: 0, muted: true as const },
      { clip: 0, fadeIn: 1, fadeOut: 0.5 },
      { clip: 1 },
    ]
    const pcm = await mixed({ paths, shots })
    const full = level(between(await decode(['-i', at('tone.mp4')]), 0.5, 1.5))
    expect(level(between(pcm, 0.5, 1.5))).toBeCloseTo(full - 6.02, 1)
    expect(between(pcm, 2.001, 3.999).every((value) => value === 0)).toBe(true)
    expect(level(between(pcm, 4.45, 4.55)) - full).toBeCloseTo(-6, 0)
    expect(level(between(pcm, 5.1, 5.4))).toBeCloseTo(full, 1)
    expect(level(between(pcm, 5.9, 6))).toBeLessThan(full - 15)
    expect(between(pcm, 6.001, 7).every((value) => value === 0)).toBe(true)
  })

  it.each([0.25, 0.5, 1.5, 2, 4])(
    'plays at %d times its speed and sounds as high as before',
    async (speed) => {
      const pcm = await mixed({ paths: [at('tone.mp4')], shots: [{ clip: 0, speed }] })
      const seconds = 2 / speed
      expect(soundFrames(pcm)).toBe(soundAt(Math.round(60 / speed), { num: 30, den: 1 }))
      expect(crossings(between(pcm, 0.1, seconds - 0.1)) / (seconds - 0.2)).toBeCloseTo(600, -1.5)
      expect(level(between(pcm, 0.1, seconds - 0.1))).toBeGreaterThan(-13)
    },
  )

  it('begins with its picture, whatever comes first in the file', async () => {
    const beep = "aevalsrc='if(between(t,0.5,0.6),0.5*sin(2*PI*1000*t),0)|0':s=48000"
    await soundClip(at('beep.mkv'), { sound: beep })
    await ffmpeg([
      '-itsoffset',
      '0.25',
      '-i',
      at('beep.mkv'),
      '-i',
      at('beep.mkv'),
      '-map',
      '0:a',
      '-map',
      '1:v',
      '-c',
      'copy',
      at('late.mkv'),
    ])
    await ffmpeg([
      '-itsoffset',
      '0.25',
      '-i',
      at('beep.mkv'),
      '-i',
      at('beep.mkv'),
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-c',
      'copy',
      at('early.mkv'),
    ])
    const onset = async (name: string) => firstLoud(await mixed({ paths: [at(name)], shots: [{ clip: 0 }] }))
    expect(await onset('beep.mkv')).toBeCloseTo(0.5, 2)
    expect(await onset('late.mkv')).toBeCloseTo(0.75, 2)
    expect(await onset('early.mkv')).toBeCloseTo(0.25, 2)
  })

  it('is heard whole in two ears, whether it has one channel or six', async () => {
    await soundClip(at('mono.mov'), {
      sound: "aevalsrc='0.4*sin(2*PI*300*t)':s=22050",
      options: ['-c:a', 'pcm_s16le'],
    })
    const six = ['0', '0', '0.4*sin(2*PI*300*t)', '0', '0', '0'].join('|')
    await soundClip(at('six.mov'), {
      sound: `aevalsrc='${six}':s=48000:c=5.1`,
      options: ['-c:a', 'pcm_s16le'],
    })
    const pcm = await mixed({ paths: [at('mono.mov'), at('six.mov')], shots: [{ clip: 0 }, { clip: 1 }] })
    const [left, right] = [0, 1].map((ear) => between(pcm, 0.1, 3.9).filter((_, index) => index % 2 === ear))
    expect(level(left!)).toBeCloseTo(level(right!), 3)
    expect(level(between(pcm, 0.1, 1.9))).toBeCloseTo(20 * Math.log10(0.4) - 3.01, 1)
    expect(level(between(pcm, 2.1, 3.9))).toBeCloseTo(20 * Math.log10(0.4) - 6.02, 1)
  })

  it('loses what is no number, and nothing behind it', async () => {
    const values = new Float32Array(2 * 48_000).fill(0.25)
    values.set([NaN, Infinity, -Infinity, 3e38], 20_000)
    writeFileSync(at('absurd.f32'), values)
    const sound = ['-f', 'f32le', '-ar', '48000', '-ac', '2', '-i', at('absurd.f32')]
    const picture = ['-f', 'lavfi', '-i', 'color=s=64x64:r=30:d=1']
    await ffmpeg([...picture, ...sound, '-c:v', 'libx264', '-c:a', 'pcm_f32le', at('absurd.mov')])
    const pcm = await mixed({ paths: [at('absurd.mov')], shots: [{ clip: 0 }] })
    expect(pcm.every(Number.isFinite)).toBe(true)
    expect(level(between(pcm, 0.3, 0.9))).toBeCloseTo(20 * Math.log10(0.25), 2)
  })

  it('from late in a long clip is the same as if all before it had been decoded', async () => {
    const sweep = "aevalsrc='0.4*sin(2*PI*(200*t+20*t*t))|0.4*sin(2*PI*(200*t+20*t*t))':s=44100"
    await soundClip(at('long.mp4'), { sound: sweep, seconds: 20, rate: '25' })
    const shots = [{ clip: 0, from: 430, to: 450 }]
    const pcm = await mixed({ paths: [at('long.mp4')], shots, fps: { num: 25, den: 1 } })
    const whole = await decode(['-i', at('long.mp4'), '-af', 'aresample=48000:async=1:first_pts=0'])
    const expected = between(whole, 17.21, 17.99)
    const differs = between(pcm, 0.01, 0.79).reduce(
      (most, value, index) => Math.max(most, Math.abs(value - expected[index]!)),
      0,
    )
    expect(differs).toBeLessThan(0.001)
  })
})

describe('many shots', () => {
  it('of a fifth of a second each begin where they should, to the millisecond, after two hundred', async () => {
    const beep = "aevalsrc='if(between(t,0.1,0.14),0.5*sin(2*PI*2000*t),0)|0':s=44100"
    const fps = { num: 30_000, den: 1001 }
    await soundClip(at('tick.mov'), {
      sound: beep,
      seconds: 0.5,
      rate: '30000/1001',
      options: ['-c:a', 'pcm_s16le'],
    })
    const shots = Array.from({ length: 200 }, () => ({ clip: 0, to: 7 }))
    const pcm = await mixed({ paths: [at('tick.mov')], shots, fps })
    const late = shots.map((_, index) => {
      const start = soundAt(7 * index, fps)
      const end = soundAt(7 * (index + 1), fps)
      return firstLoud(pcm.subarray(2 * start, 2 * end)) - 0.1
    })
    expect(Math.max(...late.map(Math.abs))).toBeLessThan(0.001)
  })
})

function firstLoud(pcm: Float32Array): number {
  return Math.floor(pcm.findIndex((value) => Math.abs(value) > 0.25) / 2) / 48_000
}

/** How often the left ear's wave changes sides. */
function crossings(pcm: Float32Array): number {
  let count = 0
  for (let i = 2; i < pcm.length; i += 2) if (pcm[i]! >= 0 !== pcm[i - 2]! >= 0) count += 1
  return count
}
