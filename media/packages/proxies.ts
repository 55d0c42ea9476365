import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Media } from '../../nodes/media.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import { runFfmpeg } from '../ffmpeg/run.ts'
import { sniff, SNIFF_BYTES } from '../sniff.ts'
import { openSource, readAt } from '../files/source.ts'

/** Pixels of the shorter side. */
const SHORT_SIDE = 480
/** About what a second of it takes; drama shot on a phone needs less. */
const BYTES_A_SECOND = 100_000

export interface Proxy {
  readonly sha256: string
  readonly size: number
  readonly path: string
}

/** Only moving pictures are worth making smaller: pictures and sounds go along as they are. */
export function hasProxy({ kind, sizeBytes, durationSeconds = 0 }: Media): boolean {
  return kind === 'video' && sizeBytes > durationSeconds * BYTES_A_SECOND
}

export function proxyBytes(media: Media): number {
  return hasProxy(media)
    ? Math.min(media.sizeBytes, Math.round((media.durationSeconds ?? 0) * BYTES_A_SECOND))
    : media.sizeBytes
}

export interface ProxyJob {
  readonly engine: Engine
  readonly media: Media
  readonly path: string
  readonly output: string
  readonly signal: AbortSignal
}

/** A small copy to look at; undefined where it would be larger than the original. */
export async function makeProxy({
  engine,
  media,
  path,
  output,
  signal,
}: ProxyJob): Promise<Proxy | undefined> {
  const small = `scale='if(lt(iw,ih),min(${SHORT_SIDE},iw),-2)':'if(lt(iw,ih),-2,min(${SHORT_SIDE},ih))'`
  await runFfmpeg(engine, {
    what: `a small copy of ${media.name}`,
    inputs: [{ source: path, options: inputGuards(await demuxerOf(path, media.name)) }],
    // Nothing of the machine or the day goes in: the same clip gives the same copy.
    options: [
      ['-map', '0:V:0', '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
      ['-vf', `${small},crop=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1`, '-c:v', 'libx264', '-preset', 'veryfast'],
      ['-crf', '28', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '96k', '-ac', '2'],
      ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
      ['-movflags', '+faststart', '-f', 'mp4'],
    ].flat(),
    output,
    signal,
  })
  const { size } = await stat(output)
  if (size >= media.sizeBytes) return undefined
  const hash = createHash('sha256')
  await pipeline(createReadStream(output), hash, { signal })
  return { sha256: hash.digest('hex'), size, path: output }
}

async function demuxerOf(path: string, name: string): Promise<string> {
  const source = await openSource(path, name)
  try {
    return sniff(await readAt(source, 0, SNIFF_BYTES))?.demuxer ?? 'mov'
  } finally {
    await source.close()
  }
}
