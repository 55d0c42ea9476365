import { createCanvas } from '@napi-rs/canvas'
import { decodePicture } from '../pictures/decode-picture.ts'

const LONG_SIDE = 640
const JPEG_QUALITY = 82
/** A frame darker than this on average (of 255) shows nothing on a card. */
const DARK = 18

/** A small JPEG of a picture, upright. Rejects if the picture cannot be decoded. */
export async function shrinkPicture(file: string): Promise<Buffer> {
  const image = await decodePicture(file)
  const { width, height } = image
  const scale = Math.min(1, LONG_SIDE / Math.max(width, height))
  const canvas = createCanvas(atLeastOne(width * scale), atLeastOne(height * scale))
  const brush = canvas.getContext('2d')
  // JPEG knows no transparency: drawings without a background are meant for paper.
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.scale(canvas.width / width, canvas.height / height)
  brush.drawImage(image, 0, 0)
  return canvas.encode('jpeg', JPEG_QUALITY)
}

/** Whether nothing could be made out: a fade from black, or a black lead. */
export async function isDark(file: string): Promise<boolean> {
  const image = await decodePicture(file)
  const side = 16
  const canvas = createCanvas(side, side)
  const brush = canvas.getContext('2d')
  brush.drawImage(image, 0, 0, side, side)
  const { data } = brush.getImageData(0, 0, side, side)
  let sum = 0
  for (let i = 0; i < data.length; i += 4) sum += (data[i]! + data[i + 1]! + data[i + 2]!) / 3
  return sum / (side * side) < DARK
}

function atLeastOne(side: number): number {
  return Math.max(1, Math.round(side))
}
