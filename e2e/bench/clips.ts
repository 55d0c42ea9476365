import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Noise makes the pictures as hard to encode as film grain, so that sizes are realistic: about 8 MB per clip. */
const source =
  '-f lavfi -i testsrc2=s=1080x1920:r=30:d=8,noise=alls=12:allf=t -f lavfi -i sine=440:sample_rate=48000:duration=8'.split(
    ' ',
  )
const encoding =
  '-c:v libx264 -preset ultrafast -b:v 8M -pix_fmt yuv420p -g 60 -c:a aac -ac 2 -b:a 128k -shortest'.split(
    ' ',
  )

/** `count` clips of 8 s that agree in everything but their bytes. */
export function matchingClips(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true })
  const master = join(folder, 'master.mp4')
  if (!existsSync(master)) ffmpeg([...source, ...encoding, master])
  return Array.from({ length: count }, (_, index) => {
    const file = join(folder, `clip-${index}.mp4`)
    if (!existsSync(file)) ffmpeg(['-i', master, '-c', 'copy', '-metadata', `comment=${index}`, file])
    return file
  })
}

/** One clip of about two gigabytes. */
export function hugeClip(folder: string): string {
  const [first] = matchingClips(folder, 1)
  const file = join(folder, 'huge.mp4')
  if (!existsSync(file)) ffmpeg(['-stream_loop', '250', '-i', first!, '-c', 'copy', '-fs', '2G', file])
  return file
}

function ffmpeg(args: readonly string[]): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args])
}
