import type { Price } from '../../../nodes/models.ts'
import { bySecond, MB, priced, type ShortRate } from '../model-rows.ts'
import type { PictureLimits } from '../remote.ts'
import type { FalModel } from './endpoint.ts'

export function pictures(megabytes: number, limits: Partial<PictureLimits> = {}): PictureLimits {
  return { via: 'upload', maxBytes: megabytes * MB, types: ['jpeg', 'png', 'webp'], ...limits }
}

export function prices(source: Price['source'], ...rates: ShortRate[]): Price {
  return priced(source, bySecond(...rates))
}

export const clip: Pick<FalModel, 'modes' | 'sound' | 'seed' | 'lastFrame' | 'references' | 'lifecycle'> = {
  modes: ['text-to-video', 'image-to-video'],
  sound: 'none',
  seed: false,
  lastFrame: false,
  references: 0,
  lifecycle: { state: 'current' },
}

export const image: Pick<FalModel, 'modes' | 'resolutions' | 'sound' | 'seed' | 'lastFrame' | 'lifecycle'> = {
  modes: ['text-to-image'],
  resolutions: [],
  sound: 'none',
  seed: true,
  lastFrame: false,
  lifecycle: { state: 'current' },
}
