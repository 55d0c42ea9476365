import type { Aspect, Price, Rate, Resolution } from '../../../nodes/models.ts'
import type { PictureLimits } from '../remote.ts'
import type { FalModel } from './endpoint.ts'

/** What the rows of the model table are made of. */

const MB = 1024 * 1024

export function pictures(megabytes: number, limits: Partial<PictureLimits> = {}): PictureLimits {
  return { via: 'upload', maxBytes: megabytes * MB, types: ['jpeg', 'png', 'webp'], ...limits }
}

export const wide: Aspect[] = ['9:16', '16:9']
export const five: Aspect[] = ['9:16', '16:9', '1:1', '3:4', '4:3']

export function at(...names: Resolution[]): { name: Resolution }[] {
  return names.map((name) => ({ name }))
}

/** The first row that holds counts, so what is special stands before what is usual. */
export function prices(source: Price['source'], ...rates: [usd: number, when?: Partial<Rate>][]): Price {
  return { rates: rates.map(([usd, when]) => ({ usd, per: 'second', ...when })), source, asOf: '2026-11' }
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
