import type { PictureLimits } from '../providers/remote.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface FittedSize {
  /** What is kept of the picture, around its centre: all of it unless its shape is not taken. */
  readonly crop: Size
  /** What that becomes, in whole pixels. */
  readonly size: Size
}

type SizeLimits = Pick<PictureLimits, 'minSide' | 'maxSide' | 'shape'>

/** As near to the picture's own size as the limits allow; undefined if nothing near it is within them. */
export function fitSize(own: Size, limits: SizeLimits): FittedSize | undefined {
  const { minSide = 1, maxSide = Infinity } = limits
  const shapes = shapesWithin(limits)
  if (shapes.min > shapes.max) return undefined

  const crop = cutTo(own, shapes)
  const long = Math.max(crop.width, crop.height)
  const short = Math.min(crop.width, crop.height)
  const scale = long > maxSide ? maxSide / long : Math.max(1, minSide / short)
  const whole = (side: number) => Math.min(maxSide, Math.max(minSide, Math.round(side * scale)))
  const near = { width: whole(crop.width), height: whole(crop.height) }
  const size = [near, ...nudged(near, shapes)].find((candidate) => isWithin(candidate, limits))
  return size && { crop, size }
}

export function isWithin({ width, height }: Size, { minSide = 1, maxSide = Infinity, shape }: SizeLimits) {
  const ratio = width / height
  return (
    Math.min(width, height) >= minSide &&
    Math.max(width, height) <= maxSide &&
    (!shape || (ratio >= shape.min && ratio <= shape.max))
  )
}

interface Shapes {
  readonly min: number
  readonly max: number
}

/** A longest and a shortest side together allow only so long a shape. */
function shapesWithin({ minSide = 1, maxSide = Infinity, shape }: SizeLimits): Shapes {
  const longest = maxSide / minSide
  return {
    min: Math.max(shape?.min ?? 0, 1 / longest),
    max: Math.min(shape?.max ?? Infinity, longest),
  }
}

function cutTo({ width, height }: Size, { min, max }: Shapes): Size {
  if (width / height > max) return { width: height * max, height }
  if (width / height < min) return { width, height: width / min }
  return { width, height }
}

/** Whole pixels can miss a narrow range of shapes by a hair: one side then follows the other. */
function nudged({ width, height }: Size, { min, max }: Shapes): Size[] {
  const ratio = Math.min(max, Math.max(min, width / height))
  return [Math.floor, Math.ceil].flatMap((round) => [
    { width: round(height * ratio), height },
    { width, height: round(width / ratio) },
  ])
}
