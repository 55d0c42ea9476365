import type { Sound } from '../../nodes/cut/cut.ts'
import type { LimiterSettings } from './limiter.ts'
import { createMeters, heardBy, limit, type Metered } from './metered.ts'
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

export interface Evened {
  readonly settings: LimiterSettings
  /** What comes out with these settings. */
  readonly after: Metered
}

/** Writes the mix to `spool`, and finds the one gain that brings it to the target. */
export async function evenOut(mix: PcmStream, spool: string, target: Target): Promise<Evened> {
  const meters = createMeters()
  await writeSpool(heardBy(meters, mix), spool)
  const { loudness, peak = -Infinity } = meters.read()
  const ceiling = toGain(target.peak)
  const wanted = loudness === undefined ? 0 : Math.min(MOST_FILM_GAIN, target.target - loudness)
  if (peak + wanted <= target.peak) {
    const after = {
      loudness: loudness && loudness + wanted,
      peak: Number.isFinite(peak) ? peak + wanted : undefined,
    }
    return { settings: { gain: toGain(wanted), ceiling }, after }
  }

  let drive = 0
  for (let round = 1; ; round++) {
    const settings = { gain: toGain(wanted + drive), ceiling }
    const after = await measure(limit(readSpool(spool), settings))
    const lacks = loudness === undefined ? 0 : loudness + wanted - (after.loudness ?? loudness)
    if (lacks < CLOSE_ENOUGH || drive === MOST_DRIVE || round === MOST_ROUNDS) return { settings, after }
    drive = Math.min(MOST_DRIVE, drive + lacks)
  }
}

async function measure(stream: PcmStream): Promise<Metered> {
  const meters = createMeters()
  for await (const pcm of stream) meters.push(pcm)
  return meters.read()
}
