import { execFile } from 'node:child_process'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface TinyFiles {
  readonly video: Buffer
  readonly image: Buffer
}

const run = promisify(execFile)
const SIZE = '320x568'

/** A real clip and a real picture. Made once by ffmpeg and kept, for they are the same in each test. */
export async function tinyFiles(): Promise<TinyFiles> {
  const folder = join(tmpdir(), `sceneloom-fakes-${process.getuid?.() ?? 0}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const clip = `-f lavfi -i testsrc2=s=${SIZE}:r=24:d=2 -f lavfi -i sine=440:sample_rate=48000:duration=2
    -c:v libx264 -preset veryfast -pix_fmt yuv420p -g 24 -c:a aac -b:a 64k -movflags +faststart -shortest`
  const picture = `-f lavfi -i testsrc2=s=${SIZE}:r=1:d=1 -frames:v 1`
  return { video: await kept(folder, 'clip.mp4', clip), image: await kept(folder, 'picture.png', picture) }
}

async function kept(folder: string, name: string, options: string): Promise<Buffer> {
  const file = join(folder, name)
  try {
    return await readFile(file)
  } catch {
    // Several test files may make it at once: each its own, and the last one stays.
    const draft = join(folder, `${process.pid}-${name}`)
    await run('ffmpeg', ['-v', 'error', '-y', ...options.split(/\s+/), draft])
    await rename(draft, file)
    return readFile(file)
  }
}
