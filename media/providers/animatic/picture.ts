import { readFile } from 'node:fs/promises'
import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas'
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

/**
 * The picture upright (as its camera meant it), cut to cover the frame and what the camera travels beyond it.
 * `travel` is in parts of the frame, to each side.
 */
export async function coverFrame(
  bytes: Buffer,
  frame: Size,
  travel: { x: number; y: number },
): Promise<Canvas> {
  // Drawings made of text can point to other files; only pictures made of pixels are decoded.
  if (/^\s*</.test(bytes.subarray(0, 64).toString('latin1')))
    throw unusable('it is not a picture made of pixels')
  const image = await loadImage(bytes).catch((cause: unknown) => {
    throw unusable('the picture could not be decoded', cause)
  })
  if (!(image.width > 0 && image.height > 0)) throw unusable('the picture has no size')
  const width = Math.ceil(frame.width * (1 + 2 * travel.x))
  const height = Math.ceil(frame.height * (1 + 2 * travel.y))
  const scale = Math.max(width / image.width, height / image.height)
  const canvas = createCanvas(width, height)
  const brush = canvas.getContext('2d')
  brush.fillStyle = '#0e0f10'
  brush.fillRect(0, 0, width, height)
  brush.imageSmoothingQuality = 'high'
  const [wide, tall] = [image.width * scale, image.height * scale]
  brush.drawImage(image, (width - wide) / 2, (height - tall) / 2, wide, tall)
  return canvas
}

function unusable(reason: string, cause?: unknown): AppError {
  return new AppError('input_wrong_kind', { node: 'Image to Video', reason }, { cause })
}
