import { type AacConfig, readAacConfig } from './aac.ts'
import type { SampleEntry } from './entry.ts'
import type { Mp4 } from './read.ts'
import { readShown, type Shown } from './timeline.ts'
import type { Track } from './track.ts'

/** Why the samples of a file cannot be written into another file as they are. */
export type Obstacle = 'container' | 'hidden_frames' | 'rate_varies' | 'sound_codec' | 'sound_settings'

export interface JoinVideo {
  readonly track: Track
  readonly entry: SampleEntry
  readonly shown: Shown
  readonly avcConfig: Buffer
  /** Every frame lasts as long, in ticks of the track. */
  readonly frameTicks: number
}

export interface JoinAudio {
  readonly track: Track
  readonly entry: SampleEntry
  readonly shown: Shown
  readonly config: AacConfig
}

export interface Joinable {
  /** Absent exactly when there is an obstacle in the picture. */
  readonly video?: JoinVideo
  /** Absent when the file has no sound, or sound with an obstacle. */
  readonly audio?: JoinAudio
  readonly obstacles: readonly Obstacle[]
}

/** The packet of AAC-LC, in samples: the grain of every cut in the sound. */
export const PACKET = 1024

/** What of a file can be joined by moving its samples: one H.264 picture, and one AAC-LC sound if it has any. */
export function readJoinable(mp4: Mp4): Joinable {
  const video = readVideo(mp4)
  const [audioTrack] = filledTracks(mp4, 'audio')
  const audio = audioTrack && readAudio(audioTrack, mp4)
  const obstacles = [video, audio].filter((found) => typeof found === 'string')
  return {
    ...(typeof video === 'object' && { video }),
    ...(typeof audio === 'object' && { audio }),
    obstacles,
  }
}

/** Recorders announce a sound track before they know whether any sound will come. */
export function filledTracks(mp4: Mp4, kind: Track['kind']): Track[] {
  return mp4.tracks.filter((track) => track.kind === kind && track.samples.count > 0)
}

function readVideo(mp4: Mp4): JoinVideo | Obstacle {
  const [track, second] = filledTracks(mp4, 'video')
  const entry = track?.entries[0]
  const avcConfig = entry?.picture?.avcConfig
  if (mp4.declined || !track || second || !entry || track.entries.length > 1) return 'container'
  if (entry.tag !== 'avc1' || !avcConfig) return 'container'
  const shown = readShown(track, mp4)
  if (!shown?.whole) return 'hidden_frames'
  const frameTicks = steadyTicks(track)
  return frameTicks ? { track, entry, shown, avcConfig, frameTicks } : 'rate_varies'
}

function readAudio(track: Track, mp4: Mp4): JoinAudio | Obstacle {
  const entry = track.entries[0]
  const config = entry && readConfig(entry)
  if (!entry || track.entries.length > 1 || config?.objectType !== 2) return 'sound_codec'
  if (config.spectralBands === 'doubled') return 'sound_codec'
  const shown = readShown(track, mp4)
  const plain = config.channelConfig > 0 && config.samplesPerPacket === PACKET
  const onClock = track.timescale === config.sampleRate && steadyTicks(track) === PACKET
  return plain && onClock && shown ? { track, entry, shown, config } : 'sound_settings'
}

function readConfig({ tag, sound }: SampleEntry): AacConfig | undefined {
  if (tag !== 'mp4a' || sound?.objectType !== 0x40 || !sound.config) return undefined
  try {
    return readAacConfig(sound.config)
  } catch {
    return undefined
  }
}

/** Undefined when the samples last differently long; the last one may, that is how muxers end a clip. */
export function steadyTicks({ samples: { count, durations } }: Track): number | undefined {
  for (let i = 1; i < count - 1; i++) if (durations[i] !== durations[0]) return undefined
  return durations[0] === 0 ? undefined : durations[0]
}
