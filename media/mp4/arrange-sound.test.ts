import { expect, it } from 'vitest'
import { arrangeSound, type SoundShot } from './arrange-sound.ts'
import type { JoinAudio } from './joinable.ts'

interface Made {
  /** Of the shot. */
  frames: number
  /** The frame of the clip with which it begins. */
  from?: number
  packets?: number
  /** Samples of encoder delay that the clip's edit list hides. */
  priming?: number
  /** Samples by which its sound begins after its picture. */
  late?: number
}

/** Only the numbers that the reckoning looks at. */
function shot({ frames, from = 0, packets, priming = 1024, late = 0 }: Made): SoundShot {
  const audio = packets !== undefined && {
    track: { timescale: 48000, samples: { count: packets } },
    shown: { startTicks: late, from: priming },
  }
  const clock = { pictureStart: 0, fps: { num: 24, den: 1 } }
  return { file: 0, from, frames, ...clock, ...(audio && { audio: audio as JoinAudio }) }
}

const arrange = (shots: readonly Made[]) =>
  arrangeSound(shots.map(shot), { sampleRate: 48000, packetSamples: 1024, fps: { num: 24, den: 1 } })

it('keeps the delay of the first clip and drops that of the others', () => {
  const clip = { frames: 24, packets: 48 }
  const { priming, parts } = arrange([clip, clip, clip])
  expect(priming).toBe(1024)
  expect(parts.map(({ first }) => first)).toEqual([0, 1, 1])
  expect(parts.map(({ count }) => count)).toEqual([48, 47, 47])
})

it('fills a clip without sound, and sound that ends early, with silence', () => {
  const { priming, parts } = arrange([{ frames: 24 }, { frames: 24, packets: 20 }, { frames: 24 }])
  expect(priming).toBe(0)
  expect(parts[0]).toMatchObject({ count: 0, silentBefore: 47 })
  expect(parts[1]).toMatchObject({ first: 1, count: 19, silentAfter: 28 })
  expect(parts[2]).toMatchObject({ count: 0 })
})

it('waits where the sound of the first clip begins late', () => {
  const { priming, parts } = arrange([{ frames: 24, packets: 40, priming: 0, late: 300 }])
  // One packet of silence, of which all but 300 samples lie before the film.
  expect(parts[0]).toMatchObject({ silentBefore: 1, first: 0 })
  expect(1024 - priming).toBe(300)
})

it('leaves out sound that the first clip hides', () => {
  const { priming, parts } = arrange([{ frames: 24, packets: 60, priming: 10_000 }])
  expect(parts[0]!.first * 1024 + priming).toBe(10_000)
  expect(priming).toBeLessThan(4 * 1024)
})

it('takes the sound of a shot that begins in the middle of its clip', () => {
  const { priming, parts } = arrange([
    { frames: 24, from: 48, packets: 200 },
    { frames: 24, from: 100, packets: 400 },
  ])
  // Two seconds in, with two packets before that warm up the decoder.
  expect(parts[0]!.first * 1024 + priming).toBe(2 * 48000 + 1024)
  expect(priming).toBeGreaterThanOrEqual(2 * 1024)
  const heard = (parts[0]!.count - parts[1]!.first) * 1024 - priming + 1024
  expect(Math.abs(heard - (48000 - 100 * 2000))).toBeLessThanOrEqual(512)
})

it('lets a clip that begins in the middle of a packet begin with its first sound', () => {
  // Four seconds of 48 kHz end half a packet behind the last whole one.
  const { parts } = arrange([
    { frames: 96, packets: 189 },
    { frames: 96, packets: 189 },
  ])
  expect(parts[1]).toMatchObject({ silentBefore: 0, first: 0 })
  const silent = arrange([{ frames: 96 }, { frames: 96, packets: 189, priming: 0, late: 512 }])
  expect(silent.parts[1]!.first).toBe(0)
})

it('is never more than half a packet off, whatever the clips are like and however many', () => {
  const clips = Array.from({ length: 500 }, (_, i) => ({
    frames: 11 + ((i * 7) % 90),
    packets: 10 + ((i * 13) % 200),
    priming: [0, 1024, 2112][i % 3]!,
    late: (i * 37) % 500,
  }))
  const { priming, parts } = arrange(clips)
  let frames = 0
  let packets = 0
  for (const [index, { frames: length, priming: hidden, late }] of clips.entries()) {
    const { silentBefore, first, count, silentAfter } = parts[index]!
    const heard = (packets + silentBefore - first) * 1024 - priming + hidden
    const meant = frames * 2000 + late
    expect(count === 0 || Math.abs(heard - meant) <= 512, `the sound of clip ${index}`).toBe(true)
    packets += silentBefore + count + silentAfter
    frames += length
    const off = packets * 1024 - priming - frames * 2000
    // The last cut is the film's end, which the sound must reach.
    const most = index === clips.length - 1 ? 1024 : 512
    expect(Math.abs(off)).toBeLessThanOrEqual(most)
  }
})
