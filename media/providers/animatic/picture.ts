import { readFile } from 'node:fs/promises'
import { createCanvas, loadImage, type Canvas, type Image } from '@napi-rs/canvas'
import { AppError } from '../../../nodes/errors.ts'
import type { Size } from './size.ts'

/** The bytes of a picture file. */
export async function readPicture(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw unusable('the picture could not be opened', cause)
  }
}

/** The picture upright, as its camera meant it. */
export async function decodePicture(bytes: Buffer): Promise<Image> {
  // Drawings made of text can point to other files; only pictures made of pixels are decoded.
  if (/^(?:\xef\xbb\xbf)?\s*</.test(bytes.toString('latin1', 0, 256))) {
    throw unusable('it is not a picture made of pixels')
  }
  const image = await loadImage(bytes).catch((cause: unknown) => {
    throw unusable('the picture could not be decoded', cause)
  })
  if (!(image.width > 0 && image.height > 0)) throw unusable('the picture has no size')
  return image
}

/** Cut to cover the frame and what the camera travels beyond each edge, which is in parts of the frame. */
export function coverFrame(image: Image, frame: Size, travel: { x: number; y: number }): Canvas {
  const width = Math.ceil(frame.width * (1 + 2 * travel.x))
  const height = Math.ceil(frame.height * (1 + 2 * travel.y))
  const scale = Math.max(width / image.width, height / image.height)
  const [wide, tall] = [image.width * scale, image.height * scale]
  const canvas = createCanvas(width, height)
  const brush = canvas.getContext('2d')
  // Under what is transparent.
  brush.fillStyle = '#0e0f10'
  brush.fillRect(0, 0, width, height)
  brush.imageSmoothingQuality = 'high'
  brush.drawImage(image, (width - wide) / 2, (height - tall) / 2, wide, tall)
  return canvas
}

function unusable(reason: string, cause?: unknown): AppError {
  return new AppError('input_wrong_kind', { node: 'Image to Video', reason }, { cause })
}
