import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { runFfmpeg } from '../ffmpeg/run.ts'
import { fromWriteError } from '../files/file-error.ts'
import { type FilmParts, type JoinedFile, joinFilm, silentPacketsOf } from '../mp4/join.ts'
import type { JoinAudio, JoinVideo } from '../mp4/joinable.ts'
import type { Piece } from '../mp4/payload.ts'
import { readMp4 } from '../mp4/read.ts'

export interface CopyClip {
  readonly path: string
  readonly video: JoinVideo
  readonly audio?: JoinAudio | undefined
}

export interface CopyJob {
  readonly engine: Engine
  readonly clips: readonly CopyClip[]
  readonly output: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/** Joins clips by moving their samples: every picture stays the same to the bit, at the speed of a file copy. */
export async function copyFilm(job: CopyJob): Promise<void> {
  const clips = job.clips.map((clip, file) => ({
    ...clip,
    file,
    from: 0,
    frames: clip.video.track.samples.count,
  }))
  const parts: FilmParts = {
    pictures: clips.map(({ file, video, frames }) => ({ file, video, first: 0, samples: frames })),
    sound: { kind: 'packets', shots: clips },
  }
  const sound = job.clips.find(({ audio }) => audio)?.audio
  const silence = silentPacketsOf(parts) > 0 && sound ? await makeSilence(job, sound) : undefined
  const joined = joinFilm({ ...parts, sound: { kind: 'packets', shots: clips, silence } })
  try {
    await writeJoined(joined, job)
  } catch (error) {
    throw fromWriteError(error, { what: 'the film', folder: dirname(job.output) })
  }
}

const BLOCK = 4 * 1024 * 1024

async function writeJoined({ head, pieces, bytes }: JoinedFile, job: CopyJob): Promise<void> {
  const block = Buffer.allocUnsafe(BLOCK)
  const output = await open(job.output, 'w', 0o600)
  // One clip at a time: hundreds of them must not mean hundreds of open files.
  let source: { file: number; handle: FileHandle } | undefined
  try {
    let written = 0
    const put = async (data: Buffer) => {
      if (job.signal?.aborted) throw new AppError('stopped')
      await writeAll(output, data, written)
      written += data.length
      job.onProgress?.(written / bytes)
    }
    await put(head)
    for (const piece of pieces) {
      if ('data' in piece) {
        await put(piece.data)
        continue
      }
      if (source?.file !== piece.file) {
        await source?.handle.close()
        source = { file: piece.file, handle: await open(job.clips[piece.file]!.path) }
      }
      await copyPiece(piece, { source: source.handle, block, put })
    }
    await output.sync()
  } finally {
    await Promise.all([output.close(), source?.handle.close()])
  }
}

async function copyPiece(
  { offset, bytes }: Extract<Piece, { file: number }>,
  { source, block, put }: { source: FileHandle; block: Buffer; put: (data: Buffer) => Promise<void> },
): Promise<void> {
  for (let done = 0; done < bytes;) {
    const { bytesRead } = await source.read(block, 0, Math.min(BLOCK, bytes - done), offset + done)
    if (bytesRead === 0) throw new AppError('file_changed', { name: 'A clip' })
    await put(block.subarray(0, bytesRead))
    done += bytesRead
  }
}

async function writeAll(output: FileHandle, data: Buffer, position: number): Promise<void> {
  for (let done = 0; done < data.length;) {
    const { bytesWritten } = await output.write(data, done, data.length - done, position + done)
    done += bytesWritten
  }
}

/** One packet in which nothing is heard, as an encoder of the same format makes it. */
async function makeSilence(
  { engine, output, signal }: CopyJob,
  { sampleRate, channels }: JoinAudio,
): Promise<Buffer> {
  const folder = await mkdtemp(join(dirname(output), 'silence-'))
  const file = join(folder, 'silence.mp4')
  try {
    const layout = ['mono', 'stereo', '3.0', '4.0', '5.0', '5.1', '', '7.1(wide)'][channels - 1]
    await runFfmpeg(engine, {
      what: 'the silence between the clips',
      inputs: [{ source: `anullsrc=r=${sampleRate}:cl=${layout}:d=0.5`, lavfi: true }],
      options: ['-c:a', 'aac', '-f', 'mp4'],
      output: file,
      signal,
    })
    const samples = (await readMp4(file)).tracks[0]?.samples
    // The encoder has settled after its first packets.
    const packet = samples && Math.min(4, samples.count - 1)
    if (!samples || packet === undefined || packet < 0)
      throw new AppError('encode_unfinished', { what: 'silence' })
    const bytes = await readFile(file)
    const offset = samples.offsets[packet]!
    return bytes.subarray(offset, offset + samples.sizes[packet]!)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
