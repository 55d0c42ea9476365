import { decodeFilm } from '../../media/stitch/test-film.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { probeFilm } from '../film.ts'
import { differ, lookAt } from './look.ts'

export interface Judged {
  readonly path: string
  readonly plan: FilmPlan
  /** The sources of its shots, in order. */
  readonly sources: readonly string[]
  /** Shots whose picture may look unlike what ffmpeg shows of the source. */
  readonly unlike?: readonly number[]
}

/** More than this is another picture, not another encoding. */
const OTHER_PICTURE = 14

/** What is wrong with a film of whole clips without transitions, looked at by ffmpeg alone; empty if nothing is. */
export async function judgeFilm({ path, plan, sources, unlike = [] }: Judged): Promise<string[]> {
  const wrong: string[] = []
  const film = await decodeFilm(path)
  if (film.complaints) wrong.push(`decoders say: ${film.complaints.split('\n')[0]}`)
  if (film.frames.length !== plan.frames) wrong.push(`${film.frames.length} frames instead of ${plan.frames}`)
  if (!film.isSteady) wrong.push('its frames last differently long')
  const seconds = (plan.frames * plan.fps.den) / plan.fps.num
  if (film.samples > 0 && Math.abs(film.samples / film.sampleRate - seconds) > 1025 / film.sampleRate) {
    wrong.push(`${(film.samples / film.sampleRate).toFixed(3)} s of sound for ${seconds.toFixed(3)} s`)
  }
  const probed = probeFilm(path)
  if (probed.width !== plan.width || probed.height !== plan.height) wrong.push('another size than planned')

  const hashes = new Map<string, Promise<readonly string[]>>()
  let at = 0
  for (const [index, { action, frames }] of plan.shots.entries()) {
    const source = sources[index]!
    if (action === 'copy') {
      const own = await (hashes.get(source) ??
        hashes
          .set(
            source,
            decodeFilm(source).then((decoded) => decoded.frames),
          )
          .get(source)!)
      const same = own.every((hash, frame) => film.frames[at + frame] === hash) && own.length === frames
      if (!same) wrong.push(`shot ${index + 1} is not the copy it was said to be`)
    } else if (!unlike.includes(index)) {
      const look = differ(lookAt(path, at), lookAt(source, 0, plan))
      if (look > OTHER_PICTURE)
        wrong.push(`shot ${index + 1} begins with another picture (${look.toFixed(0)})`)
    }
    at += frames
  }
  return wrong
}
