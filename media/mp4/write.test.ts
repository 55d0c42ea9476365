import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMp4 } from './read.ts'
import { makeClip } from './test-clips.ts'
import { type Chunk, type Movie, writeHead } from './write.ts'

let folder: string
let movie: Movie
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-mp4-'))
  const { tracks } = await readMp4(await makeClip(join(folder, 'clip.mp4'), { audio: 'none' }))
  const { entries, placement, samples, timescale } = tracks[0]!
  const track = { kind: 'video', timescale, entry: entries[0]!, placement, mediaTime: 1024 } as const
  const { sizes, compositions, sync } = samples
  const video = { ...track, sampleTicks: 512, sizes, compositions, sync, chunks: [] }
  movie = { timescale, ticks: samples.ticks, tracks: [video] }
})
afterAll(() => rm(folder, { recursive: true }))

/** Writes a head for a payload that is only as long as it must be: a hole on the disk. */
async function write(chunks: readonly Chunk[], payloadBytes: number, ticks = movie.ticks) {
  const head = writeHead({ ...movie, ticks, tracks: [{ ...movie.tracks[0]!, chunks }] }, payloadBytes)
  const file = join(folder, 'holes.mp4')
  await writeFile(file, head)
  await truncate(file, head.length + payloadBytes)
  return { head, ...(await readMp4(file)) }
}

const GIB = 2 ** 30

describe('writeHead', () => {
  it('uses short places while they reach', async () => {
    const payload = 4 * GIB - 8 * 1024
    const { head, tracks } = await write([{ offset: payload - GIB, samples: 24 }], payload)
    expect(head.includes('co64')).toBe(false)
    expect(tracks[0]!.samples.offsets[0]).toBe(head.length + payload - GIB)
  })

  it('uses long places, a long payload and lengths of 64 bits when they are needed', async () => {
    const chunks = [12, 6, 6].map((samples, index) => ({ offset: index * 3 * GIB, samples }))
    const { head, tracks, bytes } = await write(chunks, 7 * GIB, 2 ** 33)
    const { samples, edits } = tracks[0]!
    expect(head.includes('stco')).toBe(false)
    expect(head.readUInt32BE(head.length - 16)).toBe(1)
    expect(bytes).toBe(head.length + 7 * GIB)
    expect([0, 12, 18].map((sample) => samples.offsets[sample])).toEqual(
      chunks.map(({ offset }) => head.length + offset),
    )
    expect(edits).toEqual([{ movieTicks: 2 ** 33, mediaTime: 1024 }])
  })

  it('is exactly as long as it reckoned, on both sides of the border', async () => {
    const small = writeHead({ ...movie, tracks: [{ ...movie.tracks[0]!, chunks: [] }] }, 0).length
    for (const payload of [2 ** 32 - small - 1, 2 ** 32 - small, 2 ** 32 - 8, 2 ** 32]) {
      const { head, tracks } = await write([{ offset: 0, samples: 24 }], payload)
      expect(tracks[0]!.samples.offsets[0]).toBe(head.length)
    }
  })

  it('writes back every table that was read', async () => {
    const { tracks } = await write([{ offset: 0, samples: 24 }], 1024 * 1024)
    const { sizes, compositions, sync, durations } = tracks[0]!.samples
    expect(sizes).toEqual(movie.tracks[0]!.sizes)
    expect(compositions).toEqual(movie.tracks[0]!.compositions)
    expect(sync).toEqual(movie.tracks[0]!.sync)
    expect(new Set(durations)).toEqual(new Set([512]))
    expect(tracks[0]!.placement).toEqual(movie.tracks[0]!.placement)
  })
})
