import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Media } from '../../nodes/media.ts'
import type { Db } from '../db/db.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { createTables } from '../db/tables.ts'
import { createStore } from '../files/store.ts'
import { createMediaManager, type MediaManager } from '../media-manager.ts'
import { type ClipRecipe, ffmpeg, makeClip, testEngine } from '../mp4/test-clips.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-camera-'))
const at = (name: string) => join(root, name)
let db: Db
let manager: MediaManager
beforeAll(() => {
  const folder = at('library')
  db = openDatabase(folder)
  manager = createMediaManager({
    tables: createTables(db),
    store: createStore(folder),
    engine: async () => testEngine,
    folder,
  })
})
afterAll(() => {
  closeDatabase(db)
  rmSync(root, { recursive: true, force: true })
})

/** Comes in where it lies, and has a poster. */
async function bringIn(path: string): Promise<Media> {
  const linked = await manager.importFile(path, { link: true })
  expect(linked.media).toMatchObject({ linkedPath: path, missing: false })
  expect((await manager.renditionOf(linked.media.id, 'poster'))?.contentType).toBe('image/jpeg')
  return linked.media
}

const make = (name: string, recipe: ClipRecipe) => makeClip(at(name), { size: '64x48', ...recipe })
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']

describe('clips as cameras write them', () => {
  it.each([
    ['a phone held upright', 'IMG_0001.MP4', { turned: 90 }, { width: 48, height: 64, aspectRatio: '3:4' }],
    ['a phone held upside down', 'IMG_0002.MP4', { turned: 180 }, { width: 64, height: 48 }],
    [
      'a time code track beside picture and sound',
      'A001_C002.MOV',
      { format: ['-timecode', '01:02:03:04', '-f', 'mov'] },
      { codec: 'h264', audioCodec: 'aac', fps: 24 },
    ],
    [
      'sound as plain PCM',
      'PCM.MOV',
      { audio: ['-c:a', 'pcm_s16le'], format: ['-f', 'mov'] },
      { audioCodec: 'pcm_s16le' },
    ],
    [
      'sound as 24 bit PCM',
      'PCM24.MOV',
      { audio: ['-c:a', 'pcm_s24le'], format: ['-f', 'mov'] },
      { audioCodec: 'pcm_s24le' },
    ],
    [
      'an edit list that begins late',
      'ELST.MP4',
      { format: ['-output_ts_offset', '0.4'] },
      { codec: 'h264', width: 64 },
    ],
    [
      'frames at uneven times',
      'VFR.MP4',
      { rate: '60', video: ['-vf', "select='not(mod(n,3))+lt(n,20)'", '-fps_mode', 'vfr'] },
      { codec: 'h264', width: 64 },
    ],
    [
      'the marks of a live photo',
      'IMG_0003.mov',
      {
        format: [
          '-movflags',
          'use_metadata_tags',
          '-metadata',
          'com.apple.quicktime.content.identifier=3F5B',
          '-f',
          'mov',
        ],
      },
      { codec: 'h264', hasAudio: true },
    ],
    [
      'ProRes',
      'PRORES.MOV',
      {
        video: ['-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le'],
        audio: ['-c:a', 'pcm_s16le'],
        format: ['-f', 'mov'],
      },
      { codec: 'prores' },
    ],
    ['no sound at all', 'DRONE.MP4', { audio: 'none' }, { hasAudio: false }],
    [
      'a phone of 2008',
      'MOV00012.3GP',
      { size: '176x144', video: ['-c:v', 'mpeg4'], format: ['-f', '3gp'] },
      { codec: 'mpeg4' },
    ],
    [
      'AVCHD',
      '00001.MTS',
      { audio: ['-c:a', 'ac3'], format: ['-f', 'mpegts', '-mpegts_m2ts_mode', '1'] },
      { codec: 'h264', audioCodec: 'ac3' },
    ],
    [
      'a camcorder with discs',
      'M2U00001.MPG',
      {
        rate: '25',
        video: ['-c:v', 'mpeg2video', '-bf', '2'],
        audio: ['-c:a', 'mp2'],
        format: ['-f', 'vob'],
      },
      { codec: 'mpeg2video', audioCodec: 'mp2' },
    ],
    [
      'a still camera that films',
      'MVI_0001.AVI',
      {
        video: ['-c:v', 'mjpeg', '-bf', '0', '-pix_fmt', 'yuvj420p'],
        audio: ['-c:a', 'pcm_u8'],
        format: ['-f', 'avi'],
      },
      { codec: 'mjpeg', audioCodec: 'pcm_u8' },
    ],
  ] as const satisfies [string, string, ClipRecipe, Partial<Media>][])(
    'takes a clip with %s',
    async (_, name, recipe, expected) => {
      const media = await bringIn(await make(name, recipe))
      expect(media).toMatchObject({ kind: 'video', name, ...expected })
      expect(media.durationSeconds).toBeGreaterThan(0.8)
      expect(media.durationSeconds).toBeLessThan(1.6)
    },
  )

  it('takes 4K in HEVC', async () => {
    const source = ['-f', 'lavfi', '-i', 'testsrc2=s=3840x2160:r=5:d=0.4']
    const hevc = [
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-x265-params',
      'log-level=none',
      '-tag:v',
      'hvc1',
    ]
    await ffmpeg([...source, ...hevc, '-pix_fmt', 'yuv420p10le', at('C0001.MP4')])
    expect(await bringIn(at('C0001.MP4'))).toMatchObject({
      codec: 'hevc',
      width: 3840,
      height: 2160,
      aspectRatio: '16:9',
    })
  })
})

describe('files by any name', () => {
  let clip: Buffer
  beforeAll(async () => {
    await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=10:d=1', ...h264, at('plain.mp4')])
    clip = readFileSync(at('plain.mp4'))
  })

  it.each([
    '雨夜 第一场 🌧️.mp4',
    'مشهد ١.mp4',
    'кадр №1.mov',
    'दृश्य.mp4',
    '-i %03d $(x) `y`.mp4',
    `a:b'c"d,e;f|g[h]=i.mp4`,
    'two\nlines.mp4',
    'no extension',
    'wrong.txt',
    'picture.jpg',
    '100%.mp4',
    'concat:x.mp4',
  ])('takes %j, and a poster can be made where it lies', async (name) => {
    const folder = mkdtempSync(join(root, 'names-'))
    mkdirSync(join(folder, 'in %d: it'))
    const path = join(folder, 'in %d: it', name)
    // The same bytes would be known: a box that players skip makes them others.
    const filler = Buffer.from(`\0\0\0\0free${name}`)
    filler.writeUInt32BE(filler.length, 0)
    writeFileSync(path, Buffer.concat([clip, filler]))
    const media = await bringIn(path)
    expect(media).toMatchObject({ kind: 'video', width: 64, name: name.replace('\n', ' ') })
    expect(manager.fileOf(media.id)?.contentType).toBe('video/mp4')
    expect((await manager.renditionOf(media.id, 'strip'))?.contentType).toBe('image/jpeg')
  })
})
