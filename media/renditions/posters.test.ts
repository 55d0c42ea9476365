import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { scratchMedia } from '../db/scratch.ts'
import type { StoredMedia } from '../db/media.ts'
import { inspectFile } from '../inspect-file.ts'
import { ffmpeg, makeClip, testEngine } from '../mp4/test-clips.ts'
import { held } from '../pictures/test-photo.ts'
import { shrinkPicture } from './poster-picture.ts'
import { createPosters } from './posters.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-poster-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string) => join(root, name)

let count = 0
let folder: string
beforeEach(() => {
  // A pattern for ffmpeg's image writer, if it were given one.
  folder = at(`home %d ${count++}`)
  mkdirSync(join(folder, 'temp'), { recursive: true })
})

const engine = async () => testEngine
const posters = (find = engine) => createPosters({ folder, tempFolder: join(folder, 'temp'), engine: find })

async function mediaOf(path: string): Promise<StoredMedia> {
  const { kind, facts } = await inspectFile(path, { engine })
  return scratchMedia(count, { kind, metadata: facts })
}

async function look(path: string) {
  const image = await loadImage(path)
  const canvas = createCanvas(image.width, image.height)
  const brush = canvas.getContext('2d')
  brush.drawImage(image, 0, 0)
  const colorAt = (x: number, y: number) =>
    [...brush.getImageData(Math.floor(x * image.width), Math.floor(y * image.height), 1, 1).data].slice(0, 3)
  return { width: image.width, height: image.height, colorAt }
}

const isLight = (color: number[]) => color.every((part) => part > 200)
const isRed = ([r = 0, g = 0, b = 0]: number[]) => r > 150 && g < 100 && b < 100

describe('the poster of a film', () => {
  it('is a small JPEG, made once', async () => {
    const clip = await makeClip(at('wide.mp4'), { size: '1280x720', seconds: 0.5 })
    const media = await mediaOf(clip)
    const made = posters()
    const [first, second] = await Promise.all([made.of(media, clip), made.of(media, clip)])
    expect(first).toBe(join(folder, 'posters', `${media.id}.jpg`))
    expect(second).toBe(first)
    expect(await look(first!)).toMatchObject({ width: 640, height: 360 })
    const { mtimeMs } = statSync(first!)
    expect(await made.of(media, clip)).toBe(first)
    expect(statSync(first!).mtimeMs).toBe(mtimeMs)
  })

  it('is not blown up, and stands upright', async () => {
    const clip = await makeClip(at('turned.mp4'), { size: '128x72', seconds: 0.5, turned: 90 })
    expect(await look((await posters().of(await mediaOf(clip), clip))!)).toMatchObject({
      width: 72,
      height: 128,
    })
  })

  it('has square pixels', async () => {
    const clip = await makeClip(at('narrow.mp4'), {
      size: '96x72',
      seconds: 0.5,
      video: ['-vf', 'setsar=4/3'],
    })
    expect(await look((await posters().of(await mediaOf(clip), clip))!)).toMatchObject({
      width: 128,
      height: 72,
    })
  })

  it('skips a black start', async () => {
    const fade = ['-f', 'lavfi', '-i', "color=c=red:s=64x64:r=10:d=4,drawbox=c=black:t=fill:enable='lt(t,1)'"]
    await ffmpeg([...fade, '-c:v', 'libx264', at('fade.mp4')])
    const media = await mediaOf(at('fade.mp4'))
    expect(isRed((await look((await posters().of(media, at('fade.mp4')))!)).colorAt(0.5, 0.5))).toBe(true)
  })

  it('is made of what there is: one frame, or nothing but black', async () => {
    for (const [name, source] of [
      ['one.mp4', 'testsrc2=s=64x64:r=10:d=0.1'],
      ['black.mp4', 'color=c=black:s=64x64:r=10:d=1'],
    ] as const) {
      await ffmpeg(['-f', 'lavfi', '-i', source, '-c:v', 'libx264', at(name)])
      const media = { ...(await mediaOf(at(name))), id: name.padStart(64, '0') }
      expect(await look((await posters().of(media, at(name)))!)).toMatchObject({ width: 64 })
    }
  })

  it('is made later when the engine is missing now', async () => {
    const clip = await makeClip(at('later.mp4'), { size: '64x64', seconds: 0.5 })
    const media = await mediaOf(clip)
    let missing = true
    const made = posters(async () => {
      if (missing) throw new AppError('ffmpeg_missing')
      return testEngine
    })
    expect(await made.of(media, clip)).toBeUndefined()
    missing = false
    expect(await made.of(media, clip)).toBeDefined()
  })

  it('is given up for a file that cannot be read, without asking the engine again and again', async () => {
    const clip = await makeClip(at('broken.mp4'), { size: '64x64', seconds: 0.5 })
    const media = await mediaOf(clip)
    writeFileSync(clip, 'broken')
    let asked = 0
    const made = posters(async () => {
      asked++
      return testEngine
    })
    expect([await made.of(media, clip), await made.of(media, clip)]).toEqual([undefined, undefined])
    expect(asked).toBe(1)
    expect(statSync(join(folder, 'temp')).nlink).toBe(2)
  })
})

describe('the poster of a picture', () => {
  it('is made without any engine, on white where the picture is transparent', async () => {
    const canvas = createCanvas(1000, 500)
    canvas.getContext('2d').clearRect(0, 0, 1000, 500)
    writeFileSync(at('clear.png'), await canvas.encode('png'))
    const made = posters(async () => expect.fail('no engine is needed'))
    const poster = await look((await made.of(await mediaOf(at('clear.png')), at('clear.png')))!)
    expect(poster).toMatchObject({ width: 640, height: 320 })
    expect(isLight(poster.colorAt(0.5, 0.5))).toBe(true)
  })

  it('is upright however the camera was held', async () => {
    // Red in the corner that is the top left one after turning, for each of the eight orientations.
    const corners = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ] as const
    for (const [index, [right, below]] of corners.entries()) {
      const canvas = createCanvas(80, 40)
      const brush = canvas.getContext('2d')
      brush.fillStyle = 'white'
      brush.fillRect(0, 0, 80, 40)
      brush.fillStyle = 'red'
      brush.fillRect(right * 60, below * 25, 20, 15)
      writeFileSync(at('photo.jpg'), held(await canvas.encode('jpeg', 95), index + 1))
      writeFileSync(at('upright.jpg'), await shrinkPicture(at('photo.jpg')))
      const seen = await look(at('upright.jpg'))
      expect([seen.width, seen.height]).toEqual(index < 4 ? [80, 40] : [40, 80])
      expect([index + 1, isRed(seen.colorAt(0.05, 0.05)), isLight(seen.colorAt(0.9, 0.9))]).toEqual([
        index + 1,
        true,
        true,
      ])
    }
  })

  it('is the one that the import made', async () => {
    const made = posters()
    await made.put('a'.repeat(64), readFileSync(at('upright.jpg')))
    const media = scratchMedia(1, { id: 'a'.repeat(64), kind: 'image' })
    expect(await made.of(media, undefined)).toBe(join(folder, 'posters', `${media.id}.jpg`))
  })

  it('does not hold up an import when it cannot be kept', async () => {
    writeFileSync(join(folder, 'posters'), 'in the way')
    await expect(posters().put('b'.repeat(64), Buffer.from('jpeg'))).resolves.toBeUndefined()
  })
})

it('sound has none', async () => {
  copyFileSync(at('upright.jpg'), at('sound'))
  expect(await posters().of(scratchMedia(1, { kind: 'audio' }), at('sound'))).toBeUndefined()
})
