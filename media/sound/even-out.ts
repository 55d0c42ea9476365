import type { Sound } from '../../nodes/cut/cut.ts'
import type { LimiterSettings } from './limiter.ts'
import { createMeters, limit, type Metered } from './metered.ts'
import { type PcmStream, toGain } from './pcm.ts'
import { readSpool, writeSpool } from './spool.ts'

export type Target = Pick<Sound, 'target' | 'peak'>

/** More than this brings up noise rather than sound. */
const MOST_SHOT_GAIN = 12
const MOST_FILM_GAIN = 20

/** How much a clip is made louder so that all are equally loud, whatever its camera or model thought right. */
export function evenGain(loudness: number | undefined, { target }: Target): number {
  if (loudness === undefined) return 1
  return toGain(Math.max(-MOST_SHOT_GAIN, Math.min(MOST_SHOT_GAIN, target - loudness)))
}

/** What limiting peaks takes from the loudness is given back, in a few rounds, up to here. */
const MOST_DRIVE = 6
const MOST_ROUNDS = 3
const CLOSE_ENOUGH = 0.2

/** Writes the mix to `spool`, and finds the one gain that brings it to the target. */
export async function evenOut(mix: PcmStream, spool: string, target: Target): Promise<LimiterSettings> {
  const meters = createMeters()
  await writeSpool(meters.listen(mix), spool)
  const { loudness, peak = -Infinity } = meters.read()
  const ceiling = toGain(target.peak)
  if (loudness === undefined) return { gain: 1, ceiling }

  const wanted = Math.min(MOST_FILM_GAIN, target.target - loudness)
  if (peak + wanted <= target.peak) return { gain: toGain(wanted), ceiling }
  let drive = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const limited = await measure(limit(readSpool(spool), { gain: toGain(wanted + drive), ceiling }))
    const lacks = loudness + wanted - (limited.loudness ?? loudness + wanted)
    if (lacks < CLOSE_ENOUGH || drive === MOST_DRIVE) break
    drive = Math.min(MOST_DRIVE, drive + lacks)
  }
  return { gain: toGain(wanted + drive), ceiling }
}

async function measure(stream: PcmStream): Promise<Metered> {
  const meters = createMeters()
  for await (const pcm of stream) meters.push(pcm)
  return meters.read()
}
