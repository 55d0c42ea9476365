import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

/** The numbers of the samples at which decoding may start. */
function numbersOf({ whole }: { whole: Uint8Array }): number[] {
  return Array.from(whole.keys()).filter((sample) => whole[sample] === 1)
}

it('finds nothing wrong with what an encoder wrote', async () => {
  const starts = await startsOf(clip)
  expect(starts.state).toBe('clean')
  expect(numbersOf(starts)).toEqual([0, 12])
})

it('notices a clip that was cut without encoding, in the middle of a group of pictures', async () => {
  const cut = join(folder, 'cut.mp4')
  await ffmpeg(['-i', clip, '-ss', '0.2', '-c', 'copy', '-copyinkf', cut])
  expect((await startsOf(cut)).state).toBe('no_whole_start')
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
  expect((await startsOf(joined)).state).toBe('own_settings')
})

it('does not mind parameter sets in the pictures that are the ones of the file', async () => {
  const repeated = join(folder, 'repeated.mp4')
  await ffmpeg(['-i', clip, '-c', 'copy', '-bsf:v', 'h264_mp4toannexb', '-f', 'h264', `${repeated}.h264`])
  await ffmpeg(['-r', '24', '-i', `${repeated}.h264`, '-c', 'copy', repeated])
  expect((await startsOf(repeated)).state).toBe('clean')
})

const x265 = '-c:v libx265 -preset ultrafast -tag:v hvc1 -x265-params log-level=none:keyint=12:bframes=2'

describe('other codecs', () => {
  it.each([
    ['H.264 in open groups', '-x264-params open-gop=1:keyint=12:bframes=2:b-adapt=0', [0]],
    ['H.265', `${x265}:no-open-gop=1`, [0, 12]],
    ['H.265 in open groups', `${x265}:open-gop=1`, [0]],
    ['AV1', '-c:v libsvtav1 -preset 12 -g 12 -svtav1-params irefresh-type=2', [0, 12]],
    ['AV1 whose groups are open', '-c:v libsvtav1 -preset 12 -g 12 -svtav1-params irefresh-type=1', [0]],
    ['VP9', '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 12 -b:v 200k', [0, 12]],
  ])('tells where %s may start', async (name, options, expected) => {
    const file = await makeClip(join(folder, `${name}.mp4`), {
      audio: 'none',
      video: options.split(' '),
    })
    const starts = await startsOf(file)
    expect(starts.state).toBe('clean')
    expect(numbersOf(starts)).toEqual(expected)
  })
})
