import { expect, it } from 'vitest'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import { describeFilm } from './describe-film.ts'
import { planFilm } from './plan.ts'
import { madeClip } from './plan/made-clips.ts'

const describe = (...rates: number[]) =>
  describeFilm(
    planFilm(
      rates.map((rate) => madeClip({ rate })),
      FilmSettings.parse({}),
    ),
  )

it('says what is done with a film, and the first reasons', () => {
  expect(describe(24, 24)).toBe(
    '720 × 1280, 24 fps. All 2 clips are copied as they are. The sound is copied.',
  )
  expect(describe(24, 24, 30, 30, 24, 24, 25, 60)).toBe(
    '720 × 1280, 24 fps. 4 of 8 clips copied. 43 % of the frames are encoded. The sound is copied. ' +
      'Clip 3 is 30 fps: converted to 24 fps. Clip 4 is 30 fps: converted to 24 fps. ' +
      'Clip 7 is 25 fps: converted to 24 fps. And 1 more.',
  )
})
