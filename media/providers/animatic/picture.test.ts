import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { cameraMoves } from '../../../nodes/models.ts'
import { filmPicture } from './footage.ts'
import { planCamera, travelOf } from './motion.ts'
import { coverFrame, decodePicture } from './picture.ts'
import { createRandom } from './random.ts'
import type { Move } from './reading/camera.ts'

const frame = { width: 180, height: 320 }
const none = { x: 0, y: 0 }
const cover = async (bytes: Buffer, travel = none) => coverFrame(await decodePicture(bytes), frame, travel)

/** Red on the left, blue on the right. */
function twoHalves(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height)
  const brush = canvas.getContext('2d')
  brush.fillStyle = '#2030c0'
  brush.fillRect(0, 0, width, height)
  brush.fillStyle = '#e02020'
  brush.fillRect(0, 0, width / 2, height)
  return canvas
}

function colourAt(canvas: Canvas, x: number, y: number): string {
  const [red = 0, , blue = 0] = canvas.getContext('2d').getImageData(x, y, 1, 1).data
  return red > blue ? 'red' : 'blue'
}

/** Says in its EXIF that it must be turned clockwise to be upright. */
function lyingOnItsSide(jpeg: Buffer): Buffer {
  const TURN_RIGHT = 6
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, TURN_RIGHT]
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from([...tiff, 0, 0, 0, 0, 0, 0])])
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif])
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)])
}

describe('a picture in a frame', () => {
  it('is held the way its camera held it', async () => {
    const upright = await cover(lyingOnItsSide(twoHalves(320, 180).toBuffer('image/jpeg')))
    expect([colourAt(upright, 90, 40), colourAt(upright, 90, 280)]).toEqual(['red', 'blue'])
  })

  it.each([
    ['wide', 400, 100],
    ['tall', 100, 400],
    ['tiny', 3, 2],
    ['large', 2_000, 1_500],
  ])('covers the frame and keeps its middle in the middle: %s', async (_, width, height) => {
    const covered = await cover(twoHalves(width, height).toBuffer('image/png'))
    expect(covered).toMatchObject(frame)
    expect([colourAt(covered, 70, 160), colourAt(covered, 110, 160)]).toEqual(['red', 'blue'])
  })

  it.each(cameraMoves.filter((move): move is Move => move !== 'auto'))(
    'never shows its edge under the move %s',
    async (move) => {
      const white = createCanvas(90, 160)
      const paint = white.getContext('2d')
      paint.fillStyle = '#ffffff'
      paint.fillRect(0, 0, 90, 160)
      const seconds = 20
      const work = planCamera(move, 3, createRandom(move))
      const covered = await cover(white.toBuffer('image/png'), travelOf(work, seconds))
      const footage = await filmPicture(covered, frame)
      for (const part of [0, 0.5, 1]) {
        const brush = createCanvas(frame.width, frame.height).getContext('2d')
        footage.paint(brush, work, { part, seconds })
        for (const [x, y] of [
          [0, 0],
          [0, 319],
          [179, 319],
          [179, 60],
        ] as const) {
          expect([...brush.getImageData(x, y, 1, 1).data]).toEqual([255, 255, 255, 255])
        }
      }
    },
  )

  it('carries the mark in the same place, however it moves', async () => {
    const grey = createCanvas(180, 320)
    const paint = grey.getContext('2d')
    paint.fillStyle = '#808080'
    paint.fillRect(0, 0, 180, 320)
    const footage = await filmPicture(await cover(grey.toBuffer('image/png')), frame)
    const push = planCamera('push', 0, createRandom('any'))
    const corners = [0, 1].map((part) => {
      const brush = createCanvas(frame.width, frame.height).getContext('2d')
      footage.paint(brush, push, { part, seconds: 1 })
      return brush.getImageData(100, 0, 80, 24).data
    })
    expect(corners[0]).toEqual(corners[1])
    expect(corners[0]!.some((value, index) => index % 4 !== 3 && value !== 128)).toBe(true)
  })
})
