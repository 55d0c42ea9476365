import { readFile } from 'node:fs/promises'
import { createCanvas, Image } from '@napi-rs/canvas'

const LONG_SIDE = 640
const JPEG_QUALITY = 82
/** A frame darker than this on average (of 255) shows nothing on a card. */
const DARK = 18

/**
 * A small JPEG of a picture, upright. Decoding happens off the main thread, so a large photo holds nobody up.
 * Rejects if the picture cannot be decoded.
 */
export async function shrinkPicture(file: string, orientation: number): Promise<Buffer> {
  const image = await decode(file)
  const turned = orientation >= 5
  const [width, height] = turned ? [image.height, image.width] : [image.width, image.height]
  const scale = Math.min(1, LONG_SIDE / Math.max(width, height))
  const canvas = createCanvas(atLeastOne(width * scale), atLeastOne(height * scale))
  const brush = canvas.getContext('2d')
  // JPEG knows no transparency: drawings without a background are meant for paper.
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.scale(canvas.width / width, canvas.height / height)
  brush.transform(...uprights[orientation - 1]!(image.width, image.height))
  brush.drawImage(image, 0, 0)
  return canvas.encode('jpeg', JPEG_QUALITY)
}

/** Whether nothing could be made out: a fade from black, or a black lead. */
export async function isDark(file: string): Promise<boolean> {
  const image = await decode(file)
  const side = 16
  const canvas = createCanvas(side, side)
  const brush = canvas.getContext('2d')
  brush.drawImage(image, 0, 0, side, side)
  const { data } = brush.getImageData(0, 0, side, side)
  let sum = 0
  for (let i = 0; i < data.length; i += 4) sum += (data[i]! + data[i + 1]! + data[i + 2]!) / 3
  return sum / (side * side) < DARK
}

async function decode(file: string): Promise<Image> {
  const image = new Image()
  image.src = await readFile(file)
  await image.decode()
  return image
}

type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number]

/** What brings each of the eight EXIF orientations upright, for a stored picture of that width and height. */
const uprights: readonly ((width: number, height: number) => Matrix)[] = [
  () => [1, 0, 0, 1, 0, 0],
  (width) => [-1, 0, 0, 1, width, 0],
  (width, height) => [-1, 0, 0, -1, width, height],
  (_, height) => [1, 0, 0, -1, 0, height],
  () => [0, 1, 1, 0, 0, 0],
  (_, height) => [0, 1, -1, 0, height, 0],
  (width, height) => [0, -1, -1, 0, height, width],
  (width) => [0, -1, 1, 0, 0, width],
]

function atLeastOne(side: number): number {
  return Math.max(1, Math.round(side))
}
