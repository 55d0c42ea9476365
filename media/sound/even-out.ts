import type { Sound } from '../../nodes/cut/cut.ts'
import type { LimiterSettings } from './limiter.ts'
import { createLoudnessMeter } from './loudness.ts'
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
/** The louder it is driven, the more of it is taken again. */
const OVERDRIVE = 1.5

/** An encoder moves peaks a little; so much room is left for that. */
const ENCODER_ROOM = 0.5

/** Writes the mix to `spool`, and finds the one gain that brings it to the target. */
export async function evenOut(mix: PcmStream, spool: string, target: Target): Promise<LimiterSettings> {
  const meters = createMeters()
  await writeSpool(heardBy(meters, mix), spool)
  const { loudness, peak = -Infinity } = meters.read()
  const highest = target.peak - ENCODER_ROOM
  const ceiling = toGain(highest)
  if (loudness === undefined) return { gain: 1, ceiling }

  const wanted = Math.min(MOST_FILM_GAIN, target.target - loudness)
  let drive = 0
  if (peak + wanted <= highest) return { gain: toGain(wanted), ceiling }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const heard = createLoudnessMeter()
    const stream = limit(readSpool(spool), { gain: toGain(wanted + drive), ceiling })
    for await (const pcm of stream) heard.push(pcm)
    const lacks = loudness + wanted - (heard.integrated() ?? loudness + wanted)
    if (Math.abs(lacks) < CLOSE_ENOUGH) break
    drive = Math.max(0, Math.min(MOST_DRIVE, drive + OVERDRIVE * lacks))
  }
  return { gain: toGain(wanted + drive), ceiling }
}

/** What an encoder may change of a sound before it is made anew, */
const LOUDNESS_OFF = 0.4
const PEAK_OFF = 0.1
/** and what is more than an encoder's doing: such a sound cannot be as loud as is asked. */
const OUT_OF_REACH = 1.5

/** Better settings for a film whose encoded sound came out other than it should; undefined if it is fine. */
export function correct(
  { gain, ceiling }: LimiterSettings,
  { loudness, peak }: Metered,
  target: Target,
): LimiterSettings | undefined {
  const excess = Math.max(0, (peak ?? -Infinity) - target.peak)
  const lacks = loudness === undefined ? 0 : target.target - loudness
  if (excess > PEAK_OFF) return { gain, ceiling: ceiling * toGain(-1.2 * excess) }
  const isOff = Math.abs(lacks) > LOUDNESS_OFF && Math.abs(lacks) < OUT_OF_REACH
  return isOff ? { gain: gain * toGain(lacks), ceiling } : undefined
}
