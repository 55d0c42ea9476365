import { execFile, execFileSync } from 'node:child_process'
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClipRecipe, ffmpeg, makeClip, testEngine } from '../mp4/test-clips.ts'
import type { StitchSettings } from './plan.ts'
import { stitchClips } from './stitch.ts'
import { decodeFilm, soundOnsets } from './test-film.ts'

let folder: string
let good: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encode-'))
  good = await makeClip(join(folder, 'good.mp4'))
})
afterAll(() => rm(folder, { recursive: true }))

let films = 0
async function stitch(paths: readonly string[], settings: Partial<StitchSettings> = {}) {
  const output = join(folder, `film-${films++}.mp4`)
  const clips = paths.map((path, index) => ({ mediaId: `${index}`, name: `clip ${index + 1}`, path }))
  const asked = { size: 'auto', fps: 'auto', fit: 'fit', ...settings } as const
  return { ...(await stitchClips({ engine: testEngine, clips, settings: asked, output })), output }
}

/** The brightness of one frame, row by row. */
async function luma(file: string, frame: number): Promise<Buffer> {
  const args = ['-v', 'error', '-i', file, '-vf', `select=eq(n\\,${frame}),format=gray`, '-frames:v', '1']
  const options = { encoding: 'buffer', maxBuffer: 1 << 26 } as const
  return (await promisify(execFile)('ffmpeg', [...args, '-f', 'rawvideo', '-'], options)).stdout
}

describe('odd files among good ones', () => {
  const odd: [string, string, ClipRecipe, string[]][] = [
    [
      'webm',
      'VP9 with Opus',
      { video: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime'], audio: ['-c:a', 'libopus', '-ac', '2'] },
      ['codec', 'sound_codec'],
    ],
    [
      'mkv',
      'Matroska that does not know its length',
      { format: ['-f', 'matroska', '-live', '1'] },
      ['container'],
    ],
    ['ts', 'a transport stream that starts at 1.4 s', { format: ['-f', 'mpegts'] }, ['container']],
    [
      'mov',
      'ProRes with plain sound',
      { video: ['-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le'], audio: ['-c:a', 'pcm_s16le', '-ac', '2'] },
      ['codec', 'sound_codec'],
    ],
    ['mp4', 'fragments', { format: ['-movflags', 'frag_keyframe+empty_moov'] }, ['container']],
    ['mp4', 'surround sound at 48 kHz', { audio: ['-ac', '6'] }, ['sound_channels']],
    [
      'mp4',
      'a start of the clock at 1.5 s',
      { format: ['-output_ts_offset', '1.5', '-avoid_negative_ts', 'disabled'], video: ['-bf', '0'] },
      ['encoder_settings'],
    ],
    [
      'mp4',
      'an open group of pictures',
      { seconds: 1, video: ['-preset', 'veryfast', '-x264-params', 'open-gop=1:keyint=6'] },
      ['encoder_settings'],
    ],
    ['mp4', 'RGB pictures', { video: ['-c:v', 'libx264rgb', '-pix_fmt', 'rgb24'] }, ['pixel_format']],
    [
      'avi',
      'an old AVI',
      { video: ['-c:v', 'mpeg4', '-bf', '0'], audio: ['-c:a', 'libmp3lame', '-ac', '2'] },
      ['codec', 'sound_codec'],
    ],
  ]

  it.each(odd)('are converted: .%s, %s', async (extension, name, recipe, reasons) => {
    const x = await makeClip(join(folder, `${name.replaceAll(/\W/g, '-')}.${extension}`), recipe)
    const { plan, output } = await stitch([good, x, good])
    expect(plan.clips[1]!.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(reasons))
    const film = await decodeFilm(output)
    expect(film.complaints).toBe('')
    expect(film.isSteady).toBe(true)
    expect(Math.abs(film.frames.length - 72)).toBeLessThanOrEqual(1)
    expect(Math.abs(film.samples - (film.frames.length / 24) * 48000)).toBeLessThanOrEqual(1024)
  })

  it('turn HDR into standard brightness', async () => {
    const hdr = await makeClip(join(folder, 'hdr.mp4'), {
      video: [
        '-pix_fmt',
        'yuv420p10le',
        '-c:v',
        'libx265',
        '-x265-params',
        'log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc',
      ],
    })
    const { plan, probe } = await stitch([good, hdr])
    expect(plan.clips[1]!.reasons.map(({ code }) => code)).toEqual(['codec', 'hdr', 'colors'])
    expect(probe.video).toMatchObject({ pixFmt: 'yuv420p', colorTransfer: 'bt709', colorRange: 'tv' })
  })
})

it('stays in step, and leaves no parts behind, over 60 clips of mixed rates and lengths', async () => {
  const chirp = ['-ac', '2', '-af', "volume='between(t,0.1,0.2)':eval=frame"]
  const make = (name: string, recipe: ClipRecipe) =>
    makeClip(join(folder, name), { size: '64x64', audio: chirp, ...recipe })
  const kinds = await Promise.all([
    make('ntsc.mp4', { rate: '30000/1001', seconds: 0.5 }),
    make('pal.mp4', { rate: '25', seconds: 0.6, sampleRate: 44100 }),
    make('film.mp4', { rate: '24', seconds: 0.4, audioSeconds: 0.9 }),
  ])
  const paths = Array.from({ length: 60 }, (_, index) => kinds[index % 3]!)
  const { plan, output } = await stitch(paths, { fps: '29.97' })
  const film = await decodeFilm(output)
  const frames = plan.clips.reduce((sum, clip) => sum + clip.frames, 0)
  expect((await readdir(folder)).filter((name) => name.startsWith('parts-'))).toEqual([])
  expect(film.frames).toHaveLength(frames)
  expect(film.isSteady).toBe(true)
  expect(film.complaints).toBe('')
  expect(Math.abs(film.samples - (frames * 1001 * 48000) / 30000)).toBeLessThanOrEqual(1024)

  const onsets = await soundOnsets(output)
  expect(onsets).toHaveLength(60)
  const heard = await Promise.all(kinds.map(soundOnsets))
  let start = 0
  const late = onsets.map((onset, index) => {
    const begins = start
    start += (plan.clips[index]!.frames * 1001) / 30000
    return onset - begins - heard[index % 3]![0]!
  })
  // So many clips are encoded in parts; a cut between two parts is as exact as a packet of sound.
  expect(Math.max(...late.map(Math.abs))).toBeLessThan(1024 / 48000 / 2 + 0.004)
})

describe.each<[string, Partial<StitchSettings>]>([
  ['copied', {}],
  ['encoded', { size: '64x64' }],
])('a clip whose picture and sound do not begin together, %s', (mode, settings) => {
  const twice = "volume='between(t,0.2,0.3)+between(t,0.8,0.9)':eval=frame"
  const make = (name: string, recipe: ClipRecipe) => makeClip(join(folder, `${mode}-${name}.mp4`), recipe)

  it('loses the sound from before its first picture', async () => {
    const late = await make('late-picture', {
      video: ['-vf', 'setpts=PTS+0.5/TB'],
      audio: ['-ac', '2', '-af', twice],
    })
    const { plan, output } = await stitch([late, late], settings)
    expect(plan.mode).toBe(mode === 'copied' ? 'copy' : 'encode')
    expect(await soundOnsets(output)).toEqual([expect.closeTo(0.31, 1), expect.closeTo(1.31, 1)])
    expect((await decodeFilm(output)).frames).toHaveLength(48)
  })

  it('stays silent until its sound begins', async () => {
    const later = `${twice},asetpts=PTS+0.3/TB`
    const late = await make('late-sound', { audio: ['-ac', '2', '-af', later] })
    const { output } = await stitch([late, late], settings)
    expect(await soundOnsets(output)).toEqual([expect.closeTo(0.51, 1), expect.closeTo(1.51, 1)])
  })
})

describe('the frame', () => {
  const white = (width: number, height: number) => `color=white:s=${width}x${height}:r=24:d=1`
  async function still(name: string, filter: string, turned?: number) {
    const file = join(folder, `${name}.mp4`)
    await makeClip(file, { audio: 'none', video: ['-filter_complex', filter], ...(turned && { turned }) })
    return file
  }

  it('shows the whole picture with bars when asked to fit', async () => {
    const tall = await still('tall', white(64, 128))
    const { output, probe } = await stitch([tall], { size: '128x128' })
    const row = (await luma(output, 3)).subarray(64 * 128, 65 * 128)
    expect(probe.video).toMatchObject({ width: 128, height: 128 })
    expect([row[0]! < 40, row[28]! < 40, row[40]! > 200, row[90]! > 200, row[100]! < 40]).toEqual(
      Array.from({ length: 5 }, () => true),
    )
  })

  it('is filled to the edges when asked to fill', async () => {
    const tall = await still('tall', white(64, 128))
    const { output } = await stitch([tall], { size: '128x128', fit: 'fill' })
    expect(Math.min(...(await luma(output, 3)))).toBeGreaterThan(200)
  })

  it('holds a turned picture upright', async () => {
    // White on the left; turned clockwise, white is on top.
    const half = `${white(128, 64)},drawbox=x=64:w=64:h=64:color=black:t=fill`
    const turned = await still('turned', half, 90)
    const { output, probe } = await stitch([turned], { size: '32x64' })
    expect(probe.video).toMatchObject({ width: 32, height: 64, rotation: 0 })
    const picture = await luma(output, 3)
    expect(picture[10 * 32 + 16]).toBeGreaterThan(200)
    expect(picture[54 * 32 + 16]).toBeLessThan(40)
  })

  it('makes wide pixels square', async () => {
    const wide = await still('wide', `${white(64, 64)},setsar=2/1`)
    const { probe } = await stitch([wide, good])
    expect(probe.video).toMatchObject({ width: 128, height: 64, sar: { num: 1, den: 1 } })
  })
})

it.each(['it\'s "quoted".mp4', '-dash.mp4', 'new\nline.mp4', 'a:b%03d[1];.mp4', '短剧 🎬.mp4'])(
  'does not mind a clip named %j',
  async (name) => {
    const odd = join(folder, name)
    await copyFile(good, odd)
    expect((await stitch([odd], { size: '64x64' })).probe.video?.frames).toBe(24)
  },
)

it('holds each picture of a slow clip as long as it was', async () => {
  const slow = await makeClip(join(folder, 'slow.mp4'), { rate: '1', seconds: 3 })
  const { plan, output } = await stitch([good, slow, good])
  expect(plan.clips.map(({ frames }) => frames)).toEqual([24, 72, 24])
  const { frames } = await decodeFilm(output)
  expect(frames).toHaveLength(120)
})

it('runs at the rate that was asked for', async () => {
  const { plan, output } = await stitch([good, good], { fps: '60' })
  expect(plan.clips.map(({ frames }) => frames)).toEqual([60, 60])
  const { frames } = await decodeFilm(output)
  expect(frames).toHaveLength(120)
})

it('refuses sound without a picture, pictures, and lists that point elsewhere', async () => {
  const sound = join(folder, 'song.m4a')
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', sound])
  await expect(stitch([good, sound])).rejects.toMatchObject({
    code: 'clips_differ',
    details: { reason: expect.stringContaining('clip 2 is sound without a picture') as string },
  })
  const picture = join(folder, 'still.png')
  await ffmpeg(['-f', 'lavfi', '-i', 'color=red:s=16x16', '-frames:v', '1', picture])
  await expect(stitch([picture, good])).rejects.toMatchObject({ code: 'clips_differ' })
  const list = join(folder, 'list.mp4')
  await writeFile(list, `#EXTM3U\n#EXTINF:1,\n${good}\n`)
  await expect(stitch([list, good])).rejects.toMatchObject({ code: 'file_not_media' })
  await expect(stitch([])).rejects.toMatchObject({ code: 'clips_differ' })
  await expect(stitch([join(folder, 'gone.mp4')])).rejects.toMatchObject({ code: 'file_not_found' })
})

it('stops in the middle of encoding without leaving a process', async () => {
  const long = await makeClip(join(folder, 'long.mp4'), { size: '640x360', seconds: 8, audio: 'none' })
  const output = join(folder, 'stopped.mp4')
  const stop = new AbortController()
  const clips = [long, long].map((path, index) => ({ mediaId: `${index}`, name: path, path }))
  const settings = { size: '320x320', fps: 'auto', fit: 'fit' } as const
  const onProgress = () => stop.abort()
  const job = { engine: testEngine, clips, settings, output, signal: stop.signal, onProgress }
  await expect(stitchClips(job)).rejects.toMatchObject({ code: 'stopped' })
  expect(execFileSync('ps', ['-eo', 'args']).toString()).not.toContain(output)
})
