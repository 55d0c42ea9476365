import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readJoinable } from './joinable.ts'
import { readMp4 } from './read.ts'
import { readStarts } from './starts.ts'
import { ffmpeg, makeClip } from './test-clips.ts'

let folder: string
let clip: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starts-'))
  clip = await makeClip(join(folder, 'clip.mp4'), { audio: 'none', video: ['-bf', '0'] })
})
afterAll(() => rm(folder, { recursive: true }))

async function startsOf(file: string) {
  const { video } = readJoinable(await readMp4(file))
  return readStarts(file, video!)
}

it('finds nothing wrong with what an encoder wrote', async () => {
  expect(await startsOf(clip)).toBe('clean')
})

it('notices a clip that was cut without encoding, in the middle of a group of pictures', async () => {
  const cut = join(folder, 'cut.mp4')
  await ffmpeg(['-i', clip, '-ss', '0.2', '-c', 'copy', '-copyinkf', cut])
  expect(await startsOf(cut)).toBe('no_whole_start')
})

it('notices a file that another tool joined out of clips with different settings', async () => {
  const other = await makeClip(join(folder, 'other.mp4'), {
    audio: 'none',
    video: ['-preset', 'veryfast', '-bf', '0', '-refs', '3'],
  })
  const list = join(folder, 'list.txt')
  await writeFile(list, `file '${clip}'\nfile '${other}'\n`)
  const joined = join(folder, 'joined.mp4')
  await ffmpeg(['-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', joined])
  expect(await startsOf(joined)).toBe('own_settings')
})

it('does not mind parameter sets in the pictures that are the ones of the file', async () => {
  const repeated = join(folder, 'repeated.mp4')
  await ffmpeg(['-i', clip, '-c', 'copy', '-bsf:v', 'h264_mp4toannexb', '-f', 'h264', `${repeated}.h264`])
  await ffmpeg(['-r', '24', '-i', `${repeated}.h264`, '-c', 'copy', repeated])
  expect(await startsOf(repeated)).toBe('clean')
})
