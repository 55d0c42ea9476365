import type { Aspect } from '../../../nodes/models.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** About 0.9 megapixel each, in whole macroblocks, so that no encoder has to pad or crop. */
const sizes: Readonly<Record<Aspect, Size>> = {
  '9:16': { width: 720, height: 1280 },
  '16:9': { width: 1280, height: 720 },
  '1:1': { width: 960, height: 960 },
  '4:5': { width: 832, height: 1040 },
  '3:4': { width: 816, height: 1088 },
  '4:3': { width: 1088, height: 816 },
}

export function pixelSize(aspect: Aspect): Size {
  return sizes[aspect]
}
