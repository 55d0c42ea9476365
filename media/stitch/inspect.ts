import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { type Probe, probe } from '../ffmpeg/probe.ts'
import { openSource } from '../files/source.ts'
import { sniffSource } from '../inspect-file.ts'
import { readJoinable } from '../mp4/joinable.ts'
import { probeMp4 } from '../mp4/probe.ts'
import { type Mp4, readMp4 } from '../mp4/read.ts'
import { readStarts } from '../mp4/starts.ts'
import type { StitchClip } from './clip.ts'
import { pictureSeconds } from './picture-seconds.ts'

export interface ClipSource {
  readonly mediaId: string
  readonly name: string
  readonly path: string
}

/** Measures a clip: from its index where that says enough, with ffprobe where it does not. */
export async function inspectClip(
  { mediaId, name, path }: ClipSource,
  engine: Engine,
  signal?: AbortSignal,
): Promise<StitchClip> {
  const { demuxer, kind } = await sniffClip(path, name)
  if (kind === 'image') {
    const reason = `${name} is a picture. Make a clip of it first, or take it out.`
    throw new AppError('clips_differ', { reason })
  }
  const mp4 = demuxer === 'mov' ? await readIndex(path, name) : undefined
  const own = mp4 && probeMp4(mp4)
  const measured = own ?? (await probe(engine, path, { demuxer, name, signal }))
  const joinable = mp4 && !mp4.declined ? readJoinable(mp4) : undefined
  const starts = joinable?.video && (await readStarts(path, joinable.video))
  return { mediaId, name, probe: await withLength(measured, { engine, path, signal }), joinable, starts }
}

async function sniffClip(path: string, name: string) {
  const source = await openSource(path, name)
  try {
    return await sniffSource(source)
  } finally {
    await source.close()
  }
}

/** What our own parser cannot make sense of may still make sense to ffmpeg's. */
async function readIndex(path: string, name: string): Promise<Mp4 | undefined> {
  try {
    return await readMp4(path, name)
  } catch (error) {
    if (error instanceof AppError && error.code === 'file_unreadable') return undefined
    throw error
  }
}

interface Place {
  readonly engine: Engine
  readonly path: string
  readonly signal: AbortSignal | undefined
}

/** Recorders that stream do not know how long the picture will be, and some containers never ask. */
async function withLength(measured: Probe, { engine, path, signal }: Place): Promise<Probe> {
  const { video, format } = measured
  if (!video || video.durationSeconds !== undefined) return measured
  const durationSeconds = await pictureSeconds(path, { engine, demuxer: format, signal })
  return { ...measured, video: { ...video, durationSeconds } }
}
