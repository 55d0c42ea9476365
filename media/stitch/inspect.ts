import type { ClipFacts } from '../../nodes/cut/facts.ts'
import type { MediaKind } from '../../nodes/media.ts'
import { requireComplete } from '../completeness.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { type Probe, probe } from '../ffmpeg/probe.ts'
import { openSource, type Source } from '../files/source.ts'
import { sniffSource } from '../inspect-file.ts'
import { readJoinable } from '../mp4/joinable.ts'
import { probeMp4 } from '../mp4/probe.ts'
import { readStarts } from '../mp4/starts.ts'
import { readPicture } from '../picture-size.ts'
import { readIndex } from '../read-index.ts'
import type { FileFormat } from '../sniff.ts'
import { clipLength, displayedSize, type StitchClip } from './clip.ts'
import type { FilmClip } from './film.ts'
import { pictureSeconds } from './picture-seconds.ts'

/** A file that flows into a film. */
export interface ClipSource {
  readonly id: string
  readonly kind: MediaKind
  readonly name: string
  readonly path: string
}

export interface InspectOptions {
  /** Only asked for where our own parsers are not enough. */
  readonly engine: () => Promise<Engine>
  readonly signal?: AbortSignal | undefined
}

/** Measures what flows into a film: from its header or index where that says enough, with ffprobe where not. */
export async function inspectFilmClip(clip: ClipSource, options: InspectOptions): Promise<FilmClip> {
  const source = await openSource(clip.path, clip.name)
  try {
    const format = await sniffSource(source)
    await requireComplete(source, format.extension)
    const { id, name } = clip
    if (format.kind === 'image') {
      const { width, height } = await readPicture(source, format.extension)
      return { facts: { id, kind: 'image', name, width, height, hasSound: false } }
    }
    const measured = await measure(source, format, options)
    return describeClip({ mediaId: id, name, ...measured })
  } finally {
    await source.close()
  }
}

function describeClip(clip: StitchClip): FilmClip {
  const { mediaId: id, name, probe } = clip
  const { video, audio, durationSeconds } = probe
  const hasSound = audio !== undefined
  if (!video) return { facts: { id, kind: 'audio', name, seconds: durationSeconds, hasSound } }
  const picture = { ...clip, video }
  const { fps, frames } = clipLength(picture)
  const facts: ClipFacts = {
    id,
    kind: 'video',
    name,
    fps,
    frames,
    seconds: (frames * fps.den) / fps.num,
    ...displayedSize(video),
    hasSound,
  }
  return { facts, clip: picture }
}

async function measure(
  { path, name }: Source,
  { demuxer }: FileFormat,
  { engine, signal }: InspectOptions,
): Promise<Pick<StitchClip, 'probe' | 'joinable' | 'starts'>> {
  const mp4 = await readIndex({ path, name }, demuxer)
  const own = mp4 && probeMp4(mp4)
  const measured = own ?? (await probe(await engine(), path, { demuxer, name, signal }))
  const joinable = mp4 && !mp4.declined ? readJoinable(mp4) : undefined
  const starts = joinable?.video && (await readStarts(path, joinable.video))
  return { probe: await withLength(measured, { engine, path, signal }), joinable, starts }
}

/** Recorders that stream do not know how long the picture will be, and some containers never ask. */
async function withLength(measured: Probe, place: InspectOptions & { path: string }): Promise<Probe> {
  const { video, format } = measured
  if (!video || video.durationSeconds !== undefined) return measured
  const engine = await place.engine()
  const durationSeconds = await pictureSeconds(place.path, { engine, demuxer: format, signal: place.signal })
  return { ...measured, video: { ...video, durationSeconds } }
}
