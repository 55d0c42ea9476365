import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClipRecipe, makeClip } from '../mp4/test-clips.ts'
import { createStitching, type Stitching } from './test-stitching.ts'
import { type DecodedFilm, decodeFilm } from './test-film.ts'

let folder: string
let good: string
let own: DecodedFilm
let stitching: Stitching
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deviations-'))
  good = await makeClip(join(folder, 'good.mp4'))
  own = await decodeFilm(good)
  stitching = createStitching(folder)
})
afterAll(() => rm(folder, { recursive: true }))

interface Expected {
  /** What the plan says of the odd clip, about its picture and then about its sound. */
  readonly says: readonly string[]
  readonly frames?: number
}

/** One clip that is not like the others. */
const odd: [string, ClipRecipe, Expected][] = [
  ['nothing', {}, { says: [] }],
  ['its parameter sets', { video: ['-preset', 'veryfast', '-refs', '3'] }, { says: [] }],
  ['being Matroska', { format: ['-f', 'matroska'] }, { says: [] }],
  ['its clock', { format: ['-video_track_timescale', '90000'] }, { says: [] }],
  ['its frame rate', { rate: '30' }, { says: ['rate'] }],
  ['its size', { size: '96x72' }, { says: ['size_fitted'] }],
  ['having no sound', { audio: 'none' }, { says: ['sound_added'] }],
  ['44.1 kHz', { sampleRate: 44100 }, { says: ['sound_rate'] }],
  ['mono sound', { audio: ['-ac', '1'] }, { says: ['sound_channels'] }],
  ['MP3 sound', { audio: ['-c:a', 'libmp3lame'] }, { says: ['sound_codec'] }],
  ['its sound coming first', { audio: ['-ac', '2', '-map', '1:a', '-map', '0:v'] }, { says: [] }],
  ['being turned', { turned: 90 }, { says: ['size_fitted', 'rotation'] }],
  ['H.265', { video: ['-c:v', 'libx265', '-x265-params', 'log-level=none'] }, { says: ['codec'] }],
  ['10-bit pictures', { video: ['-pix_fmt', 'yuv420p10le'] }, { says: ['pixel_format'] }],
  ['full range', { video: ['-pix_fmt', 'yuvj420p', '-color_range', 'pc'] }, { says: ['colors'] }],
  ['wide pixels', { size: '96x72', video: ['-vf', 'setsar=4/3'] }, { says: ['pixel_shape'] }],
  ['no reordered pictures', { video: ['-bf', '0'] }, { says: [] }],
  ['longer sound', { audioSeconds: 2 }, { says: ['sound_long'] }],
  ['shorter sound', { audioSeconds: 0.4 }, { says: ['sound_short'] }],
  [
    'a varying frame rate',
    { video: ['-vf', "select='not(mod(n,3))+mod(n,2)'", '-vsync', 'vfr'] },
    // Its last frame is decoded before others, and ends with them: the clip is 23 frames long.
    { says: ['rate_varies'], frames: 23 },
  ],
  [
    'a second sound',
    { audio: ['-ac', '2', '-map', '0:v', '-map', '1:a', '-map', '1:a'] },
    { says: ['sound_tracks'] },
  ],
  [
    'interlaced pictures',
    { video: ['-preset', 'veryfast', '-flags', '+ilme+ildct'] },
    { says: ['interlaced'] },
  ],
  ['4:4:4 pictures', { video: ['-pix_fmt', 'yuv444p'] }, { says: ['pixel_format'] }],
  [
    'an odd size',
    { size: '107x61', video: ['-pix_fmt', 'yuv444p'] },
    { says: ['pixel_format', 'size_fitted'] },
  ],
  ['a late picture', { video: ['-vf', 'setpts=PTS+0.5/TB'] }, { says: ['sound_short'] }],
]

describe.each(odd)(
  'three clips of which the second deviates in %s',
  (name, recipe, { says, frames = 24 }) => {
    it('make a film in which the others are untouched, with the reason in its plan', async () => {
      const x = await makeClip(join(folder, `${name.replaceAll(/\W/g, '-')}.mp4`), recipe)
      const film = await stitching.stitch([good, x, good], { sound: { loudness: 'as-is' } })

      const { shots, sound } = film.plan
      const said = [...shots[1]!.reasons, ...sound.reasons].map(({ code }) => code)
      expect(said).toEqual(says)
      expect([shots[0]!.action, shots[2]!.action]).toEqual(['copy', 'copy'])

      expect(film.complaints).toBe('')
      expect(film.frames).toHaveLength(48 + frames)
      expect(film.frames.slice(0, 24)).toEqual(own.frames)
      expect(film.frames.slice(-24)).toEqual(own.frames)
      expect(film.isSteady).toBe(true)
      expect(film.probe.audio?.startSeconds).toBe(0)
      expect(film.probe.video).toMatchObject({ width: 128, height: 72, startSeconds: 0 })
      const seconds = film.frames.length / 24
      expect(film.probe.video?.durationSeconds).toBe(seconds)
      expect(Math.abs(film.samples - seconds * film.sampleRate)).toBeLessThanOrEqual(1024)
    })
  },
)
