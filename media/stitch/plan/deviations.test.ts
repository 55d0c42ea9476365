import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FilmSettings } from '../../../nodes/cut/settings.ts'
import { type ClipRecipe, ffmpeg, makeClip, testEngine } from '../../mp4/test-clips.ts'
import type { FilmClip } from '../film.ts'
import { inspectFilmClip } from '../inspect.ts'
import { planFilm } from '../plan.ts'

let folder: string
let good: FilmClip
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deviations-'))
  good = await inspect(await makeClip(join(folder, 'good.mp4'), usual))
})
afterAll(() => rm(folder, { recursive: true }))

const usual: ClipRecipe = { size: '160x284' }

function inspect(path: string): Promise<FilmClip> {
  const source = { id: 'a'.repeat(64), kind: 'video', name: 'clip.mp4', path } as const
  return inspectFilmClip(source, { engine: async () => testEngine })
}

/** What the plan of [good, odd, good] says: of the odd one's picture, and of the sound. */
async function planAround(odd: FilmClip) {
  const cut = { shots: [{ clip: 0 }, { clip: 1 }, { clip: 0 }] }
  const plan = planFilm([good, odd], FilmSettings.parse({ cut }))
  expect(plan.shots.map(({ action }) => action)).toEqual(['copy', expect.anything(), 'copy'])
  return {
    picture: [plan.shots[1]!.action, ...plan.shots[1]!.reasons.map(({ code }) => code)],
    sound: [plan.sound.action, ...plan.sound.reasons.map(({ code }) => code)],
  }
}

const copied = ['copy']

/** Each is joined by ffmpeg's own concat without a word, and wrongly by most of them. */
describe('a real clip between two others that deviates', () => {
  it.each<[string, ClipRecipe, readonly string[], readonly string[]]>([
    ['in nothing', {}, copied, copied],
    ['in its parameter sets', { video: ['-refs', '3', '-preset', 'veryfast'] }, copied, copied],
    ['in its timescale', { format: ['-video_track_timescale', '90000'] }, copied, copied],
    ['in its frame rate', { rate: '30' }, ['conform', 'rate'], copied],
    ['in its size', { size: '96x170' }, ['conform', 'size_fitted'], copied],
    ['in having no sound', { audio: 'none' }, copied, ['copy', 'sound_added']],
    ['in its sample rate', { audio: ['-ar', '44100', '-ac', '2'] }, copied, ['encode', 'sound_rate']],
    ['in its channels', { audio: ['-ac', '1'] }, copied, ['encode', 'sound_channels']],
    ['in its sound codec', { audio: ['-c:a', 'mp3', '-ac', '2'] }, copied, ['encode', 'sound_codec']],
    ['in its rotation', { size: '284x160', turned: 90 }, ['conform', 'rotation'], copied],
    [
      'in its codec',
      { video: ['-c:v', 'libx265', '-x265-params', 'log-level=error'] },
      ['conform', 'codec'],
      copied,
    ],
    ['in its depth', { video: ['-pix_fmt', 'yuv420p10le'] }, ['conform', 'pixel_format'], copied],
    ['in its range', { video: ['-pix_fmt', 'yuvj420p'] }, ['conform', 'colors'], copied],
    [
      'in the shape of its pixels',
      { size: '120x284', video: ['-vf', 'setsar=4/3'] },
      ['conform', 'pixel_shape'],
      copied,
    ],
    ['in reordering nothing', { video: ['-bf', '0'] }, copied, copied],
    ['in a longer sound', { audioSeconds: 2 }, copied, ['copy', 'sound_long']],
    ['in a shorter sound', { audioSeconds: 0.5 }, copied, ['copy', 'sound_short']],
    [
      'in a varying rate',
      { video: ['-vf', "select='not(eq(mod(n,5),2))'", '-vsync', 'vfr'] },
      ['conform', 'rate_varies'],
      copied,
    ],
  ])('%s', async (name, recipe, picture, heard) => {
    const file = await makeClip(join(folder, `${name}.mp4`), { ...usual, ...recipe })
    expect(await planAround(await inspect(file))).toEqual({ picture, sound: heard })
  })

  it.each<[string, readonly string[], readonly string[]]>([
    ['in the order of its tracks', ['-map', '0:a', '-map', '0:v'], copied],
    ['in a second sound track', ['-map', '0:v', '-map', '0:a', '-map', '0:a'], ['copy', 'sound_tracks']],
  ])('%s', async (name, maps, heard) => {
    const file = join(folder, `${name}.mp4`)
    await ffmpeg(['-i', join(folder, 'good.mp4'), ...maps, '-c', 'copy', file])
    expect(await planAround(await inspect(file))).toEqual({ picture: copied, sound: heard })
  })
})
