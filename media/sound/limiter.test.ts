import { describe, expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'
import { createMeters } from './metered.ts'
import { type Pcm, silence, toDecibels, toGain } from './pcm.ts'
import { between, fromFilter, steepest } from './test-sound.ts'

function limited(pcm: Pcm, settings: { gain: number; ceiling: number }, size = 9_602): Pcm {
  const limiter = createLimiter(settings)
  const parts: Pcm[] = []
  for (let at = 0; at < pcm.length; at += size) parts.push(limiter.push(pcm.subarray(at, at + size)).slice())
  parts.push(limiter.end())
  return Float32Array.from(parts.flatMap((part) => [...part]))
}

function peakOf(pcm: Pcm): number {
  const meters = createMeters()
  meters.push(pcm)
  return meters.read().peak!
}

const ceiling = toGain(-1)

describe('the limiter', () => {
  it.each([
    'anoisesrc=c=white:r=48000:d=2:seed=3:a=0.9,aformat=channel_layouts=stereo',
    'anoisesrc=c=pink:r=48000:d=2:seed=5:a=0.9,tremolo=f=7:d=1,aformat=channel_layouts=stereo',
    "aevalsrc='0.9*sin(2*PI*11999*t+1)|0.9*sin(2*PI*60*t)':s=48000:d=2",
    "aevalsrc='if(lt(mod(n,3001),3),0.9,0.01)|0.3*sin(2*PI*440*t)':s=48000:d=2",
  ])('holds true peaks of %s to the ceiling', async (filter) => {
    const out = limited(await fromFilter(filter), { gain: toGain(9), ceiling })
    expect(peakOf(out)).toBeLessThanOrEqual(toDecibels(ceiling) + 0.1)
    expect(peakOf(out)).toBeGreaterThan(toDecibels(ceiling) - 0.5)
  })

  it('only multiplies what fits, and gives out as much as came in, without a delay', async () => {
    const pcm = await fromFilter('anoisesrc=c=pink:r=48000:d=0.5:seed=1:a=0.3,aformat=channel_layouts=stereo')
    expect(limited(pcm, { gain: 0.5, ceiling })).toEqual(pcm.map((value) => value * 0.5))
    for (const frames of [0, 1, 100, 247, 248, 249]) {
      const short = silence(frames).fill(0.25)
      expect(limited(short, { gain: 1, ceiling })).toEqual(short)
    }
  })

  it('gives the same, however the sound is cut into pieces', async () => {
    const pcm = await fromFilter(
      'anoisesrc=c=white:r=48000:d=0.3:seed=8:a=0.9,aformat=channel_layouts=stereo',
    )
    const whole = limited(pcm, { gain: 2, ceiling }, pcm.length)
    const pieces = limited(pcm, { gain: 2, ceiling }, 126)
    expect(Math.max(...whole.map((value, index) => Math.abs(value - pieces[index]!)))).toBeLessThan(1e-4)
  })

  it('turns both ears down alike and comes back within a second', async () => {
    const filter =
      "aevalsrc='if(between(t,0.5,0.51),0.9,0.1)*sin(2*PI*500*t)|0.1*sin(2*PI*500*t)':s=48000:d=2"
    const pcm = await fromFilter(filter)
    const out = limited(pcm, { gain: 4, ceiling })
    const right = (from: number, to: number) =>
      peakOf(between(out, from, to).map((value, index) => (index % 2 ? value : 0)))
    expect(right(0.5, 0.51)).toBeLessThan(toDecibels(0.4) - 8)
    expect(right(1.6, 2)).toBeCloseTo(toDecibels(0.4), 1)
    expect(steepest(between(out, 0.4, 0.495))).toBeLessThan(0.4 * ((2 * Math.PI * 500) / 48_000) * 1.05)
  })
})
