import type { Rational } from '../ffmpeg/probe.ts'
import { AppError } from '../../nodes/errors.ts'
import { arrangeSound, type SoundPart, type SoundShot } from './arrange-sound.ts'
import type { JoinAudio } from './joinable.ts'
import { opusSilence } from './opus.ts'

/** Where the sound of a film comes from: the clips' own packets, or one file that was made for it. */
export type FilmSound =
  | {
      readonly kind: 'packets'
      readonly shots: readonly SoundShot[]
      /** One packet of AAC in which nothing is heard; needed when `silentPacketsOf` says so. */
      readonly silence?: Buffer | undefined
    }
  | { readonly kind: 'file'; readonly file: number; readonly audio: JoinAudio }

/** Packets that follow each other in a clip; without a clip they are silence. */
export interface SoundStretch {
  readonly source?: { readonly file: number; readonly audio: JoinAudio } | undefined
  readonly first: number
  readonly count: number
}

export interface SoundFlow {
  /** What all packets have in common. */
  readonly like: JoinAudio
  readonly priming: number
  readonly stretches: readonly SoundStretch[]
  readonly packets: number
  readonly silence?: Buffer | undefined
}

/** Undefined where the film has no sound at all. */
export function flowSound(sound: FilmSound, { fps, frames }: FilmClock): SoundFlow | undefined {
  if (sound.kind === 'file') return flowFile(sound, { fps, frames })
  const like = sound.shots.find(({ audio }) => audio)?.audio
  if (!like) return undefined
  if (sound.shots.some(({ audio }) => audio && !soundsAlike(audio, like))) {
    throw new AppError('internal', {}, { message: 'packets of different sounds cannot follow each other' })
  }
  const { priming, parts } = arrangeSound(sound.shots, { ...like, fps })
  const stretches = parts.flatMap((part, index) => stretchesOf(part, sound.shots[index]!))
  const packets = stretches.reduce((sum, { count }) => sum + count, 0)
  const silence = like.codec === 'opus' ? opusSilence(like.packetSamples) : sound.silence
  return { like, priming, stretches, packets, silence }
}

export interface FilmClock {
  readonly fps: Rational
  readonly frames: number
}

/** A film's own sound begins with its picture; what reaches past the picture's end is left out. */
function flowFile(
  { file, audio }: Extract<FilmSound, { kind: 'file' }>,
  { fps, frames }: FilmClock,
): SoundFlow {
  const { sampleRate, packetSamples, track } = audio
  const priming = audio.shown.from
  const needed = Math.ceil(((frames * fps.den * sampleRate) / fps.num + priming) / packetSamples)
  const packets = Math.min(track.samples.count, needed)
  return { like: audio, priming, stretches: [{ source: { file, audio }, first: 0, count: packets }], packets }
}

function stretchesOf({ silentBefore, first, count, silentAfter }: SoundPart, shot: SoundShot) {
  const source = shot.audio && { file: shot.file, audio: shot.audio }
  const stretches: SoundStretch[] = [
    { first: 0, count: silentBefore },
    { source, first, count },
    { first: 0, count: silentAfter },
  ]
  return stretches.filter((stretch) => stretch.count > 0)
}

/** Whether a decoder that was set up for one can go on with the other. */
function soundsAlike(a: JoinAudio, b: JoinAudio): boolean {
  const sameClock = a.sampleRate === b.sampleRate && a.packetSamples === b.packetSamples
  if (a.codec !== b.codec || !sameClock || a.channels !== b.channels) return false
  // Opus decodes any packet with any settings; how long its decoder warms up may differ.
  return a.codec === 'opus' || a.config.equals(b.config)
}

/** Hands out the flow piece by piece, in step with the pictures. */
export function createTap(stretches: readonly SoundStretch[]) {
  let index = 0
  let used = 0
  return (packets: number): SoundStretch[] => {
    const taken: SoundStretch[] = []
    let left = packets
    while (left > 0 && index < stretches.length) {
      const { source, first, count } = stretches[index]!
      const part = Math.min(left, count - used)
      taken.push({ source, first: first + used, count: part })
      left -= part
      used += part
      if (used === count) {
        index++
        used = 0
      }
    }
    return taken
  }
}
