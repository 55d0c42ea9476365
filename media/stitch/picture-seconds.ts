import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import { runQuietly } from './quiet.ts'

export interface PictureOptions {
  readonly engine: Engine
  readonly demuxer: string
  readonly signal: AbortSignal | undefined
}

/** The length of the picture, from the times of its packets: the whole file is read, but nothing decoded. */
export async function pictureSeconds(
  file: string,
  { engine, demuxer, signal }: PictureOptions,
): Promise<number | undefined> {
  const reader = createSpanReader()
  const question = '-select_streams V:0 -show_entries packet=pts_time,duration_time -of csv=p=0'.split(' ')
  const args = ['-v', 'error', ...inputGuards(demuxer), ...question, '-i', `file:${file}`]
  await runQuietly(engine.ffprobe, args, { signal, onOutput: reader.read })
  return reader.seconds()
}

/** Fed with "1.234000,0.041667" lines in pieces of any size. The last packet may not say how long it is. */
export function createSpanReader() {
  let rest = ''
  let count = 0
  let first = Infinity
  let last = -Infinity
  let end = -Infinity
  const readLine = (line: string) => {
    const [, time, duration] = /^(-?\d+\.\d+),?(\d+\.\d+)?/.exec(line) ?? []
    if (time === undefined) return
    const start = Number(time)
    count++
    first = Math.min(first, start)
    last = Math.max(last, start)
    end = Math.max(end, start + Number(duration ?? 0))
  }
  return {
    read(text: string) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(readLine)
    },
    seconds(): number | undefined {
      readLine(rest)
      rest = ''
      if (count === 0) return undefined
      const frame = count > 1 ? (last - first) / (count - 1) : 0
      return Math.max(end, last + frame) - first
    },
  }
}
