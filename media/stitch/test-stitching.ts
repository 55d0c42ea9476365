import { basename, join } from 'node:path'
import type { z } from 'zod'
import { BoundCut } from '../../nodes/cut/cut.ts'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import { createClips } from '../films/clips.ts'
import type { Measure } from '../measure/measures.ts'
import { testEngine } from '../mp4/test-clips.ts'
import type { ClipSource } from './inspect.ts'
import { stitchFilm, type StitchJob } from './stitch-film.ts'
import { decodeFilm } from './test-film.ts'

export type Stitching = ReturnType<typeof createStitching>

/** A cut as somebody would write it down: shots may be left out. */
export type RoughCut = Partial<z.input<typeof BoundCut>>

export function sourceAt(path: string): ClipSource {
  return { id: path, kind: 'video', name: basename(path), path }
}

/** Stitches files, and takes the film apart again with ffmpeg, which knows nothing of the plan. */
export function createStitching(folder: string) {
  let films = 0
  let asked = 0
  const engine = async () => {
    asked++
    return testEngine
  }
  const measures = new Map<string, Measure>()
  const known = async (id: string) => measures.get(id) ?? { perSecond: 10, peaks: '' }
  const byId = ({ id }: { id: string }) => known(id)
  const parts = {
    engine,
    clips: createClips({ engine }),
    measures: { known, of: byId, peaksOf: byId },
  }
  const nextFilm = () => join(folder, `film-${films++}.mp4`)

  const make = (paths: readonly string[], cut?: RoughCut, job: Partial<StitchJob> = {}) =>
    stitchFilm({
      ...parts,
      sources: paths.map(sourceAt),
      settings: FilmSettings.parse({
        cut: cut && BoundCut.parse({ shots: paths.map((_, clip) => ({ clip })), ...cut }),
      }),
      output: nextFilm(),
      folder,
      ...job,
    })

  return {
    make,
    nextFilm,
    /** What a decoder would have said of a file. */
    measured: (path: string, measure: Partial<Measure>) =>
      void measures.set(path, { perSecond: 10, peaks: '', ...measure }),
    /** How often another program was needed until now. */
    asked: () => asked,
    async stitch(paths: readonly string[], cut?: RoughCut, job: Partial<StitchJob> = {}) {
      const output = job.output ?? nextFilm()
      const made = await make(paths, cut, { ...job, output })
      return { ...made, ...(await decodeFilm(output)), output }
    },
  }
}
