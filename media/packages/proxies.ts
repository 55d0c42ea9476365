import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Media } from '../../nodes/media.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import { runFfmpeg } from '../ffmpeg/run.ts'
import { fromWriteError } from '../files/file-error.ts'
import { openSource, readAt } from '../files/source.ts'
import { decodePicture } from '../pictures/decode-picture.ts'
import { drawPicture, encodeCanvas } from '../pictures/encode-picture.ts'
import type { Size } from '../pictures/fit-size.ts'
import type { WorkFolder } from '../runs/work-folder.ts'
import { sniff, SNIFF_BYTES } from '../sniff.ts'

/** Pixels of the shorter side. */
const SHORT_SIDE = 480
/** About what a second of it takes; drama shot on a phone needs less. */
const BYTES_A_SECOND = 100_000
/** About what a pixel of a detailed picture takes. */
const BYTES_A_PIXEL = 0.15
const PICTURE_QUALITY = 80
const WORTH_A_COPY = 50_000

export interface Proxy {
  readonly sha256: string
  readonly size: number
  readonly path: string
}

/** Sounds go along as they are, and whatever is small already. */
export function hasProxy(media: Media): boolean {
  const small = smallBytes(media)
  return small !== undefined && media.sizeBytes > Math.max(small, WORTH_A_COPY)
}

/** About what it takes in a package of small copies. */
export function proxyBytes(media: Media): number {
  return hasProxy(media) ? smallBytes(media)! : media.sizeBytes
}

/** About what a small copy takes; undefined where none is made. */
function smallBytes({ kind, codec, durationSeconds = 0, width, height }: Media): number | undefined {
  if (kind === 'video') return Math.round(durationSeconds * BYTES_A_SECOND)
  // A GIF may move.
  if (kind !== 'image' || codec === 'gif' || !width || !height) return undefined
  const size = smallSize({ width, height })
  return Math.round(size.width * size.height * BYTES_A_PIXEL)
}

function smallSize({ width, height }: Size): Size {
  const scale = Math.min(1, SHORT_SIDE / Math.min(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export interface ProxyJob {
  readonly engine: () => Promise<Engine>
  readonly media: Media
  readonly path: string
  readonly room: Pick<WorkFolder, 'file'>
  readonly signal: AbortSignal
}

/** A small copy to look at; undefined where it would be larger than the original. */
export async function makeProxy(job: ProxyJob): Promise<Proxy | undefined> {
  const output = job.media.kind === 'image' ? await shrinkPicture(job) : await shrinkClip(job)
  if (output === undefined) return undefined
  const { size } = await stat(output)
  if (size >= job.media.sizeBytes) return undefined
  const hash = createHash('sha256')
  await pipeline(createReadStream(output), hash, { signal: job.signal })
  return { sha256: hash.digest('hex'), size, path: output }
}

async function shrinkPicture({ path, room, signal }: ProxyJob): Promise<string | undefined> {
  // What cannot be decoded, or is too long for a WebP, goes along as it is.
  const bytes = await drawSmall(path).catch(() => undefined)
  signal.throwIfAborted()
  if (!bytes) return undefined
  const output = room.file('webp')
  await writeFile(output, bytes).catch((error: unknown) => {
    throw fromWriteError(error, { what: 'the export', folder: dirname(output) })
  })
  return output
}

/** As WebP, which keeps the transparency of a drawing. */
async function drawSmall(path: string): Promise<Buffer> {
  const picture = await decodePicture(path)
  const canvas = drawPicture(picture, { crop: picture, size: smallSize(picture), onWhite: false })
  return encodeCanvas(canvas, 'webp', PICTURE_QUALITY)
}

async function shrinkClip({ engine, media, path, room, signal }: ProxyJob): Promise<string> {
  const small = `scale='if(lt(iw,ih),min(${SHORT_SIDE},iw),-2)':'if(lt(iw,ih),-2,min(${SHORT_SIDE},ih))'`
  const output = room.file('mp4')
  await runFfmpeg(await engine(), {
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
  return output
}

async function demuxerOf(path: string, name: string): Promise<string> {
  const source = await openSource(path, name)
  try {
    return sniff(await readAt(source, 0, SNIFF_BYTES))?.demuxer ?? 'mov'
  } finally {
    await source.close()
  }
}
