import { spawn } from 'node:child_process'

/** Every frame of a file as its decoder gives it: planes of 4:2:0, one buffer a frame. */
export async function rawFrames(file: string, { width, height }: { width: number; height: number }) {
  const args = ['-v', 'error', '-nostdin', '-i', `file:${file}`, '-map', '0:V:0', '-fps_mode', 'passthrough']
  const decoder = spawn('ffmpeg', [...args, '-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-'])
  const parts: Buffer[] = []
  for await (const part of decoder.stdout) parts.push(part as Buffer)
  const bytes = Buffer.concat(parts)
  const size = (width * height * 3) / 2
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
}

/** How near two frames are, in dB; Infinity for the same bytes. */
export function psnr(a: Buffer, b: Buffer): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2
  return sum === 0 ? Infinity : 10 * Math.log10((255 * 255 * a.length) / sum)
}

/** What a dissolve shows: `share` of the second frame over the first. */
export function mix(a: Buffer, b: Buffer, share: number): Buffer {
  const mixed = Buffer.allocUnsafe(a.length)
  for (let i = 0; i < a.length; i++) mixed[i] = Math.round(a[i]! * (1 - share) + b[i]! * share)
  return mixed
}
