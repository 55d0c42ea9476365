import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, describe, expect, it } from 'vitest'
import { ffmpeg, makeClip, testEngine } from '../mp4/test-clips.ts'
import type { ClipRecipe } from '../mp4/test-clips.ts'
import { extractLastFrame } from './last-frame.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-last-%d-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string) => join(root, name)

/** Red all along, blue in the one frame that counts. */
const blueAt = (frame: number) =>
  `drawbox=c=red:t=fill,drawbox=c=blue:t=fill:enable='eq(n,${frame})',drawbox=c=white:t=fill:w=8:h=8`

async function lastOf(clip: string) {
  const output = `${clip}.png`
  await extractLastFrame(testEngine, clip, { output })
  const image = await loadImage(output)
  const canvas = createCanvas(image.width, image.height)
  const brush = canvas.getContext('2d')
  brush.drawImage(image, 0, 0)
  const colorAt = (x: number, y: number) => name([...brush.getImageData(x, y, 1, 1).data])
  const middle = colorAt(image.width >> 1, image.height >> 1)
  return { width: image.width, height: image.height, middle, colorAt }
}

function name([r = 0, g = 0, b = 0]: number[]): string {
  const parts = [r, g, b].map((part) => (part > 180 ? 1 : part < 80 ? 0 : 0.5)).join()
  return { '1,0,0': 'red', '0,0,1': 'blue', '1,1,1': 'white' }[parts] ?? `${r},${g},${b}`
}

const clips: readonly [what: string, file: string, recipe: ClipRecipe & { frame: number }][] = [
  ['a plain clip', 'plain.mp4', { seconds: 1, frame: 23 }],
  ['a clip with many B-frames', 'b.mp4', { frame: 23, video: '-preset medium -bf 4 -g 48'.split(' ') }],
  ['an odd frame rate', 'odd.mp4', { rate: '30000/1001', seconds: 2, frame: 59 }],
  ['a slow frame rate', 'slow.mp4', { rate: '1', seconds: 3, frame: 2 }],
  ['a clip with sound that goes on for much longer', 'long.mp4', { audioSeconds: 7, frame: 23 }],
  ['a film in another container with such sound', 'long.mkv', { audioSeconds: 7, frame: 23 }],
  ['a clip of one frame', 'one.mp4', { rate: '24', seconds: 1 / 24, audio: 'none', frame: 0 }],
  [
    'a clip whose last frame stands for long',
    'still.mp4',
    { rate: '1/8', seconds: 16, audio: 'none', frame: 1 },
  ],
  ['WebM', 'web.webm', { frame: 23, audio: 'none', video: '-c:v libvpx -b:v 1M'.split(' ') }],
]

describe('the last frame', () => {
  it.each(clips)('is the very last of %s', async (_, file, { frame, video = [], ...recipe }) => {
    const clip = await makeClip(at(file), { ...recipe, video: ['-vf', blueAt(frame), ...video] })
    expect(await lastOf(clip)).toMatchObject({ width: 128, height: 72, middle: 'blue' })
  })

  it('is the last that is shown, not the last that is stored', async () => {
    const clip = at('trimmed.mp4')
    await makeClip(at('whole.mp4'), { seconds: 2, audio: 'none', video: ['-vf', blueAt(23), '-bf', '0'] })
    await ffmpeg(['-i', at('whole.mp4'), '-t', '1', '-c', 'copy', clip])
    expect((await lastOf(clip)).middle).toBe('blue')
  })

  it('stands upright', async () => {
    const clip = await makeClip(at('turned.mp4'), { turned: 90, video: ['-vf', blueAt(23)] })
    const { width, height, colorAt } = await lastOf(clip)
    expect({ width, height }).toEqual({ width: 72, height: 128 })
    expect(colorAt(68, 3)).toBe('white')
    expect(colorAt(3, 3)).toBe('blue')
  })

  it('has square pixels', async () => {
    const clip = await makeClip(at('narrow.mp4'), {
      size: '96x72',
      video: ['-vf', `${blueAt(23)},setsar=4/3`],
    })
    expect(await lastOf(clip)).toMatchObject({ width: 128, height: 72, middle: 'blue' })
  })

  it('is written where it was asked for, whatever the folder is called', async () => {
    mkdirSync(at('take %03d'))
    const clip = await makeClip(at('take %03d/clip.mp4'), { video: ['-vf', blueAt(23)] })
    expect((await lastOf(clip)).middle).toBe('blue')
  })

  it('is refused of a sound', async () => {
    const song = at('song.mp3')
    await ffmpeg(['-f', 'lavfi', '-i', 'sine=440:d=1', song])
    await expect(extractLastFrame(testEngine, song, { output: at('none.png') })).rejects.toMatchObject({
      code: 'input_wrong_kind',
      details: { reason: 'song.mp3 shows no moving picture' },
    })
  })

  it('ends when it is stopped', async () => {
    const clip = await makeClip(at('stopped.mp4'), { video: ['-vf', blueAt(23)] })
    const signal = AbortSignal.abort()
    await expect(
      extractLastFrame(testEngine, clip, { output: at('stopped.png'), signal }),
    ).rejects.toMatchObject({ code: 'stopped' })
  })
})
