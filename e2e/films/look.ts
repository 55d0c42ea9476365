import { execFileSync } from 'node:child_process'

/** A frame as 8 x 8 levels of brightness: enough to tell one picture from another, too little to mind an encoder. */
export type Look = readonly number[]

const SIDE = 8

/** Frame `frame` of what ffmpeg shows of a file, squeezed into a frame of `size` as a player fits it. */
export function lookAt(file: string, frame: number, size?: { width: number; height: number }): Look {
  const fitted = size
    ? `,scale=trunc(iw*sar/2)*2:ih,scale=${size.width}:${size.height}:force_original_aspect_ratio=decrease,pad=${size.width}:${size.height}:-1:-1`
    : ''
  const filter = `select=eq(n\\,${frame})${fitted},scale=${SIDE}:${SIDE}:flags=area:out_range=tv,format=yuv420p`
  const args = ['-v', 'quiet', '-nostdin', '-i', `file:${file}`, '-map', '0:V:0', '-vf', filter]
  const bytes = execFileSync('ffmpeg', [...args, '-frames:v', '1', '-f', 'rawvideo', '-'])
  return [...bytes.subarray(0, SIDE * SIDE)]
}

/** The mean difference of two looks, in levels of 256; Infinity where one of them shows nothing. */
export function differ(a: Look, b: Look): number {
  if (a.length === 0 || a.length !== b.length) return Infinity
  return a.reduce((sum, level, index) => sum + Math.abs(level - b[index]!), 0) / a.length
}
