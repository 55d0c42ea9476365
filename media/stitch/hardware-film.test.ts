import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { summarise } from '../../nodes/cut/summary.ts'
import { makeClip, testEngine } from '../mp4/test-clips.ts'
import { createStitching, type RoughCut } from './test-stitching.ts'
import { decodeFilm } from './test-film.ts'

let folder: string
let clip: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hardware-'))
  clip = await makeClip(join(folder, 'clip.mp4'))
})
afterAll(() => rm(folder, { recursive: true }))

/** An ffmpeg on a machine with one chip, which works when it is tried and does `worst` when it is needed. */
async function engineWith(worst: string) {
  const room = await mkdtemp(join(folder, 'engine-'))
  const program = join(room, 'ffmpeg')
  const script = [
    '#!/bin/bash',
    'case "$*" in',
    '  *h264_nvenc*framehash*) seq 6 | sed "s/^/0, /" ;;',
    `  *h264_nvenc*) echo once >> ${room}/asked; ${worst} ;;`,
    '  *h264_videotoolbox*) exit 1 ;;',
    '  *) exec ffmpeg "$@" ;;',
    'esac',
  ]
  await writeFile(program, script.join('\n'))
  await chmod(program, 0o755)
  return { engine: { ...testEngine, ffmpeg: program, version: room }, room }
}

const black = (options: string) =>
  `exec ffmpeg -v error -y -f lavfi -i color=s=128x72:r=24:d=1 ${options} -f mp4 "\${@: -1}"`

it.each([
  ['breaks off in the middle', 'echo frame=7; echo "Driver lost" >&2; exit 1'],
  ['is killed', 'kill -9 $$'],
  ['loses frames', black('-frames:v 7')],
  ['makes what no film is to be', black('-c:v mpeg4')],
])('a film is encoded by the processor when the graphics card %s, and says so', async (_, worst) => {
  const { engine, room } = await engineWith(worst)
  const stitching = createStitching(room)
  const cut: RoughCut = { shots: [{ clip: 0, speed: 2 }] }
  const film = await stitching.stitch([clip], cut, {
    engine: async () => engine,
    hardware: true,
    output: join(room, 'film.mp4'),
  })
  expect(await readdir(room)).toContain('asked')
  expect(film.frames).toHaveLength(12)
  expect(film.complaints).toBe('')
  expect(film.plan.reasons.map(({ code }) => code)).toEqual(['hardware_failed'])
  // Told first, whatever else there is to tell.
  expect(summarise(film.plan).reasons[0]?.text).toContain('the processor encoded it')
})

it('a film says nothing of a graphics card that was not asked for, or is not there', async () => {
  const { engine, room } = await engineWith('exit 1')
  const stitching = createStitching(room)
  const cut: RoughCut = { shots: [{ clip: 0, speed: 2 }] }
  const output = join(room, 'film.mp4')
  const unasked = await stitching.make([clip], cut, { engine: async () => engine, output })
  const none = await stitching.make([clip], cut, { hardware: true, output: join(room, 'other.mp4') })
  expect([unasked, none].flatMap(({ plan }) => plan.reasons)).toEqual([])
  expect(await readdir(room)).not.toContain('asked')
  expect((await decodeFilm(output)).frames).toHaveLength(12)
})
