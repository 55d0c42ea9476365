import type { Rational } from '../ffmpeg/probe.ts'
import type { JoinAudio } from './joinable.ts'

/** A stretch of the film, and the clip whose sound is heard in it; none where it is silent. */
export interface SoundShot {
  readonly file: number
  readonly audio?: JoinAudio | undefined
  /** Needed where there is sound: when the clip's picture begins, in seconds, and the rate its frames are counted at. */
  readonly pictureStart?: number | undefined
  readonly fps?: Rational | undefined
  /** The frame of the clip with which the shot begins. */
  readonly from: number
  /** How many frames of the film it lasts. */
  readonly frames: number
}

/** Which packets of a clip go into the film, and how much silence stands before and behind them. */
export interface SoundPart {
  readonly silentBefore: number
  readonly first: number
  readonly count: number
  readonly silentAfter: number
}

export interface ArrangedSound {
  /** Samples at the start of the film that only warm up the decoder. */
  readonly priming: number
  readonly parts: readonly SoundPart[]
}

/** The clock of the film, in the units of its sound. */
export interface SoundClock {
  readonly sampleRate: number
  readonly packetSamples: number
  readonly fps: Rational
}

/**
 * Fits every shot's packets to the one clock of the film, which the pictures beat. A packet can only be taken
 * whole, so a cut is off by at most half a packet; but every cut is measured from the start of the film, so the
 * next one is too: nothing adds up. Encoder delay of later clips falls away by the same reckoning, because it
 * lies before their first picture.
 */
export function arrangeSound(shots: readonly SoundShot[], clock: SoundClock): ArrangedSound {
  const { sampleRate, packetSamples, fps } = clock
  const priming = openingPriming(shots[0], clock)
  const parts: SoundPart[] = []
  let frames = 0
  let packets = 0
  for (const [index, shot] of shots.entries()) {
    const start = (frames * fps.den * sampleRate) / fps.num
    frames += shot.frames
    const end = (frames * fps.den * sampleRate) / fps.num + priming
    // The last packet may reach past the last picture: the edit list ends the film exactly.
    const isLast = index === shots.length - 1
    const until = isLast ? Math.ceil(end / packetSamples) : nearest(end / packetSamples)

    const room = Math.max(0, until - packets)
    // The clip's packet k is heard from `start + lead + k packets`; the film's next packet begins at `here`.
    const here = packets * packetSamples - priming
    const lead = soundLead(shot, sampleRate) ?? 0
    const wanted = nearest((here - start - lead) / packetSamples)
    const silentBefore = shot.audio ? Math.min(room, Math.max(0, -wanted)) : room
    const first = Math.max(0, wanted)
    const available = shot.audio ? Math.max(0, shot.audio.track.samples.count - first) : 0
    const count = Math.min(room - silentBefore, available)
    parts.push({ silentBefore, first, count, silentAfter: room - silentBefore - count })
    packets += room
  }
  return { priming, parts }
}

/** When the clip's first packet is heard, in samples after the shot's first picture; before it if negative. */
function soundLead({ audio, pictureStart, fps, from }: SoundShot, sampleRate: number): number | undefined {
  if (!audio || pictureStart === undefined || !fps) return undefined
  const picture = pictureStart + (from * fps.den) / fps.num
  return ((audio.shown.startTicks - audio.shown.from) / audio.track.timescale - picture) * sampleRate
}

/** More warming up than this is sound that the clip hides, not delay. */
const MAX_PRIMING_PACKETS = 3

/** The first shot decides what lies before zero: its delay, or the part of a packet of silence if it starts late. */
function openingPriming(shot: SoundShot | undefined, { sampleRate, packetSamples }: SoundClock): number {
  const lead = shot && soundLead(shot, sampleRate)
  if (lead === undefined) return 0
  const before = -Math.round(lead)
  if (before > MAX_PRIMING_PACKETS * packetSamples) return mod(before, packetSamples) + 2 * packetSamples
  return before >= 0 ? before : mod(before, packetSamples)
}

/** Of two packets equally near the earlier one: what is left out at a cut is an end, never a beginning. */
function nearest(packets: number): number {
  return Math.ceil(packets - 0.5 - 1e-6)
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by
}
