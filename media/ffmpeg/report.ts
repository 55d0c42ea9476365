import { z } from 'zod'
import type { AudioTrack, Probe, Rational, VideoTrack } from './probe.ts'

const Stream = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  profile: z.string().optional(),
  level: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  pix_fmt: z.string().optional(),
  sample_aspect_ratio: z.string().optional(),
  field_order: z.string().optional(),
  color_range: z.string().optional(),
  color_space: z.string().optional(),
  color_transfer: z.string().optional(),
  color_primaries: z.string().optional(),
  has_b_frames: z.number().optional(),
  r_frame_rate: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  time_base: z.string().optional(),
  start_time: z.string().optional(),
  duration: z.string().optional(),
  nb_frames: z.string().optional(),
  sample_rate: z.string().optional(),
  channels: z.number().optional(),
  channel_layout: z.string().optional(),
  extradata_hash: z.string().optional(),
  disposition: z.record(z.string(), z.number()).optional(),
  side_data_list: z.array(z.looseObject({ rotation: z.number().optional() })).optional(),
  tags: z.record(z.string(), z.string()).optional(),
})
type Stream = z.infer<typeof Stream>

const Report = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({
    format_name: z.string(),
    size: z.string(),
    start_time: z.string().optional(),
    duration: z.string().optional(),
  }),
})

/** Reads what ffprobe says as JSON. Separate from the process, so that every odd report becomes a test. */
export function readReport(json: unknown): Probe {
  const { streams, format } = Report.parse(json)
  const picture = best(streams.filter(isPicture), ({ width = 0, height = 0 }) => width * height)
  const sounds = streams.filter(isSound)
  const [sound] = sounds
  const video = picture && readVideo(picture)
  const audio = sound && readAudio(sound)
  return {
    format: format.format_name.split(',')[0] ?? '',
    bytes: Number(format.size),
    durationSeconds: span([video, audio]) ?? seconds(format.duration) ?? 0,
    ...(video && { video }),
    ...(audio && { audio }),
    ...(sounds.length > 1 && { otherSounds: sounds.length - 1 }),
  }
}

function isSound({ codec_type, codec_name, channels }: Stream): boolean {
  return codec_type === 'audio' && codec_name !== undefined && codec_name !== '' && Boolean(channels)
}

/** The cover of a song is a video stream too, and so are the chapter pictures of a podcast. */
function isPicture({ codec_type, codec_name, width, height, disposition }: Stream): boolean {
  if (codec_type !== 'video' || !codec_name || !width || !height) return false
  return !disposition?.['attached_pic'] && !disposition?.['timed_thumbnails']
}

/** The one that players choose: marked as default, else the largest, else the first. */
function best(streams: readonly Stream[], size: (stream: Stream) => number): Stream | undefined {
  const rank = (stream: Stream) => (stream.disposition?.['default'] ? 1 : 0)
  return streams.toSorted((a, b) => rank(b) - rank(a) || size(b) - size(a))[0]
}

function readVideo(stream: Stream): VideoTrack {
  const { width = 0, height = 0 } = stream
  const rotation = readRotation(stream)
  const upright = rotation === 0 || rotation === 180
  const average = fraction(stream.avg_frame_rate)
  return {
    codec: stream.codec_name ?? '',
    codecTag: readTag(stream),
    profile: stream.profile,
    level: stream.level !== undefined && stream.level > 0 ? stream.level : undefined,
    width: upright ? width : height,
    height: upright ? height : width,
    codedWidth: width,
    codedHeight: height,
    pixFmt: stream.pix_fmt,
    sar: fraction(stream.sample_aspect_ratio) ?? { num: 1, den: 1 },
    rotation,
    fps: nominalRate(fraction(stream.r_frame_rate), average) ?? { num: 0, den: 1 },
    averageFps: average ?? { num: 0, den: 1 },
    frames: stream.nb_frames === undefined ? undefined : Number(stream.nb_frames),
    timeBase: fraction(stream.time_base) ?? { num: 1, den: 1 },
    fieldOrder: known(stream.field_order),
    colorRange: known(stream.color_range),
    colorSpace: known(stream.color_space),
    colorTransfer: known(stream.color_transfer),
    colorPrimaries: known(stream.color_primaries),
    hasBFrames: (stream.has_b_frames ?? 0) > 0,
    ...timing(stream),
  }
}

function readAudio(stream: Stream): AudioTrack {
  return {
    codec: stream.codec_name ?? '',
    profile: stream.profile,
    sampleRate: Number(stream.sample_rate ?? 0),
    channels: stream.channels ?? 0,
    layout: known(stream.channel_layout),
    timeBase: fraction(stream.time_base) ?? { num: 1, den: 1 },
    ...timing(stream),
  }
}

function timing(stream: Stream) {
  const startSeconds = seconds(stream.start_time) ?? 0
  return {
    startSeconds,
    durationSeconds: seconds(stream.duration) ?? taggedSeconds(stream.tags?.['DURATION'], startSeconds),
    // "MD5:4de8…"
    extradataHash: stream.extradata_hash?.split(':')[1]?.toLowerCase(),
  }
}

/** Matroska keeps the end of a track as a tag: "00:00:02.021000000". */
function taggedSeconds(tag: string | undefined, start: number): number | undefined {
  const parts = /^(\d+):(\d+):([\d.]+)$/.exec(tag ?? '')
  if (!parts) return undefined
  const end = Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3])
  return end - Math.max(start, 0)
}

/** ffprobe counts degrees the other way round than people do. */
function readRotation(stream: Stream): VideoTrack['rotation'] {
  const turned = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation
  const clockwise = turned === undefined ? Number(stream.tags?.['rotate'] ?? 0) : -turned
  const quarters = Math.round(clockwise / 90)
  return ([0, 90, 180, 270] as const)[((quarters % 4) + 4) % 4] ?? 0
}

/** Where frame times vary, r_frame_rate is only the clock they are counted in: 1000 a second in WebM. */
function nominalRate(rate: Rational | undefined, average: Rational | undefined): Rational | undefined {
  if (!rate || !average) return rate ?? average
  const isClock = (rate.num / rate.den) * (average.den / average.num) > 2
  return isClock ? average : rate
}

/** "30000/1001" or "4:3"; undefined for the "0/0" of what is not known. */
function fraction(text: string | undefined): Rational | undefined {
  const parts = /^(\d+)[/:](\d+)$/.exec(text ?? '')
  const [num, den] = [Number(parts?.[1] ?? 0), Number(parts?.[2] ?? 0)]
  return num > 0 && den > 0 ? { num, den } : undefined
}

function seconds(text: string | undefined): number | undefined {
  const value = Number(text)
  return text !== undefined && Number.isFinite(value) ? value : undefined
}

function known(word: string | undefined): string | undefined {
  return word === 'unknown' ? undefined : word
}

/** "[0][0][0][0]" where the container has none. */
function readTag({ codec_tag_string = '' }: Stream): string {
  return codec_tag_string.startsWith('[0]') ? '' : codec_tag_string
}

/** From the first thing shown or heard to the last, wherever the file's own clock begins. */
function span(tracks: readonly (VideoTrack | AudioTrack | undefined)[]): number | undefined {
  const there = tracks.filter((track) => track !== undefined)
  if (there.length === 0 || there.some((track) => track.durationSeconds === undefined)) return undefined
  const start = Math.min(...there.map((track) => track.startSeconds))
  return Math.max(...there.map((track) => track.startSeconds + (track.durationSeconds ?? 0))) - start
}
