import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { probeMp4 } from './probe.ts'
import { readMp4 } from './read.ts'
import { ffmpeg, makeClip } from './test-clips.ts'
import { expectFrames, framesOf, joinClips, readClip } from './test-join.ts'

let folder: string
let plain: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fragments-'))
  plain = await makeClip(join(folder, 'plain.mp4'), { seconds: 2 })
})
afterAll(() => rm(folder, { recursive: true }))

let made = 0
async function fragmented(flags: string, more: readonly string[] = []) {
  const file = join(folder, `${made++}.mp4`)
  await ffmpeg(['-i', plain, '-c', 'copy', '-movflags', flags, ...more, file])
  return file
}

describe('a file whose index is written piece by piece', () => {
  it.each([
    ['frag_keyframe+empty_moov'],
    ['frag_keyframe'],
    ['frag_keyframe+empty_moov+default_base_moof'],
    ['frag_keyframe+empty_moov+delay_moov'],
    ['frag_every_frame+empty_moov'],
    ['dash+global_sidx+frag_keyframe'],
    ['cmaf+frag_keyframe'],
  ])('holds the same samples as one whose index is whole (%s)', async (flags) => {
    const [whole, pieces] = [await readMp4(plain), await readMp4(await fragmented(flags))]
    expect(pieces.declined).toBeUndefined()
    for (const [index, track] of whole.tracks.entries()) {
      const { samples, timescale } = pieces.tracks[index]!
      expect(timescale).toBe(track.timescale)
      expect(samples.sizes).toEqual(track.samples.sizes)
      expect(samples.sync).toEqual(track.samples.sync)
      // Fragments of one frame each leave its encoder no time to find out how long a packet is.
      const isKnown = track.kind === 'video' || !flags.includes('every_frame')
      const known = ({ durations }: { durations: Uint32Array }) => (isKnown ? durations.subarray(0, -1) : [])
      expect(known(samples)).toEqual(known(track.samples))
    }
    expect(probeMp4(pieces)?.video).toMatchObject({ frames: 48, fps: { num: 24, den: 1 }, codec: 'h264' })
  })

  it('can be joined like any other', async () => {
    const pieces = await fragmented('frag_keyframe+empty_moov+default_base_moof')
    const [a, b] = [await readClip(plain), await readClip(pieces)]
    expect(b.audio?.track.samples.count).toBe(a.audio?.track.samples.count)
    const output = await joinClips([a, b, a], join(folder, 'film.mp4'))
    const frames = await framesOf(plain)
    const { samples } = await expectFrames(output, [frames, frames, frames])
    expect(Math.abs(samples - 6 * 48000)).toBeLessThanOrEqual(1024)
  })

  it('begins where its first track begins, however late the clock is', async () => {
    const flags = 'frag_keyframe+empty_moov'
    const early = probeMp4(await readMp4(await fragmented(flags)))
    const late = probeMp4(await readMp4(await fragmented(flags, ['-output_ts_offset', '3600'])))
    expect(late?.video).toEqual(early?.video)
    const { startSeconds = NaN } = early?.audio ?? {}
    expect(late?.audio).toEqual({ ...early?.audio, startSeconds: expect.closeTo(startSeconds, 2) })
  })

  it('is left to ffprobe where it was cut off: its beginning can be played', async () => {
    const cut = await fragmented('frag_keyframe+empty_moov')
    await truncate(cut, (await readFile(cut)).length - 1000)
    expect(await readMp4(cut)).toMatchObject({ declined: 'fragmented' })
  })
})

describe('a hostile file in fragments', () => {
  let bytes: Buffer
  beforeAll(async () => void (bytes = await readFile(await fragmented('frag_keyframe+empty_moov'))))

  async function outcome(change: (copy: Buffer) => void): Promise<string> {
    const copy = Buffer.from(bytes)
    change(copy)
    const file = join(folder, 'changed.mp4')
    await writeFile(file, copy)
    try {
      const mp4 = await readMp4(file)
      return mp4.declined ?? (probeMp4(mp4), 'read')
    } catch (error) {
      return error instanceof AppError ? error.code : String(error)
    }
  }
  const put = (box: string, offset: number, value: number) => (copy: Buffer) =>
    void copy.writeUInt32BE(value, copy.indexOf(box, 0, 'latin1') + 4 + offset)

  it.each([
    ['four billion samples that it spells out', put('trun', 4, 0xffffffff), 'file_unreadable'],
    ['a fragment larger than the file', put('moof', -8, 0x7fffffff), 'fragmented'],
    ['samples behind the end', put('trun', 8, 0x7fffffff), 'file_incomplete'],
    ['a clock that runs backwards', put('tfdt', 8, 0x7fffffff), 'tables_disagree'],
  ])('with %s costs nothing', async (_name, change, expected) => {
    expect(await outcome(change)).toBe(expected)
  })

  it('with four billion samples that all are like the usual one is not believed', async () => {
    const answer = await outcome((copy) => {
      put('trun', 0, 1)(copy)
      put('trun', 4, 0xfffffff0)(copy)
    })
    expect(answer).toBe('too_long')
  })

  it('never does worse than an error, whichever of its bytes are wrong', async () => {
    const errors = ['file_incomplete', 'file_unreadable', 'fragmented', 'encrypted', 'external_data']
    const known = new Set([...errors, 'read', 'tables_disagree', 'too_long', 'unusual_edits'])
    const outcomes = new Set<string>()
    const index = bytes.indexOf('mvex', 0, 'latin1')
    const end = bytes.indexOf('mdat', 0, 'latin1')
    for (let round = 0; round < 300; round++) {
      const at = index + ((round * 7919) % (end - index))
      outcomes.add(await outcome((copy) => void (copy[at] = (round * 31) % 256)))
    }
    expect([...outcomes].filter((one) => !known.has(one))).toEqual([])
    expect(outcomes.size).toBeGreaterThan(2)
  })
})
