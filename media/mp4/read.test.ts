import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { probeMp4 } from './probe.ts'
import { readMp4 } from './read.ts'
import { ffmpeg, makeClip } from './test-clips.ts'

let folder: string
let clip: Buffer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-mp4-'))
  clip = await readFile(await makeClip(join(folder, 'clip.mp4'), { video: ['-bf', '2'] }))
})
afterAll(() => rm(folder, { recursive: true }))

/** The same clip with its bytes changed. */
async function read(change: (bytes: Buffer) => Buffer | void) {
  const copy = Buffer.from(clip)
  const file = join(folder, 'changed.mp4')
  await writeFile(file, change(copy) ?? copy)
  return readMp4(file, 'My clip')
}

/** Where the payload of the first box of this type begins. */
function inside(bytes: Buffer, type: string): number {
  const at = bytes.indexOf(type, 0, 'latin1')
  expect(at, `${type} in the clip`).toBeGreaterThan(0)
  return at + 4
}

describe('readMp4', () => {
  it('lists every sample with its place, its time and whether decoding may start there', async () => {
    const { tracks } = await read(() => undefined)
    const [video, audio] = tracks
    expect(video).toMatchObject({ kind: 'video', timescale: 12288, samples: { count: 24, ticks: 12288 } })
    expect(audio).toMatchObject({ kind: 'audio', timescale: 48000, samples: { count: 48 } })
    expect([...video!.samples.sync!]).toEqual(Array.from({ length: 24 }, (_, i) => (i % 12 === 0 ? 1 : 0)))
    // Each sample of H.264 is a list of units, each behind its length: they must fill it exactly.
    for (let i = 0; i < 24; i++) {
      let position = video!.samples.offsets[i]!
      const end = position + video!.samples.sizes[i]!
      while (position < end) position += 4 + clip.readUInt32BE(position)
      expect(position).toBe(end)
    }
  })

  it('reads the same from a file with the index in front and from one with 64-bit boxes', async () => {
    const fast = join(folder, 'fast.mp4')
    await ffmpeg(['-i', join(folder, 'clip.mp4'), '-c', 'copy', '-movflags', '+faststart', fast])
    const plain = probeMp4(await read(() => undefined))
    expect({ ...probeMp4(await readMp4(fast)), bytes: 0 }).toEqual({ ...plain, bytes: 0 })

    const mdat = clip.indexOf('mdat', 0, 'latin1') - 4
    const wide = await read((bytes) => {
      // `free` before it becomes the room for the 64-bit length.
      bytes.writeUInt32BE(1, mdat - 8)
      bytes.write('mdat', mdat - 4, 'latin1')
      bytes.writeBigUInt64BE(BigInt(bytes.readUInt32BE(mdat) + 8), mdat)
    })
    expect(probeMp4(wide)).toEqual(plain)
  })

  it.each([
    ['WebM', () => Buffer.from('1a45dfa39f4286810142f7810142f2810442f381', 'hex')],
    ['text', () => Buffer.from('#EXTM3U\nfile:///etc/passwd\n')],
    ['a HEIC picture', () => Buffer.from('0000000c6674797068656963000000086d657461', 'hex')],
  ])('does not take %s for an MP4', async (_kind, bytes) => {
    expect(await read(bytes)).toMatchObject({ declined: 'not_mp4' })
  })

  it('does not follow a track into another file', async () => {
    const mp4 = await read((bytes) => void bytes.writeUInt32BE(0, inside(bytes, 'url ')))
    expect(mp4).toMatchObject({ declined: 'external_data' })
  })

  it('falls back to the length of the tracks when the movie has no clock', async () => {
    const mp4 = await read((bytes) => void bytes.writeUInt32BE(0, inside(bytes, 'mvhd') + 12))
    expect(probeMp4(mp4)?.video?.durationSeconds).toBe(1)
  })
})

describe('a file that was cut off', () => {
  const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)

  it('is incomplete when the index never arrived', async () => {
    await expect(read(half)).rejects.toMatchObject({ code: 'file_incomplete', details: { name: 'My clip' } })
  })

  it('is incomplete when the index ends in the middle', async () => {
    await expect(read((bytes) => bytes.subarray(0, -100))).rejects.toMatchObject({ code: 'file_incomplete' })
  })

  it('is incomplete when the index is in front and tells of samples behind the end', async () => {
    const file = join(folder, 'cut.mp4')
    await makeClip(file, { format: ['-movflags', '+faststart'] })
    const { length } = await readFile(file)
    await truncate(file, length - 1)
    await expect(readMp4(file)).rejects.toMatchObject({
      code: 'file_incomplete',
      details: { name: 'cut.mp4' },
    })
  })
})

/** The code of the error, the reason for declining, or "read". Anything else is a bug and shows as itself. */
async function outcome(reading: ReturnType<typeof readMp4>): Promise<string> {
  try {
    const mp4 = await reading
    return mp4.declined ?? (probeMp4(mp4), 'read')
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

describe('a hostile file', () => {
  const put = (box: string, offset: number, value: number) => (bytes: Buffer) =>
    void bytes.writeUInt32BE(value, inside(bytes, box) + offset)

  it.each([
    ['a size table that is not there', put('stsz', 8, 0xfffffff0), 'file_unreadable'],
    ['a run of four billion frames', put('stts', 8, 0xffffffff), 'tables_disagree'],
    ['four billion runs', put('stts', 4, 0xffffffff), 'file_unreadable'],
    ['four billion samples in a chunk', put('stsc', 12, 0xffffffff), 'tables_disagree'],
    ['four billion chunks', put('stco', 4, 0xffffffff), 'file_unreadable'],
    ['four billion edits', put('elst', 4, 0xffffffff), 'file_unreadable'],
    ['an index larger than the file', put('moov', -8, 0x7fffffff), 'file_incomplete'],
    ['a track larger than the index', put('trak', -8, 0x7fffffff), 'file_unreadable'],
    ['a length of 64 bits that is none', put('trak', -8, 1), 'file_unreadable'],
    ['a box smaller than its header', put('trak', -8, 7), 'file_unreadable'],
    ['a track without a clock', put('mdhd', 12, 0), 'file_unreadable'],
    ['samples far behind the end', put('stco', 8, 0xfffffff0), 'file_incomplete'],
    ['a track without its header', put('tkhd', -4, 0), 'file_unreadable'],
  ])('with %s costs nothing and is told from a good one', async (_name, change, expected) => {
    const before = process.memoryUsage().arrayBuffers
    expect(await outcome(read(change))).toBe(expected)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024)
  })

  it('with four billion samples of one byte each is not believed', async () => {
    const reading = read((bytes) => {
      put('stsz', 4, 1)(bytes)
      put('stsz', 8, 0xfffffff0)(bytes)
    })
    expect(await outcome(reading)).toBe('too_long')
  })

  it('never does worse than an error, whichever of its bytes are wrong', async () => {
    const index = clip.indexOf('moov', 0, 'latin1') - 4
    const random = seeded(7)
    const outcomes = new Set<string>()
    for (let round = 0; round < 600; round++) {
      const reading = read((bytes) => {
        for (let i = 0; i <= round % 4; i++) {
          const at = index + Math.floor(random() * (bytes.length - index))
          bytes[at] = random() < 0.5 ? 0xff : Math.floor(random() * 256)
        }
      })
      outcomes.add(await outcome(reading))
    }
    const known = ['file_incomplete', 'file_unreadable', 'read', 'tables_disagree', 'unusual_edits']
    const allowed = new Set([...known, 'external_data', 'encrypted', 'fragmented', 'too_long', 'not_mp4'])
    expect([...outcomes].filter((outcome) => !allowed.has(outcome))).toEqual([])
    expect(known.filter((outcome) => !outcomes.has(outcome))).toEqual([])
  })
})

/** A small generator of its own, so that a failing round can be had again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1103515245 + 12345) % 0x80000000
    return state / 0x80000000
  }
}
