import { basename } from 'node:path'
import { AppError } from '../nodes/errors.ts'
import type { MediaKind } from '../nodes/media.ts'
import { requireComplete } from './completeness.ts'
import type { Engine } from './ffmpeg/engine.ts'
import { probe } from './ffmpeg/probe.ts'
import type { Probe } from './ffmpeg/probe.ts'
import { openSource, readAt } from './files/source.ts'
import type { Source } from './files/source.ts'
import { looksLike } from './looks-like.ts'
import { reduce } from './mp4/numbers.ts'
import { probeMp4 } from './mp4/probe.ts'
import { readPicture } from './picture-size.ts'
import type { PictureFacts } from './picture-size.ts'
import { readIndex } from './read-index.ts'
import { SNIFF_BYTES, sniff, soundOnly } from './sniff.ts'
import type { FileFormat } from './sniff.ts'

/** What a file is, measured from its bytes alone. */
export interface Inspection {
  readonly kind: MediaKind
  readonly extension: string
  readonly mime: string
  readonly durationSeconds?: number | undefined
  /** As displayed. */
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly aspectRatio?: string | undefined
  readonly codec?: string | undefined
  readonly audioCodec?: string | undefined
  readonly fps?: number | undefined
  readonly hasAudio: boolean
  /** Everything that was measured. */
  readonly facts: Probe | PictureFacts
}

export interface InspectOptions {
  /** Only asked for where our own parsers are not enough. */
  readonly engine: () => Promise<Engine>
  /** What the person calls the file. */
  readonly name?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Says what a file is, or throws the sentence that says why it cannot be used. */
export async function inspectFile(path: string, options: InspectOptions): Promise<Inspection> {
  const source = await openSource(path, options.name ?? basename(path))
  try {
    const format = await sniffSource(source)
    return await inspectSource(source, format, options)
  } finally {
    await source.close()
  }
}

/** The format by content. Whatever is not media ends here, before any decoder sees a byte of it. */
export async function sniffSource(source: Source): Promise<FileFormat> {
  const { name } = source
  if (source.sizeBytes === 0) throw new AppError('file_empty', { name })
  const head = await readAt(source, 0, SNIFF_BYTES)
  const format = sniff(head)
  if (!format) throw new AppError('file_not_media', { name, looksLike: looksLike(head) })
  return format
}

/** Pictures are decoded from memory; 100 megapixels without any compression are 400 MB. */
const MOST_PICTURE_BYTES = 512 * 1024 ** 2

export async function inspectSource(
  source: Source,
  format: FileFormat,
  options: InspectOptions,
): Promise<Inspection> {
  if (format.kind === 'image' && source.sizeBytes > MOST_PICTURE_BYTES) {
    throw new AppError('file_unreadable', { name: source.name, reason: 'no picture needs so many bytes' })
  }
  await requireComplete(source, format.extension)
  if (format.kind === 'image') {
    const facts = await readPicture(source, format.extension)
    return {
      ...named(format),
      kind: 'image',
      ...shape(facts),
      codec: codecOf(format),
      hasAudio: false,
      facts,
    }
  }

  const facts = await measure(source, format, options)
  const { video, audio } = facts
  if (!video && !audio) {
    throw new AppError('file_unreadable', { name: source.name, reason: 'it holds neither picture nor sound' })
  }
  return {
    ...named(video ? format : soundOnly(format)),
    kind: video ? 'video' : 'audio',
    durationSeconds: facts.durationSeconds,
    ...(video && shape(video)),
    codec: video?.codec ?? audio?.codec,
    audioCodec: audio?.codec,
    fps: video && video.fps.num > 0 ? round(video.fps.num / video.fps.den) : undefined,
    hasAudio: audio !== undefined,
    facts,
  }
}

/** Our own parsers first: of WebM they seldom say enough, because VP8 and VP9 only tell what they are in pictures. */
async function measure(source: Source, format: FileFormat, options: InspectOptions): Promise<Probe> {
  const index = await readIndex(source, format.demuxer)
  if (index?.declined === 'external_data') {
    // Following it is how one file reads another; and what it shows would not come along into the library.
    throw new AppError('file_unreadable', { name: source.name, reason: 'its pictures lie in another file' })
  }
  const own = index && probeMp4(index)
  if (own) return own
  const { demuxer } = format
  return probe(await options.engine(), source.path, { demuxer, name: source.name, signal: options.signal })
}

const named = ({ extension, mime }: FileFormat) => ({ extension, mime })
const codecOf = ({ extension }: FileFormat) => (extension === 'jpg' ? 'jpeg' : extension)
const round = (value: number) => Math.round(value * 1000) / 1000

function shape({ width, height }: { width: number; height: number }) {
  const { num, den } = reduce({ num: width, den: height })
  return { width, height, aspectRatio: `${num}:${den}` }
}
