import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createLoudnessMeter } from './loudness.ts'
import { type Pcm, silence, toDecibels, toGain } from './pcm.ts'
import { fromFilter } from './test-sound.ts'
import { createPeakMeter } from './true-peak.ts'

/** Sounds that are unlike each other in everything a meter must get right. */
const sounds = {
  'a tone': 'sine=1000:d=3:r=48000,aformat=channel_layouts=stereo',
  'a deep tone': 'sine=45:d=3:r=48000,volume=4,aformat=channel_layouts=stereo',
  'one ear only': 'sine=3000:d=3:r=48000,volume=3,pan=stereo|c0=c0',
  'noise with pauses':
    'anoisesrc=c=pink:r=48000:d=6:seed=4:a=0.6,tremolo=f=0.4:d=1,aformat=channel_layouts=stereo',
  'loud after quiet':
    'anoisesrc=c=brown:r=48000:d=6:seed=2:a=0.9,volume=if(lt(t\\,3)\\,0.02\\,1):eval=frame,aformat=channel_layouts=stereo',
  'peaks between samples':
    "aevalsrc='0.7*sin(2*PI*12000*t+PI/4)|0.5*sin(2*PI*15900*t)':s=48000:d=2,afade=d=0.2",
  clicks: "aevalsrc='if(lt(mod(n,4800),2),0.9,0)|if(lt(mod(n,4801),1),-0.8,0)':s=48000:d=3",
}

async function ebur128(filter: string): Promise<{ loudness: number; peak: number }> {
  const args = [
    '-hide_banner',
    '-nostats',
    '-f',
    'lavfi',
    '-i',
    `${filter},ebur128=peak=true`,
    '-f',
    'null',
    '-',
  ]
  const { stderr } = await promisify(execFile)('ffmpeg', args, { maxBuffer: 1 << 26 })
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  const read = (pattern: RegExp) => Number(pattern.exec(summary)![1])
  return { loudness: read(/I:\s+(\S+) LUFS/), peak: read(/Peak:\s+(\S+) dBFS/) }
}

/** Pushed in pieces of every odd size. */
function measure(pcm: Pcm) {
  const loudness = createLoudnessMeter()
  const peaks = createPeakMeter()
  for (let at = 0, size = 2; at < pcm.length; at += size, size = (size * 7 + 2) % 9_000) {
    const piece = pcm.subarray(at, at + size)
    loudness.push(piece)
    peaks.push(piece)
  }
  return { loudness: loudness.integrated(), peak: toDecibels(peaks.peak()) }
}

describe('the meters', () => {
  it.each(Object.entries(sounds))('agree with ffmpeg about %s', async (_, filter) => {
    const [theirs, pcm] = await Promise.all([ebur128(filter), fromFilter(filter)])
    const ours = measure(pcm)
    expect(Math.abs(ours.loudness! - theirs.loudness)).toBeLessThanOrEqual(0.2)
    expect(Math.abs(ours.peak - theirs.peak)).toBeLessThanOrEqual(0.3)
  })

  it('call a full-scale tone of 997 Hz in one ear -3.01 LUFS, as the standard does', () => {
    const pcm = silence(48_000 * 2)
    for (let i = 0; i < pcm.length; i += 2) pcm[i] = Math.sin((Math.PI * 997 * i) / 48_000)
    expect(measure(pcm).loudness).toBeCloseTo(-3.01, 2)
  })

  it('hear nothing in silence, and judge nothing shorter than 400 ms', () => {
    expect(measure(silence(96_000))).toEqual({ loudness: undefined, peak: -Infinity })
    expect(measure(silence(19_000).fill(0.5)).loudness).toBeUndefined()
  })

  it('leave out pauses, however long', async () => {
    const tone = await fromFilter('sine=1000:d=2:r=48000,aformat=channel_layouts=stereo')
    const paused = new Float32Array(tone.length * 8)
    paused.set(tone)
    // The only difference is the moment in which the tone ends.
    expect(measure(paused).loudness).toBeCloseTo(measure(tone).loudness!, 0)
    const murmured = paused.map((value, index) =>
      index < tone.length ? value : tone[index % tone.length]! * toGain(-30),
    )
    expect(measure(murmured).loudness).toBeCloseTo(measure(tone).loudness!, 0)
  })
})
