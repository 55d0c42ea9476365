import type { BoundShot } from '../../../nodes/cut/cut.ts'
import type { FilmFormat } from '../film.ts'
import { even, type Size } from '../frame.ts'

export interface Picture extends Size {
  /** Options of `scale` that say how colours come in and go out. */
  readonly colors: string
  /** A name for this picture's inner streams that no other has. */
  readonly label: string
}

type Frame = Pick<FilmFormat, 'width' | 'height' | 'like'>

/** Puts a picture of square pixels into the frame, as the shot asks, else as the film does. */
export function placeFilters(
  picture: Picture,
  format: FilmFormat,
  { fit = format.fit, focus }: Pick<BoundShot, 'fit' | 'focus'>,
): string[] {
  const { width, height } = format
  const { colors, label } = picture
  const scaled = scaledTo(picture, format, fit === 'fill' ? Math.max : Math.min)
  const scale = `scale=${scaled.width}:${scaled.height}:${colors}`
  if (scaled.width === width && scaled.height === height) return [scale]
  if (fit === 'fill') {
    const x = evenPart(scaled.width - width, focus?.x ?? 0.5)
    const y = evenPart(scaled.height - height, focus?.y ?? 0.5)
    return [scale, `crop=${width}:${height}:${x}:${y}`]
  }
  const x = evenPart(width - scaled.width, 0.5)
  const y = evenPart(height - scaled.height, 0.5)
  if (fit === 'fit') return [scale, `pad=${width}:${height}:${x}:${y}:color=black`]
  const [back, front] = [`${label}back`, `${label}front`]
  const whole = [
    `split[${back}][${front}]`,
    `[${back}]${background(picture, format)}[${back}ed]`,
    `[${front}]${scale},format=yuv420p[${front}ed]`,
    `[${back}ed][${front}ed]overlay=${x}:${y}`,
  ]
  return [whole.join(';')]
}

/** How large the picture becomes in the frame; the film's pixels may be wider than high. */
function scaledTo(picture: Size, frame: Frame, choose: (...ratios: number[]) => number): Size {
  const shape = frame.like ? frame.like.sar.num / frame.like.sar.den : 1
  const ratio = choose((frame.width * shape) / picture.width, frame.height / picture.height)
  const within = (length: number, room: number) =>
    choose === Math.min ? Math.min(length, room) : Math.max(length, room)
  return {
    width: within(even((picture.width * ratio) / shape), frame.width),
    height: within(even(picture.height * ratio), frame.height),
  }
}

const BLUR_SCALE = 8

/** The picture itself, filling the frame, out of focus and darker. Made small: blurring is what costs. */
function background(picture: Picture, { like, ...frame }: FilmFormat): string {
  const size = { width: even(frame.width / BLUR_SCALE), height: even(frame.height / BLUR_SCALE) }
  const scaled = scaledTo(picture, { ...size, like }, Math.max)
  const sigma = (Math.min(size.width, size.height) / 18).toFixed(2)
  return [
    `scale=${scaled.width}:${scaled.height}:${picture.colors}`,
    `crop=${size.width}:${size.height}`,
    'format=yuv420p',
    `gblur=sigma=${sigma}:steps=2`,
    "lutyuv=y='16+(val-16)*0.62':u='128+(val-128)*0.85':v='128+(val-128)*0.85'",
    `scale=${frame.width}:${frame.height}:flags=bicubic`,
  ].join(',')
}

/** Whole, even offsets keep the half-sized colour planes in step with the picture. */
function evenPart(room: number, part: number): number {
  return Math.round((room * part) / 2) * 2
}
