import { createHash } from 'node:crypto'
import type { AudioTrack, Probe, Rational, VideoTrack } from '../ffmpeg/probe.ts'
import { readAacConfig } from './aac.ts'
import { matrixNames, primariesNames, transferNames } from './colors.ts'
import type { EntryColor } from './entry.ts'
import { readAvcConfig, readSps, type Sps } from './h264.ts'
import { filledTracks } from './joinable.ts'
import { reduce } from './numbers.ts'
import type { Mp4 } from './read.ts'
import { steadyTicks } from './steady.ts'
import { readShown } from './timeline.ts'
import type { Track } from './track.ts'

/**
 * The same facts that ffprobe would give, in a hundredth of its time. Undefined wherever only decoding can
 * tell (other codecs, varying frame rates, interlacing, doubled audio rates): then ffprobe is asked.
 */
export function probeMp4(mp4: Mp4): Probe | undefined {
  const videos = filledTracks(mp4, 'video')
  const audios = filledTracks(mp4, 'audio')
  if (mp4.declined || videos.length > 1 || audios.length > 1) return undefined
  if (videos.length + audios.length === 0) return undefined
  try {
    const video = videos[0] && readVideo(videos[0], mp4)
    const audio = audios[0] && readAudio(audios[0], mp4)
    if ((videos[0] && !video) || (audios[0] && !audio)) return undefined
    return {
      format: mp4.container,
      bytes: mp4.bytes,
      durationSeconds: spanSeconds([video, audio]),
      ...(video && { video }),
      ...(audio && { audio }),
    }
  } catch (error) {
    // A configuration that ends too early may still make sense to a decoder.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function spanSeconds(tracks: readonly (VideoTrack | AudioTrack | undefined)[]): number {
  let start = Infinity
  let end = 0
  for (const track of tracks) {
    if (!track) continue
    start = Math.min(start, track.startSeconds)
    end = Math.max(end, track.startSeconds + (track.durationSeconds ?? 0))
  }
  return end - start
}

function readVideo(track: Track, mp4: Mp4): VideoTrack | undefined {
  const { samples, timescale } = track
  const entry = track.entries[0]
  const avcC = entry?.picture?.codec === 'h264' ? entry.picture.config : undefined
  const shown = readShown(track, mp4)
  const rotation = readRotation(track.placement)
  const fps = steadyRate(track)
  if (!entry?.picture || !avcC || track.entries.length > 1 || samples.count === 0) return undefined
  if (!shown || !fps || rotation === undefined) return undefined

  const unit = readAvcConfig(avcC).sps[0]
  const sps = unit && readSps(unit)
  const profile = sps && profileName(sps)
  const pixFmt = sps && pixelFormat(sps)
  if (!sps?.framesOnly || !profile || !pixFmt) return undefined

  const upright = rotation === 0 || rotation === 180
  return {
    codec: 'h264',
    // In Matroska the four characters stand nowhere.
    codecTag: mp4.container === 'mov' ? entry.tag : '',
    profile,
    level: sps.level,
    width: upright ? sps.width : sps.height,
    height: upright ? sps.height : sps.width,
    codedWidth: sps.width,
    codedHeight: sps.height,
    pixFmt,
    sar: reduce(entry.picture.sar ?? sps.vui.sar ?? { num: 1, den: 1 }),
    rotation,
    fps,
    averageFps: reduce({ num: timescale * samples.count, den: samples.ticks }),
    frames: samples.count,
    timeBase: { num: 1, den: timescale },
    fieldOrder: 'progressive',
    ...colorNames(sps, entry.picture.color),
    hasBFrames: sps.vui.reorderFrames !== undefined ? sps.vui.reorderFrames > 0 : isReordered(track),
    extradataHash: md5(avcC),
    durationSeconds: shown.ticks / timescale,
    startSeconds: shown.startTicks / timescale,
  }
}

function readAudio(track: Track, mp4: Mp4): AudioTrack | undefined {
  const sound = track.entries[0]?.sound
  const shown = readShown(track, mp4)
  if (!sound?.config || sound.objectType !== 0x40 || track.entries.length > 1 || !shown) return undefined
  const config = readAacConfig(sound.config)
  const layout = LAYOUTS[config.channelConfig]
  if (config.objectType !== 2 || !layout || config.spectralBands === 'doubled') return undefined
  if (config.spectralBands === 'unsaid' && config.sampleRate <= 24_000) return undefined
  return {
    codec: 'aac',
    profile: 'LC',
    sampleRate: config.sampleRate,
    channels: layout.channels,
    layout: layout.name,
    timeBase: { num: 1, den: track.timescale },
    extradataHash: md5(sound.config),
    durationSeconds: shown.ticks / track.timescale,
    startSeconds: shown.startTicks / track.timescale,
  }
}

/** By channelConfiguration, ISO/IEC 14496-3 table 1.19. */
const LAYOUTS: Readonly<Record<number, { channels: number; name: string }>> = {
  1: { channels: 1, name: 'mono' },
  2: { channels: 2, name: 'stereo' },
  3: { channels: 3, name: '3.0' },
  4: { channels: 4, name: '4.0' },
  5: { channels: 5, name: '5.0' },
  6: { channels: 6, name: '5.1' },
}

function steadyRate(track: Track): Rational | undefined {
  const ticks = steadyTicks(track)
  return ticks === undefined ? undefined : reduce({ num: track.timescale, den: ticks })
}

function isReordered({ samples: { compositions } }: Track): boolean {
  return compositions?.some((composition) => composition !== compositions[0]) ?? false
}

/** The four turns that cameras write; undefined for mirrors and slants. */
function readRotation(placement: Buffer): 0 | 90 | 180 | 270 | undefined {
  const one = 0x10000
  const [a, b, c, d] = [0, 4, 12, 16].map((at) => placement.readInt32BE(at) / one)
  switch (`${a} ${b} ${c} ${d}`) {
    case '1 0 0 1':
      return 0
    case '0 1 -1 0':
      return 90
    case '-1 0 0 -1':
      return 180
    case '0 -1 1 0':
      return 270
    default:
      return undefined
  }
}

const PROFILES: Readonly<Record<number, string>> = {
  66: 'Baseline',
  77: 'Main',
  88: 'Extended',
  100: 'High',
  110: 'High 10',
  122: 'High 4:2:2',
  244: 'High 4:4:4 Predictive',
}

function profileName({ profile, constraints }: Sps): string | undefined {
  if (profile === 66 && constraints & 0b10) return 'Constrained Baseline'
  if (constraints & 0b1000 && profile === 110) return 'High 10 Intra'
  if (constraints & 0b1000 && profile === 122) return 'High 4:2:2 Intra'
  if (constraints & 0b1000 && profile === 244) return 'High 4:4:4 Intra'
  return PROFILES[profile]
}

function pixelFormat({ chroma, lumaBits, chromaBits, vui }: Sps): string | undefined {
  const sampling = { 1: '420', 2: '422', 3: '444' }[chroma]
  if (!sampling || lumaBits !== chromaBits || vui.matrix === 0) return undefined
  if (lumaBits === 8) return `${vui.fullRange ? 'yuvj' : 'yuv'}${sampling}p`
  return [9, 10, 12, 14].includes(lumaBits) ? `yuv${sampling}p${lumaBits}le` : undefined
}

/** The bitstream is what gets decoded, so it wins over the container where both speak. */
function colorNames({ vui }: Sps, entry: EntryColor | undefined) {
  const fullRange = vui.fullRange ?? entry?.fullRange
  const { primaries, transfer, matrix } = vui.matrix === undefined ? (entry ?? {}) : vui
  const names = {
    colorRange: fullRange === undefined ? undefined : fullRange ? 'pc' : 'tv',
    colorSpace: matrixNames[matrix ?? 2],
    colorTransfer: transferNames[transfer ?? 2],
    colorPrimaries: primariesNames[primaries ?? 2],
  }
  return Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined))
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex')
}
