import type { Sound } from '../../../nodes/cut/cut.ts'
import { type Reason, reason } from '../../../nodes/cut/reasons.ts'
import type { AudioTrack } from '../../ffmpeg/probe.ts'
import type { JoinAudio } from '../../mp4/joinable.ts'
import type { FilmFormat, StitchPlan } from '../film.ts'
import { majority } from '../majority.ts'
import { isMoving, type MovingShot, type PlanShot } from './shots.ts'

export interface SoundPlan {
  readonly sound: StitchPlan['sound']
  readonly audio?: FilmFormat['audio']
}

export interface SoundWishes {
  readonly sound: Sound
  readonly music: boolean
  /** False where not a packet may be moved as it is. */
  readonly mayCopy: boolean
}

/** Encoded films all sound alike, whatever came in. */
const ENCODED_AUDIO = { sampleRate: 48_000, channels: 2 } as const

/**
 * Decides about the sound apart from the picture: packets are moved as they are while all agree and nothing is
 * asked of any; silence is put where a shot has none. Otherwise all of it is mixed anew, which costs little.
 */
export function planSound(shots: readonly PlanShot[], wishes: SoundWishes): SoundPlan {
  const sounding = shots.filter(isMoving).filter(({ moving }) => moving.clip.probe.audio)
  const heard = sounding.filter(({ laid }) => !isMuted(laid.shot))
  if (heard.length === 0 && !wishes.music) return { sound: { action: 'none', reasons: [] } }

  const usual = usualSound(heard)
  const wanted = [
    ...(wishes.music ? [reason('music', {})] : []),
    ...sounding.flatMap((shot) => [...judgeTreatment(shot), ...judgeSound(shot, usual)]),
    ...joinedSounds(shots),
    ...judgeLoudness(heard, wishes.sound),
  ]
  const told = shots.filter(isMoving).flatMap((shot) => [...judgeTracks(shot), ...judgeExtent(shot)])
  const isCopied = wishes.mayCopy && wanted.length === 0 && usual !== undefined
  return {
    sound: { action: isCopied ? 'copy' : 'encode', reasons: [...wanted, ...told] },
    audio: isCopied ? { sampleRate: usual.sampleRate, channels: usual.channels } : ENCODED_AUDIO,
  }
}

function isMuted({ muted, volume }: PlanShot['laid']['shot']): boolean {
  return muted === true || volume === 0
}

function usualSound(heard: readonly MovingShot[]): JoinAudio | undefined {
  const all = heard.flatMap(({ moving }) => moving.clip.joinable?.audio ?? [])
  // Where not all are alike everything becomes AAC, so that is never what is odd.
  const aac = all.filter(({ codec }) => codec === 'aac')
  const sounds = aac.length > 0 ? aac : all
  const key = majority(sounds.map(soundKey))
  return sounds.find((sound) => soundKey(sound) === key)
}

/** Packets with the same key can follow each other. */
function soundKey({ codec, config, packetSamples }: JoinAudio): string {
  return `${codec} ${config.toString('hex')} ${packetSamples}`
}

/** What was asked of the sound of a shot. */
function judgeTreatment({ number: clip, laid: { shot }, moving }: MovingShot): Reason[] {
  const { volume = 1, speed = 1, fadeIn = 0, fadeOut = 0 } = shot
  if (isMuted(shot)) return [reason('sound_muted', { clip })]
  return [
    ...(moving.damage === undefined ? [] : [reason('sound_damaged', { clip })]),
    ...(volume === 1 ? [] : [reason('sound_volume', { clip, percent: Math.round(volume * 100) })]),
    ...(speed === 1 ? [] : [reason('sound_speed', { clip, speed })]),
    ...(fadeIn + fadeOut === 0 ? [] : [reason('sound_fades', { clip })]),
  ]
}

/** What in the file keeps the sound of a shot from following the others. */
function judgeSound({ number: clip, moving, laid }: MovingShot, usual: JoinAudio | undefined): Reason[] {
  const { probe, joinable } = moving.clip
  if (!probe.audio || isMuted(laid.shot)) return []
  const { codec, profile, sampleRate, channels, layout } = probe.audio
  const own = joinable?.audio
  const isPlain = ['aac', 'opus'].includes(codec) && !joinable?.obstacles.includes('sound_codec')
  if (!isPlain || (usual && codec !== usual.codec)) {
    const name = isPlain || codec !== 'aac' ? codec.toUpperCase() : (profile ?? 'another AAC')
    return [reason('sound_codec', { clip, from: name })]
  }
  if (usual && sampleRate !== usual.sampleRate) {
    return [reason('sound_rate', { clip, from: sampleRate, to: usual.sampleRate })]
  }
  if (usual && channels !== usual.channels) {
    const from = layout ?? nameChannels(channels)
    return [reason('sound_channels', { clip, from, to: nameChannels(usual.channels) })]
  }
  // Packets are placed by when their own picture begins.
  const isPlaced = joinable?.pictureStart !== undefined
  const canFollow = isPlaced && own && usual && soundKey(own) === soundKey(usual)
  return canFollow ? [] : [reason('sound_settings', { clip })]
}

function nameChannels(channels: number): string {
  return { 1: 'mono', 2: 'stereo', 6: '5.1' }[channels] ?? `${channels} channels`
}

function joinedSounds(shots: readonly PlanShot[]): Reason[] {
  const isHeard = ({ moving, laid }: PlanShot) => moving?.clip.probe.audio && !isMuted(laid.shot)
  return shots.flatMap((shot, index) => {
    const next = shots[index + 1]
    const flows = shot.laid.overlap > 0 && (isHeard(shot) || (next && isHeard(next)))
    return flows ? [reason('sound_transition', { clip: shot.number })] : []
  })
}

/** What nobody hears, in LU. */
const EVEN_ENOUGH = 1

function judgeLoudness(heard: readonly MovingShot[], { loudness, target }: Sound): Reason[] {
  if (loudness === 'as-is') return []
  const off = ({ moving }: MovingShot) => Math.abs((moving.loudness ?? target) - target)
  const furthest = heard.toSorted((a, b) => off(b) - off(a))[0]
  if (!furthest || off(furthest) <= EVEN_ENOUGH) return []
  const from = Math.round(furthest.moving.loudness! * 10) / 10
  return [reason('sound_loudness', { clip: furthest.number, from, to: target })]
}

function judgeTracks({ number: clip, moving, laid }: MovingShot): Reason[] {
  const { otherSounds = 0 } = moving.clip.probe
  if (otherSounds === 0 || isMuted(laid.shot)) return []
  return [reason('sound_tracks', { clip, count: otherSounds + 1 })]
}

/** Shorter than this is the grain of the packets, not something to hear. */
const AUDIBLE_SECONDS = 0.1

/** Sound that is missing or stands over; only of what is shown. */
function judgeExtent({ number: clip, moving, laid }: MovingShot): Reason[] {
  const { probe, video } = moving.clip
  if (!probe.audio) return [reason('sound_added', { clip })]
  const showsEnd = laid.source?.to === moving.facts.frames
  if (!showsEnd || video.durationSeconds === undefined || probe.audio.durationSeconds === undefined) return []
  const longer = endOf(probe.audio) - endOf(video)
  if (Math.abs(longer) < AUDIBLE_SECONDS) return []
  const seconds = Math.abs(longer).toFixed(1)
  return [reason(longer > 0 ? 'sound_long' : 'sound_short', { clip, seconds })]
}

function endOf({ startSeconds, durationSeconds = 0 }: Pick<AudioTrack, 'startSeconds' | 'durationSeconds'>) {
  return startSeconds + durationSeconds
}
