import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAvcConfig, readSps } from './h264.ts'
import { freeSetNumber, inBandSets, shareSettings } from './share-settings.ts'
import { makeClip } from './test-clips.ts'
import { readClip } from './test-join.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'settings-'))))
afterAll(() => rm(folder, { recursive: true }))

let made = 0
async function settings(options: string) {
  const file = join(folder, `${made++}.mp4`)
  const recipe = { size: '64x64', seconds: 0.2, audio: 'none', video: options.split(' ') } as const
  return (await readClip(await makeClip(file, recipe))).video
}

describe('shareSettings', () => {
  it('changes nothing where all are the same', async () => {
    const one = await settings('-bf 0')
    expect(shareSettings([one, one])).toEqual({ kind: 'same', config: one.config })
  })

  it('puts sets of different numbers side by side under the highest profile and level', async () => {
    const [a, b] = [
      await settings('-bf 0 -level 3.1'),
      await settings('-preset fast -level 4 -x264-params sps-id=3'),
    ]
    const shared = shareSettings([a, b, a])!
    expect(shared.kind).toBe('merged')
    expect([...shared.config.subarray(1, 4)]).toEqual([100, 0, 40])
    const { sps, pps, lengthBytes } = readAvcConfig(shared.config)
    expect(lengthBytes).toBe(4)
    expect(sps.map((set) => readSps(set).id)).toEqual([0, 3])
    expect(pps).toHaveLength(2)
    // Behind the sets of a high profile stands what its samples are like.
    expect(shared.config.subarray(-4)).toEqual(Buffer.from([0xfd, 0xf8, 0xf8, 0]))
  })

  it('promises only what all of them promise', async () => {
    const [baseline, main] = [
      await settings('-bf 0 -profile:v baseline'),
      await settings('-profile:v main -x264-params sps-id=1'),
    ]
    const promises = shareSettings([baseline, main])!.config.readUInt8(2)
    expect(promises).toBe(baseline.config.readUInt8(2) & main.config.readUInt8(2))
  })

  it('repeats sets in the pictures where two have the same number', async () => {
    const [a, b] = [await settings('-bf 0'), await settings('-preset fast')]
    expect(shareSettings([a, b])?.kind).toBe('in_band')
    const sets = inBandSets(b.config)
    const { sps, pps } = readAvcConfig(b.config)
    expect(sets.readUInt32BE(0)).toBe(sps[0]!.length)
    expect(sets.length).toBe(4 + sps[0]!.length + 4 + pps[0]!.length)
  })

  it.each([
    ['other codecs', '-bf 0', '-c:v libx265 -preset ultrafast -x265-params log-level=none'],
    ['other samples', '-bf 0', '-pix_fmt yuv444p'],
    ['deeper samples', '-preset fast', '-preset fast -pix_fmt yuv420p10le'],
    [
      'other settings of H.265',
      '-c:v libx265 -preset ultrafast -x265-params log-level=none',
      '-c:v libx265 -preset fast -x265-params log-level=none',
    ],
  ])('refuses %s', async (_name, one, other) => {
    expect(shareSettings([await settings(one), await settings(other)])).toBeUndefined()
  })

  it('refuses settings that end too early', async () => {
    const one = await settings('-bf 0')
    const cut = { ...one, config: one.config.subarray(0, 9) }
    expect(shareSettings([one, cut])).toBeUndefined()
  })
})

it('finds a number for sets that nobody uses', async () => {
  const [a, b] = [await settings('-bf 0'), await settings('-x264-params sps-id=1')]
  expect(freeSetNumber([a])).toBe(1)
  expect(freeSetNumber([b])).toBe(0)
  expect(freeSetNumber([a, b])).toBe(2)
})
