import { createCanvas } from '@napi-rs/canvas'
import type { Canvas, Image } from '@napi-rs/canvas'
import type { PictureLimits } from '../providers/remote.ts'
import type { Size } from './fit-size.ts'

export type PictureType = PictureLimits['types'][number]

export interface Drawing {
  /** What is kept of it, around its centre. */
  readonly crop: Size
  readonly size: Size
  /** JPEG knows no transparency: drawings without a background are meant for paper. */
  readonly onWhite: boolean
}

export function drawPicture(image: Image, { crop, size, onWhite }: Drawing): Canvas {
  const canvas = createCanvas(size.width, size.height)
  const brush = canvas.getContext('2d')
  if (onWhite) {
    brush.fillStyle = '#fff'
    brush.fillRect(0, 0, size.width, size.height)
  }
  brush.imageSmoothingQuality = 'high'
  brush.scale(size.width / crop.width, size.height / crop.height)
  brush.drawImage(image, (crop.width - image.width) / 2, (crop.height - image.height) / 2)
  return canvas
}

/** `quality` is 0 to 100; PNG has none. */
export function encodeCanvas(canvas: Canvas, type: PictureType, quality: number): Promise<Buffer> {
  return type === 'png' ? canvas.encode('png') : canvas.encode(type, quality)
}

export function mimeOfType(type: PictureType): string {
  return `image/${type}`
}
