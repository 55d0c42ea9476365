import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BoundCut } from '../../nodes/cut/cut.ts'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import { createClips } from '../films/clips.ts'
import { makeClip, testEngine } from '../mp4/test-clips.ts'
import { decodeFilm } from './test-film.ts'
import { stitchFilm, type StitchJob } from './stitch-film.ts'

let folder: string
let good: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stitch-'))
  good = await makeClip(join(folder, 'good.mp4'), { seconds: 2 })
})
afterAll(() => rm(folder, { recursive: true }))

let asked = 0
const engine = async () => {
  asked++
  return testEngine
}
const noMeasures = { of: async () => ({ perSecond: 10, peaks: '' }) } as never

let films = 0
async function stitch(paths: readonly string[], cut?: BoundCut, job: Partial<StitchJob> = {}) {
  const output = join(folder, `film-${films++}.mp4`)
  const sources = paths.map(
    (path) => ({ id: path, kind: 'video', name: path.slice(folder.length + 1), path }) as const,
  )
  const settings = FilmSettings.parse({ cut: cut && { sound: { loudness: 'as-is' }, ...cut } })
  const made = await stitchFilm({
    engine,
    clips: createClips({ engine }),
    measures: noMeasures,
    sources,
    settings,
    output,
    folder,
    ...job,
  })
  return { ...made, ...(await decodeFilm(output)), output }
}

describe('clips that agree', () => {
  it('are joined without another program', async () => {
    asked = 0
    const film = await stitch([good, good, good], { shots: [{ clip: 0 }, { clip: 1 }, { clip: 2 }] })
    expect(film.plan.mode).toBe('copy')
    expect(asked).toBe(0)
    expect(film.complaints).toBe('')
    expect(film.frames).toHaveLength(144)
  })
  it('are copied around one that does not', async () => {
    const odd = await makeClip(join(folder, 'odd.mp4'), { rate: '30', seconds: 2 })
    const film = await stitch([good, odd, good], { shots: [{ clip: 0 }, { clip: 1 }, { clip: 2 }] })
    expect(film.plan.mode).toBe('partly')
    expect(film.complaints).toBe('')
    expect(film.frames).toHaveLength(144)
    const own = await decodeFilm(good)
    expect(film.frames.slice(0, 48)).toEqual(own.frames)
    expect(film.frames.slice(96)).toEqual(own.frames)
  })
  it('are trimmed', async () => {
    const film = await stitch([good, good], {
      shots: [
        { clip: 0, from: 5, to: 40 },
        { clip: 1, to: 33 },
      ],
    })
    expect(film.plan.mode).toBe('partly')
    expect(film.complaints).toBe('')
    expect(film.frames).toHaveLength(68)
  })
})
