import type { Rational } from '../../nodes/cut/rational.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from './engine.ts'
import { runProgram } from './program.ts'
import { readReport } from './report.ts'

export type { Rational } from '../../nodes/cut/rational.ts'

/** What a file holds, measured from its bytes. The box parser and ffprobe both answer in this shape. */
export interface Probe {
  /** The demuxer's family name, as given to ffmpeg's -f: "mov", "matroska", "mp3", … */
  readonly format: string
  readonly bytes: number
  readonly durationSeconds: number
  /** The main picture. Cover art, data and timecode tracks are never taken for it. */
  readonly video?: VideoTrack | undefined
  /** The first sound, which is the one that is heard. */
  readonly audio?: AudioTrack | undefined
  /** How many sounds lie beside that one. */
  readonly otherSounds?: number | undefined
}

export interface VideoTrack {
  readonly codec: string
  /** The four characters in the container ("avc1", "hvc1"); empty where there are none. */
  readonly codecTag: string
  readonly profile?: string | undefined
  readonly level?: number | undefined
  /** As displayed: the rotation is applied, the pixel shape (`sar`) is not. */
  readonly width: number
  readonly height: number
  /** As stored, before the rotation. */
  readonly codedWidth: number
  readonly codedHeight: number
  readonly pixFmt?: string | undefined
  readonly sar: Rational
  /** Degrees clockwise that a player turns the coded picture. */
  readonly rotation: 0 | 90 | 180 | 270
  readonly fps: Rational
  readonly averageFps: Rational
  readonly frames?: number | undefined
  readonly timeBase: Rational
  /** "progressive", "tt", "bb", "tb", "bt"; absent when the stream does not say. */
  readonly fieldOrder?: string | undefined
  readonly colorRange?: string | undefined
  readonly colorSpace?: string | undefined
  readonly colorTransfer?: string | undefined
  readonly colorPrimaries?: string | undefined
  readonly hasBFrames: boolean
  /** MD5 in hex of the decoder configuration (the payload of avcC, hvcC, av1C, vpcC). */
  readonly extradataHash?: string | undefined
  readonly durationSeconds?: number | undefined
  readonly startSeconds: number
}

export interface AudioTrack {
  readonly codec: string
  readonly profile?: string | undefined
  readonly sampleRate: number
  readonly channels: number
  readonly layout?: string | undefined
  readonly timeBase: Rational
  /** MD5 in hex of the decoder configuration (the AudioSpecificConfig of AAC). */
  readonly extradataHash?: string | undefined
  readonly durationSeconds?: number | undefined
  readonly startSeconds: number
}

export interface ProbeOptions {
  /** The demuxer that the file's first bytes call for, and no other. */
  readonly demuxer: string
  /** What the person calls the file, for the sentences of errors. */
  readonly name: string
  readonly signal?: AbortSignal | undefined
}

/** Bytes that one allocation may take: an 8K frame fits many times, a lying header does not. */
const MAX_ALLOC = '500000000'

/** What ffmpeg is told about every file from outside: no other protocol, no other demuxer, no other file. */
export function inputGuards(demuxer: string): string[] {
  return ['-max_alloc', MAX_ALLOC, '-protocol_whitelist', 'file', '-format_whitelist', demuxer, '-f', demuxer]
}

/** Asks ffprobe about a file. */
export async function probe(engine: Engine, file: string, options: ProbeOptions): Promise<Probe> {
  const { name, demuxer, signal } = options
  const args = ['-v', 'error', ...inputGuards(demuxer)]
  const wanted = ['-show_data_hash', 'md5', '-show_streams', '-show_format', '-of', 'json']
  // `file:` because ffprobe takes "a:b.mp4" for a protocol and "-a.mp4" for an option.
  const output = await ask(engine, [...args, ...wanted, '-i', `file:${file}`], { name, signal })
  if (output.exitCode !== 0) throw unreadable(name, output.stderr)
  try {
    return readReport(JSON.parse(output.stdout))
  } catch (error) {
    throw new AppError(
      'file_unreadable',
      { name, reason: 'nothing in it can be recognised' },
      { cause: error },
    )
  }
}

async function ask(
  engine: Engine,
  args: readonly string[],
  { name, signal }: { name: string; signal: AbortSignal | undefined },
) {
  try {
    return await runProgram(engine.ffprobe, args, signal)
  } catch (error) {
    if (error instanceof AppError) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AppError('ffmpeg_missing', {}, { cause: error })
    throw new AppError('file_unreadable', { name, reason: 'looking at it took too long' }, { cause: error })
  }
}

function unreadable(name: string, stderr: string): AppError {
  if (/moov atom not found/.test(stderr)) {
    return new AppError('file_incomplete', { name }, { message: stderr })
  }
  return new AppError(
    'file_unreadable',
    { name, reason: 'it is not what its first bytes say' },
    { message: stderr },
  )
}
