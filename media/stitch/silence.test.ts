import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeClip } from '../mp4/test-clips.ts'
import { soundOnsets } from './test-film.ts'
import { createStitching } from './test-stitching.ts'

let folder: string
let mute: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'silence-'))
  mute = await makeClip(join(folder, 'mute.mp4'), { audio: 'none' })
})
afterAll(() => rm(folder, { recursive: true }))

it.each([
  [1, 'mono', 22050],
  [2, 'stereo', 44100],
  [3, '3.0', 48000],
  [4, '4.0', 48000],
  [5, '5.0', 48000],
  [6, '5.1', 96000],
])(
  'silence of %i channels is copied among packets of sound, and decodes to nothing',
  async (_, layout, sampleRate) => {
    const heard = await makeClip(join(folder, `${layout}.mp4`), {
      sampleRate,
      audio: ['-af', `volume=6,aformat=channel_layouts=${layout}`],
    })
    const film = await createStitching(folder).stitch(
      [mute, heard, mute],
      { sound: { loudness: 'as-is' } },
      {
        output: join(folder, `film-${layout}.mp4`),
      },
    )
    expect(film.plan).toMatchObject({ mode: 'copy', sound: { action: 'copy' } })
    expect(film.complaints).toBe('')
    expect(await soundOnsets(film.output)).toEqual([expect.closeTo(1, 1)])
  },
)
