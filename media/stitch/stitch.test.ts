import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClipRecipe, makeClip, testEngine } from '../mp4/test-clips.ts'
import { decodeFilm } from './test-film.ts'
import type { StitchSettings } from './plan.ts'
import { stitchClips, type Stitched } from './stitch.ts'

let folder: string
let good: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stitch-'))
  good = await makeClip(join(folder, 'good.mp4'))
})
afterAll(() => rm(folder, { recursive: true }))

const asTheyAre: StitchSettings = { size: 'auto', fps: 'auto', fit: 'fit' }

let films = 0
/** Stitches and takes the film apart again with ffmpeg, which knows nothing of the plan. */
async function stitch(paths: readonly string[], settings: Partial<StitchSettings> = {}) {
  const output = join(folder, `film-${films++}.mp4`)
  const clips = paths.map((path, index) => ({ mediaId: `id-${index}`, name: `clip ${index + 1}`, path }))
  const made = await stitchClips({
    engine: testEngine,
    clips,
    settings: { ...asTheyAre, ...settings },
    output,
  })
  return { ...made, ...(await decodeFilm(output)), output }
}

function codes({ plan }: Stitched): string[][] {
  return plan.clips.map(({ reasons }) => reasons.map(({ code }) => code))
}

/** One clip that is not like the others, what the plan must say about it, and how many frames it gives. */
const odd: [string, ClipRecipe, { reasons: string[]; frames?: number; mode?: 'copy' }][] = [
  ['nothing', {}, { reasons: [], mode: 'copy' }],
  ['its parameter sets', { video: ['-preset', 'veryfast', '-refs', '3'] }, { reasons: ['encoder_settings'] }],
  ['its clock', { format: ['-video_track_timescale', '90000'] }, { reasons: [], mode: 'copy' }],
  ['its frame rate', { rate: '30' }, { reasons: ['rate'] }],
  ['its size', { size: '96x72' }, { reasons: ['size_fitted'] }],
  ['having no sound', { audio: 'none' }, { reasons: ['sound_added'], mode: 'copy' }],
  ['44.1 kHz', { sampleRate: 44100 }, { reasons: ['sound_rate'] }],
  ['mono sound', { audio: ['-ac', '1'] }, { reasons: ['sound_channels'] }],
  ['MP3 sound', { audio: ['-c:a', 'libmp3lame'] }, { reasons: ['sound_codec'] }],
  [
    'its sound coming first',
    { audio: ['-ac', '2', '-map', '1:a', '-map', '0:v'] },
    { reasons: [], mode: 'copy' },
  ],
  ['being turned', { turned: 90 }, { reasons: ['size_fitted', 'rotation'] }],
  ['H.265', { video: ['-c:v', 'libx265', '-x265-params', 'log-level=none'] }, { reasons: ['codec'] }],
  ['10-bit pictures', { video: ['-pix_fmt', 'yuv420p10le'] }, { reasons: ['pixel_format'] }],
  ['full range', { video: ['-pix_fmt', 'yuvj420p', '-color_range', 'pc'] }, { reasons: ['colors'] }],
  ['wide pixels', { size: '96x72', video: ['-vf', 'setsar=4/3'] }, { reasons: ['pixel_shape'] }],
  ['no reordered pictures', { video: ['-bf', '0'] }, { reasons: ['encoder_settings'] }],
  ['longer sound', { audioSeconds: 2 }, { reasons: ['sound_long'], mode: 'copy' }],
  ['shorter sound', { audioSeconds: 0.4 }, { reasons: ['sound_short'], mode: 'copy' }],
  [
    'a varying frame rate',
    { video: ['-vf', "select='not(mod(n,3))+mod(n,2)'", '-vsync', 'vfr'] },
    // Its last frame is decoded before others, and ends with them: the clip is 23 frames long.
    { reasons: ['rate_varies'], frames: 23 },
  ],
  [
    'a second sound',
    { audio: ['-ac', '2', '-map', '0:v', '-map', '1:a', '-map', '1:a'] },
    { reasons: [], mode: 'copy' },
  ],
  [
    'interlaced pictures',
    { video: ['-preset', 'veryfast', '-flags', '+ilme+ildct'] },
    { reasons: ['interlaced'] },
  ],
  ['4:4:4 pictures', { video: ['-pix_fmt', 'yuv444p'] }, { reasons: ['pixel_format'] }],
  [
    'an odd size',
    { size: '107x61', video: ['-pix_fmt', 'yuv444p'] },
    { reasons: ['pixel_format', 'size_fitted'] },
  ],
  ['a late picture', { video: ['-vf', 'setpts=PTS+0.5/TB'] }, { reasons: ['sound_short'], mode: 'copy' }],
]

describe.each(odd)('three clips of which the second deviates in %s', (name, recipe, expected) => {
  it('make a film of the right length that decodes cleanly, with the reason in its plan', async () => {
    const x = await makeClip(join(folder, `${name.replaceAll(/\W/g, '-')}.mp4`), recipe)
    const film = await stitch([good, x, good])
    const mode = expected.mode ?? 'encode'
    const beside = mode === 'copy' ? [] : ['together']
    expect(codes(film)).toEqual([beside, expected.reasons, beside])
    expect(film.plan.mode).toBe(mode)

    expect(film.complaints).toBe('')
    expect(film.frames).toHaveLength(48 + (expected.frames ?? 24))
    expect(film.isSteady).toBe(true)
    expect(film.probe.audio?.startSeconds).toBe(0)
    expect(film.probe.video).toMatchObject({ width: 128, height: 72, startSeconds: 0 })
    const seconds = film.frames.length / 24
    expect(film.probe.video?.durationSeconds).toBe(seconds)
    expect(Math.abs(film.samples - seconds * film.sampleRate)).toBeLessThanOrEqual(1024)
  })
})
