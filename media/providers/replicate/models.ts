import type { Price } from '../../../nodes/models.ts'
import { at, bySecond, five, MB, priced, six, wide, type ShortRate } from '../model-rows.ts'
import type { PictureLimits, RemoteModel } from '../remote.ts'

export interface ReplicateModel extends RemoteModel {
  /** Owner and name over there. */
  readonly path: string
  /** The names of its fields for pictures. */
  readonly fields: { readonly first?: string; readonly last?: string; readonly references?: string }
}

const picture: PictureLimits = {
  via: 'upload',
  maxBytes: 30 * MB,
  types: ['jpeg', 'png', 'webp'],
}

/** It publishes prices on the page of each model alone; these are what the same models cost elsewhere. */
function prices(...rates: ShortRate[]): Price {
  return priced('derived', bySecond(...rates))
}

const seedance: Omit<ReplicateModel, 'id' | 'title' | 'quality' | 'path'> = {
  modes: ['text-to-video', 'image-to-video'],
  aspects: five,
  seconds: { min: 4, max: 15, whole: true },
  resolutions: at('480p', '720p', '1080p'),
  sound: 'optional',
  seed: true,
  lastFrame: true,
  references: 0,
  picture,
  price: prices([0.145, { resolution: '480p' }], [0.685, { resolution: '1080p' }], [0.31]),
  lifecycle: { state: 'current' },
  fields: { first: 'image', last: 'last_frame_image' },
}

const veo: Omit<ReplicateModel, 'id' | 'title' | 'quality' | 'path'> = {
  modes: ['text-to-video', 'image-to-video'],
  aspects: wide,
  seconds: { values: [4, 6, 8] },
  resolutions: at('720p', '1080p'),
  sound: 'optional',
  seed: true,
  lastFrame: true,
  references: 0,
  picture,
  lifecycle: { state: 'current' },
  fields: { first: 'image', last: 'last_frame' },
}

const image: Omit<ReplicateModel, 'id' | 'title' | 'quality' | 'path'> = {
  modes: ['text-to-image'],
  aspects: six,
  resolutions: [],
  sound: 'none',
  seed: true,
  lastFrame: false,
  references: 0,
  lifecycle: { state: 'current' },
  fields: {},
}

export const replicateModels: readonly ReplicateModel[] = [
  { ...seedance, id: 'seedance-2.0', title: 'Seedance 2.0', path: 'bytedance/seedance-2.0', quality: 3 },
  {
    // It takes either frames or reference pictures, so with references it is a model of its own here.
    ...seedance,
    id: 'seedance-2.0-references',
    title: 'Seedance 2.0 with references',
    path: 'bytedance/seedance-2.0',
    modes: ['text-to-video'],
    lastFrame: false,
    references: 9,
    fields: { references: 'reference_images' },
    quality: 3,
  },
  {
    ...seedance,
    id: 'seedance-2.0-fast',
    title: 'Seedance 2.0 Fast',
    path: 'bytedance/seedance-2.0-fast',
    resolutions: at('480p', '720p'),
    price: prices([0.116, { resolution: '480p' }], [0.242]),
    quality: 2,
  },
  {
    ...veo,
    id: 'veo-3.1',
    title: 'Veo 3.1',
    path: 'google/veo-3.1',
    price: prices([0.4, { audio: true }], [0.2]),
    quality: 3,
  },
  {
    ...veo,
    id: 'veo-3.1-fast',
    title: 'Veo 3.1 Fast',
    path: 'google/veo-3.1-fast',
    price: prices([0.15, { audio: true }], [0.1]),
    quality: 2,
  },
  {
    ...image,
    id: 'flux-1.1-pro',
    title: 'FLUX 1.1 Pro',
    path: 'black-forest-labs/flux-1.1-pro',
    price: prices([0.04, { per: 'clip' }]),
    quality: 2,
  },
  {
    ...image,
    id: 'flux-schnell',
    title: 'FLUX.1 schnell',
    path: 'black-forest-labs/flux-schnell',
    price: prices([0.003, { per: 'clip' }]),
    quality: 1,
  },
]
