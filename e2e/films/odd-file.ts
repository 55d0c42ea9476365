import { execFile } from 'node:child_process'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ErrorCode } from '../../nodes/errors.ts'
import type { MediaKind } from '../../nodes/media.ts'

/** A file that somebody may bring: odd, broken or hostile. */
export interface OddFile {
  readonly number: string
  readonly what: string
  make(bench: OddBench): Promise<string>
  /** What the library is to say: the kind it takes it for, or with which sentences it may refuse it. */
  readonly becomes: MediaKind | readonly ErrorCode[]
  /** For clips: about how long they last, by the picture. */
  readonly seconds?: number
  /** Its picture in the film need not look like ffmpeg's own: other tone mapping, another frame of a GIF. */
  readonly looksDifferent?: true
  /** It must not be copied, whatever its index says. */
  readonly neverCopied?: true
}

export interface OddBench {
  /** A folder of its own for each file. */
  readonly folder: string
  /** A plain clip: 180x320, 30 fps, 2 s, H.264 and AAC stereo at 48 kHz. */
  readonly ok: string
  /** Holds words that nobody but its owner may see. */
  readonly trap: string
  /** An address on which every knock is counted. */
  readonly listener: string
  at(name: string): string
  /** ffmpeg with the usual picture and sound, or arguments of one's own. */
  encode(name: string, options: EncodeOptions): Promise<string>
  write(name: string, content: string | Buffer): Promise<string>
  /** A copy of the plain clip under another name. */
  copy(name: string): Promise<string>
  /** A copy with some bytes changed. */
  patch(name: string, change: (bytes: Buffer) => Buffer | void): Promise<string>
}

export interface EncodeOptions {
  readonly video?: string
  readonly audio?: string | undefined
  /** Everything between the inputs and the file. */
  readonly options?: string
  /** Instead of the plain encoding of picture and sound. */
  readonly codecs?: string
}

const PICTURE = '-f lavfi -i testsrc2=s=180x320:r=30:d=2'
const SOUND = '-f lavfi -i sine=440:sample_rate=48000:duration=2'
const H264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30'
const AAC = '-c:a aac -b:a 96k -ac 2'

const run = promisify(execFile)

export async function ffmpeg(args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { maxBuffer: 1 << 26 })
}

/** Notes in the container that the picture is to be turned by 90 degrees clockwise, as cameras do. */
export function turn(bytes: Buffer): void {
  const matrix = bytes.indexOf('tkhd', 0, 'latin1') + 4 + 40
  for (const [at, value] of [0, 1, 0, -1, 0].entries()) bytes.writeInt32BE(value * 0x10000, matrix + 4 * at)
}

/** The same picture and sound each time; another title makes other bytes of it. */
export async function makeOk(file: string, title = 'ok'): Promise<string> {
  await ffmpeg([...words(`${PICTURE} ${SOUND} ${H264} ${AAC}`), '-metadata', `title=${title}`, file])
  return file
}

export function createBench(parts: Pick<OddBench, 'folder' | 'ok' | 'trap' | 'listener'>): OddBench {
  const at = (name: string) => join(parts.folder, name)
  return {
    ...parts,
    at,
    async encode(name, { video = PICTURE, audio = SOUND, options = '', codecs = `${H264} ${AAC}` }) {
      await ffmpeg([...words(`${video} ${audio} ${codecs} ${options}`), `file:${at(name)}`])
      return at(name)
    },
    async write(name, content) {
      await writeFile(at(name), content)
      return at(name)
    },
    async copy(name) {
      await copyFile(parts.ok, at(name))
      return at(name)
    },
    async patch(name, change) {
      const bytes = await readFile(parts.ok)
      await writeFile(at(name), change(bytes) ?? bytes)
      return at(name)
    },
  }
}

function words(line: string): string[] {
  return line.split(' ').filter((word) => word !== '')
}
