import { CHANNELS, type Pcm, RATE, soundFrames, toGain } from './pcm.ts'

/** Louder than this, somebody is heard. */
const THRESHOLD = toGain(-40)
/** How quiet the music becomes under it. */
const DUCKED = toGain(-12)
const ATTACK_SECONDS = 0.08
const RELEASE_SECONDS = 0.5

/** The voice is judged over so long; blocks of sound must be made of whole steps. */
export const DUCK_STEP = RATE / 100

/** Makes music quieter while something else is heard, and lets it come back slowly. */
export function createDucker() {
  let level = 1
  return (music: Pcm, voice: Pcm): void => {
    const frames = soundFrames(voice)
    for (let from = 0; from < frames; from += DUCK_STEP) {
      const to = Math.min(frames, from + DUCK_STEP)
      const aim = loudnessOf(voice, from, to) > THRESHOLD ? DUCKED : 1
      const seconds = aim < level ? ATTACK_SECONDS : RELEASE_SECONDS
      const next = aim + (level - aim) * Math.exp(-DUCK_STEP / (seconds * RATE))
      for (let i = from; i < to; i++) {
        const now = level + ((next - level) * (i - from)) / DUCK_STEP
        for (let channel = 0; channel < CHANNELS; channel++) music[CHANNELS * i + channel]! *= now
      }
      level = next
    }
  }
}

/** Root mean square of both channels. */
function loudnessOf(pcm: Pcm, from: number, to: number): number {
  let energy = 0
  for (let i = from * CHANNELS; i < to * CHANNELS; i++) energy += pcm[i]! * pcm[i]!
  return Math.sqrt(energy / ((to - from) * CHANNELS))
}
