import { type AacConfig, readAacConfig } from './aac.ts'
import type { PictureCodec } from './codec.ts'
import { displayOrder } from './display-order.ts'
import type { SampleEntry } from './entry.ts'
import { OPUS_RATE } from './opus.ts'
import type { Mp4 } from './read.ts'
import { steadyPackets, steadyPictures, steadyTicks } from './steady.ts'
import { readShown, type Shown } from './timeline.ts'
import type { Track } from './track.ts'

/** Why the samples of a file cannot be written into another file as they are. */
export type Obstacle = 'container' | 'hidden_frames' | 'rate_varies' | 'sound_codec' | 'sound_settings'

export interface JoinVideo {
  readonly codec: PictureCodec
  /** What a decoder is told once: the payload of avcC, hvcC, av1C or vpcC. */
  readonly config: Buffer
  readonly track: Track
  readonly entry: SampleEntry
  readonly shown: Shown
  /** Every frame lasts as long, in ticks of the track. */
  readonly frameTicks: number
}

export interface JoinAudio {
  readonly codec: 'aac' | 'opus'
  /** What a decoder is told once: AudioSpecificConfig, or the payload of dOps. */
  readonly config: Buffer
  /** The clock of the track as well. */
  readonly sampleRate: number
  readonly channels: number
  /** How long every packet sounds, in samples: the grain of every cut in the sound. */
  readonly packetSamples: number
  readonly track: Track
  readonly entry: SampleEntry
  readonly shown: Shown
}

export interface Joinable {
  /** Absent exactly when there is an obstacle in the picture. */
  readonly video?: JoinVideo
  /** Absent when the file has no sound, or sound with an obstacle. */
  readonly audio?: JoinAudio
  /** When its one picture begins, in seconds of the clock that its sound runs on; packets are placed by it. */
  readonly pictureStart?: number
  readonly obstacles: readonly Obstacle[]
}

/** The packet of AAC-LC, in samples. */
const PACKET = 1024

/** What of a file can be joined by moving its samples: one picture, and one sound if it has any. */
export function readJoinable(mp4: Mp4): Joinable {
  const video = readVideo(mp4)
  const [audioTrack] = filledTracks(mp4, 'audio')
  const audio = audioTrack && readJoinAudio(audioTrack, mp4)
  const obstacles = [video, audio].filter((found) => typeof found === 'string')
  const pictureStart = startOfPicture(mp4)
  return {
    ...(typeof video === 'object' && { video }),
    ...(typeof audio === 'object' && { audio }),
    ...(pictureStart !== undefined && { pictureStart }),
    obstacles,
  }
}

/** Recorders announce a sound track before they know whether any sound will come. */
export function filledTracks(mp4: Mp4, kind: Track['kind']): Track[] {
  return mp4.tracks.filter((track) => track.kind === kind && track.samples.count > 0)
}

/** Known of pictures at any rate and in any codec; of two nobody knows which one is meant. */
function startOfPicture(mp4: Mp4): number | undefined {
  const [track, second] = filledTracks(mp4, 'video')
  const shown = track && !second ? readShown(track, mp4) : undefined
  return shown && shown.startTicks / track!.timescale
}

function readVideo(mp4: Mp4): JoinVideo | Obstacle {
  const [found, second] = filledTracks(mp4, 'video')
  const track = found && steadyPictures(found)
  const entry = track?.entries[0]
  if (mp4.declined || !track || second || !entry || track.entries.length > 1) return 'container'
  const { codec, config } = entry.picture ?? {}
  if (!codec || !config) return 'container'
  const shown = readShown(track, mp4)
  if (!shown?.whole) return 'hidden_frames'
  const frameTicks = steadyTicks(track)
  if (!frameTicks || !displayOrder(track, frameTicks)) return 'rate_varies'
  return { codec, config, track, entry, shown, frameTicks }
}

function readJoinAudio(found: Track, mp4: Mp4): JoinAudio | Obstacle {
  const entry = found.entries[0]
  const told = entry && found.entries.length === 1 ? readToldOnce(entry) : undefined
  if (!entry || !told) return 'sound_codec'
  const { sampleRate, channels, packetSamples: fixed } = told
  const track = fixed ? steadyPackets(found, { sampleRate, packetSamples: fixed }) : found
  const steady = steadyTicks(track)
  const shown = readShown(track, mp4)
  const onClock = track.timescale === sampleRate && steady !== undefined && steady === (fixed ?? steady)
  if (!onClock || channels === undefined || !shown) return 'sound_settings'
  return { ...told, channels, packetSamples: steady, track, entry, shown }
}

type ToldOnce = Pick<JoinAudio, 'codec' | 'config' | 'sampleRate'> & {
  /** Absent where the layout is spelled out, which no plain file does. */
  readonly channels?: number | undefined
  readonly packetSamples?: number
}

function readToldOnce({ tag, sound }: SampleEntry): ToldOnce | undefined {
  if (!sound?.config) return undefined
  const { config, opus } = sound
  if (tag === 'Opus') {
    const channels = opus?.family === 0 ? opus.channels : undefined
    return opus && { codec: 'opus', config, sampleRate: OPUS_RATE, channels }
  }
  const aac = tag === 'mp4a' && sound.objectType === 0x40 ? tryReadAac(config) : undefined
  if (aac?.objectType !== 2 || aac.spectralBands === 'doubled') return undefined
  const channels = aac.samplesPerPacket === PACKET ? AAC_CHANNELS[aac.channelConfig] : undefined
  return { codec: 'aac', config, sampleRate: aac.sampleRate, channels, packetSamples: PACKET }
}

/** By channelConfiguration, ISO/IEC 14496-3 table 1.19. */
const AAC_CHANNELS: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 8 }

function tryReadAac(config: Buffer): AacConfig | undefined {
  try {
    return readAacConfig(config)
  } catch {
    return undefined
  }
}
