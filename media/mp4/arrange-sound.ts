import type { Rational } from '../ffmpeg/probe.ts'
import { type JoinAudio, type JoinVideo, PACKET } from './joinable.ts'

export interface JoinSource {
  readonly video: JoinVideo
  readonly audio?: JoinAudio | undefined
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

/**
 * Fits every clip's packets to the one clock of the film, which the pictures beat. A packet can only be taken
 * whole, so a cut is off by at most half a packet; but every cut is measured from the start of the film, so the
 * next one is too: nothing adds up. Encoder delay of later clips falls away by the same reckoning, because it
 * lies before their first picture.
 */
export function arrangeSound(
  sources: readonly JoinSource[],
  { sampleRate, fps }: { sampleRate: number; fps: Rational },
): ArrangedSound {
  const opening = arrangeOpening(sources[0], sampleRate)
  const parts: SoundPart[] = []
  let frames = 0
  let packets = 0
  for (const [index, source] of sources.entries()) {
    const start = (frames * fps.den * sampleRate) / fps.num
    frames += source.video.track.samples.count
    const end = (frames * fps.den * sampleRate) / fps.num + opening.priming
    // The last packet may reach past the last picture: the edit list ends the film exactly.
    const until = index === sources.length - 1 ? Math.ceil(end / PACKET) : Math.round(end / PACKET)

    const room = Math.max(0, until - packets)
    // The clip's packet k is heard from `start + lead + k packets`; the film's next packet begins at `here`.
    const here = packets * PACKET - opening.priming
    const lead = source.audio ? soundLead(source.video, source.audio, sampleRate) : 0
    const wanted = Math.round((here - start - lead) / PACKET)
    const silentBefore = source.audio ? Math.min(room, Math.max(0, -wanted)) : room
    const first = Math.max(0, wanted)
    const available = source.audio ? Math.max(0, source.audio.track.samples.count - first) : 0
    const count = Math.min(room - silentBefore, available)
    parts.push({ silentBefore, first, count, silentAfter: room - silentBefore - count })
    packets += room
  }
  return { priming: opening.priming, parts }
}

/** When the first packet is heard, in samples after the clip's first picture; before it if negative. */
function soundLead(video: JoinVideo, { shown, track }: JoinAudio, sampleRate: number): number {
  const picture = (video.shown.startTicks / video.track.timescale) * sampleRate
  return ((shown.startTicks - shown.from) / track.timescale) * sampleRate - picture
}

/** More warming up than this is sound that the clip hides, not delay. */
const MAX_PRIMING_PACKETS = 3

/** The first clip decides what lies before zero: its delay, or the part of a packet of silence if it starts late. */
function arrangeOpening(source: JoinSource | undefined, sampleRate: number): { priming: number } {
  if (!source?.audio) return { priming: 0 }
  const before = -Math.round(soundLead(source.video, source.audio, sampleRate))
  if (before <= MAX_PRIMING_PACKETS * PACKET) return { priming: before >= 0 ? before : mod(before, PACKET) }
  return { priming: mod(before, PACKET) + 2 * PACKET }
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by
}
