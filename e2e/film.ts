import { execFileSync } from 'node:child_process'

export interface Film {
  readonly width: number
  readonly height: number
  readonly fps: number
  readonly seconds: number
  readonly videoCodec: string
  readonly audioCodec: string | undefined
}

/** What ffprobe, which is not ours, says about a file. */
export function probeFilm(file: string): Film {
  const args = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file]
  const { streams, format } = JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' })) as Report
  const video = streams.find((stream) => stream.codec_type === 'video')!
  const [over, under] = video.avg_frame_rate.split('/').map(Number) as [number, number]
  return {
    width: video.width,
    height: video.height,
    fps: over / under,
    seconds: Number(format.duration),
    videoCodec: video.codec_name,
    audioCodec: streams.find((stream) => stream.codec_type === 'audio')?.codec_name,
  }
}

/** Decodes every frame and sample, and answers what ffmpeg has to say about it: nothing, for a sound file. */
export function decodeWhole(file: string): string {
  return execFileSync('ffmpeg', ['-nostdin', '-v', 'warning', '-i', file, '-f', 'null', '-'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Makes a small file of the person's own. */
export function makeMedia(file: string, ...args: string[]): string {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, file])
  return file
}

interface Report {
  readonly streams: readonly {
    readonly codec_type: string
    readonly codec_name: string
    readonly width: number
    readonly height: number
    readonly avg_frame_rate: string
  }[]
  readonly format: { readonly duration: string }
}
