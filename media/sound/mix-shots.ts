import { createEnvelope, type Envelope } from './envelope.ts'
import { CHANNELS, type Pcm, type PcmStream, silence, soundFrames } from './pcm.ts'
import type { HeardShot, Stretch } from './stretches.ts'

/** The shots' own sound, one behind the other, crossing where they share time. Never more than two at once. */
export async function* mixShots(
  stretches: readonly Stretch[],
  decode: (stretch: Stretch) => PcmStream,
  levelOf: (shot: HeardShot) => number,
): PcmStream {
  /** What is still to be heard of the stretch before, from the start of this one. */
  let tail = silence(0)
  for (const [index, stretch] of stretches.entries()) {
    const nextStart = stretches[index + 1]?.start ?? stretch.end
    const ownTail = silence(stretch.end - nextStart)
    let at = stretch.start
    for await (const pcm of shaped(stretch, decode, levelOf)) {
      addAt(pcm, tail, stretch.start - at)
      addAt(ownTail, pcm, at - nextStart)
      const frames = soundFrames(pcm)
      const own = Math.min(frames, Math.max(0, nextStart - at))
      if (own > 0) yield pcm.subarray(0, own * CHANNELS)
      at += frames
    }
    tail = ownTail
  }
}

/** A stretch with every shot as loud as it is meant to be. */
async function* shaped(
  stretch: Stretch,
  decode: (stretch: Stretch) => PcmStream,
  levelOf: (shot: HeardShot) => number,
): AsyncGenerator<Pcm> {
  const envelopes = stretch.shots.map((shot, index) => envelopeOf(shot, stretch.shots[index - 1], levelOf))
  let at = stretch.start
  let index = 0
  for await (const pcm of decode(stretch)) {
    for (let done = 0; done < soundFrames(pcm);) {
      const shot = stretch.shots[index]!
      const part = pcm.subarray(done * CHANNELS, (done + shot.end - at) * CHANNELS)
      if (stretch.source) envelopes[index]!.apply(part, at)
      done += soundFrames(part)
      at += soundFrames(part)
      if (at === shot.end) index += 1
    }
    yield pcm
  }
}

function envelopeOf(
  shot: HeardShot,
  before: HeardShot | undefined,
  levelOf: (shot: HeardShot) => number,
): Envelope {
  return createEnvelope(shot, { level: levelOf(shot), levelBefore: before && levelOf(before) })
}

/** Adds one sound to another, as far as they share time. `offset`: where `added` begins in `sound`. */
function addAt(sound: Pcm, added: Pcm, offset: number): void {
  const first = Math.max(0, offset)
  const end = Math.min(soundFrames(sound), offset + soundFrames(added))
  for (let i = first * CHANNELS; i < end * CHANNELS; i++) sound[i]! += added[i - offset * CHANNELS]!
}
