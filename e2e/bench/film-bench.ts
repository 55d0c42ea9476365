import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { locateEngine } from '../../media/ffmpeg/locate.ts'
import { createClips } from '../../media/films/clips.ts'
import { stitchFilm, type Stitched } from '../../media/stitch/stitch-film.ts'
import { decodeFilm } from '../../media/stitch/test-film.ts'
import type { BoundCut } from '../../nodes/cut/cut.ts'
import { FilmSettings } from '../../nodes/cut/settings.ts'

/** A film made by the engine as the app would make it, of clips that the library has looked through. */
export interface BenchFilm {
  readonly folder: string
  readonly clips: readonly string[]
  readonly cut: BoundCut
}

const engine = () => locateEngine({})
// What decoding tells is known of every clip of a library before it is stitched.
const measured = async () => ({ perSecond: 10, peaks: '' })
const measures = { of: measured, known: measured, peaksOf: measured }

/** `warm`: clips that were planned before, as in the dock. */
export function filmMaker({ folder, clips, cut }: BenchFilm, name: string) {
  const known = createClips({ engine })
  const output = join(folder, `${name}.mp4`)
  const sources = clips.map((path, id) => ({ id: `${id}`, kind: 'video', name: `clip ${id}`, path }) as const)
  const settings = FilmSettings.parse({ cut })
  return {
    output,
    make(warm = true): Promise<Stitched> {
      rmSync(output, { force: true })
      const looked = warm ? known : createClips({ engine })
      return stitchFilm({ engine, clips: looked, measures, sources, settings, output, folder })
    },
  }
}

/** What a table of times cannot say: whether the film is right. Looked at by ffmpeg alone. */
export async function correctness(file: string, frames: number): Promise<string> {
  const film = await decodeFilm(file)
  const sound = film.samples / film.sampleRate
  const probed = JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', file], { encoding: 'utf8' }),
  ) as { streams: { codec_type: string; r_frame_rate: string; start_time: string }[] }
  const rate = probed.streams
    .find((stream) => stream.codec_type === 'video')!
    .r_frame_rate.split('/')
    .map(Number)
  const seconds = (frames * rate[1]!) / rate[0]!
  const wrong = [
    film.frames.length !== frames && `${film.frames.length} of ${frames} frames`,
    film.complaints !== '' && `decoders complain: ${film.complaints.split('\n')[0]}`,
    !film.isSteady && 'frames last differently long',
    probed.streams.some((stream) => Number(stream.start_time) !== 0) && 'does not start at 0',
    film.samples > 0 &&
      Math.abs(sound - seconds) > 1100 / film.sampleRate &&
      `sound is ${((sound - seconds) * 1000).toFixed(0)} ms off`,
  ].filter((one) => typeof one === 'string')
  return wrong.length === 0 ? 'right' : `WRONG: ${wrong.join(', ')}`
}

export function ffmpeg(args: string): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args.split(' ').filter((word) => word !== '')])
}
