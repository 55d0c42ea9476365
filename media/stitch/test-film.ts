import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface DecodedFilm {
  /** A checksum for every frame, in the order shown. */
  readonly frames: readonly string[]
  /** Whether every frame lasts equally long. */
  readonly isSteady: boolean
  /** How much sound a player that counts samples would play. */
  readonly samples: number
  readonly sampleRate: number
  /** What the decoders had to say; nothing when all is well. */
  readonly complaints: string
}

/** Decodes everything with ffmpeg and lists what came out. */
export async function decodeFilm(file: string): Promise<DecodedFilm> {
  const args = [
    '-v',
    'error',
    '-nostdin',
    '-i',
    `file:${file}`,
    '-map',
    '0:V',
    '-map',
    '0:a?',
    '-fps_mode',
    'passthrough',
  ]
  const { stdout, stderr } = await promisify(execFile)(
    'ffmpeg',
    [...args, '-c:a', 'pcm_s16le', '-f', 'framehash', '-hash', 'crc32', '-'],
    { maxBuffer: 1 << 26 },
  )
  const header = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1] ?? 0)
  const lines = stdout
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',').map((field) => field.trim()))
  const video = /#media_type (\d): video/.exec(stdout)?.[1]
  const pictures = lines.filter(([stream]) => stream === video)
  const times = pictures.map(([, , pts]) => Number(pts))
  const channels = header(/#channel_layout_name \d: \w*?(stereo|mono)/) || (/: mono/.test(stdout) ? 1 : 2)
  const bytes = lines
    .filter(([stream]) => stream !== video)
    .reduce((sum, [, , , , size]) => sum + Number(size), 0)
  return {
    frames: pictures.map((fields) => fields.at(-1)!),
    isSteady: new Set(times.slice(1).map((time, index) => time - times[index]!)).size <= 1,
    samples: bytes / 2 / channels,
    sampleRate: header(/#sample_rate \d: (\d+)/),
    complaints: stderr,
  }
}

/** Two thirds of ffmpeg's test tone: what an encoder smears in front of a tone stays below. */
const LOUD = 2_700

/** The moments, in seconds, at which sound begins after a quarter of a second of silence. */
export async function soundOnsets(file: string): Promise<number[]> {
  const rate = 8_000
  const args = ['-v', 'error', '-nostdin', '-i', `file:${file}`, '-vn', '-ac', '1', '-ar', String(rate)]
  const { stdout } = await promisify(execFile)('ffmpeg', [...args, '-f', 's16le', '-'], {
    maxBuffer: 1 << 26,
    encoding: 'buffer',
  })
  const onsets: number[] = []
  let lastLoud = -Infinity
  for (let i = 0; i < stdout.length / 2; i++) {
    if (Math.abs(stdout.readInt16LE(2 * i)) < LOUD) continue
    if (i - lastLoud > rate / 4) onsets.push(i / rate)
    lastLoud = i
  }
  return onsets
}
