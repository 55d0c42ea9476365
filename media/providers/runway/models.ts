import type { Price, Rate } from '../../../nodes/models.ts'
import { at, five, MB, priced, six, wide } from '../model-rows.ts'
import type { PictureLimits, RemoteModel } from '../remote.ts'
import { ratios, type Ratios } from './ratios.ts'

export interface RunwayModel extends RemoteModel {
  /** Its name over there, where ours is another. */
  readonly model?: string
  /** How it is told the shape: in pixels, as "9:16" beside a resolution, or by its picture and a resolution. */
  readonly shape: { readonly pixels: Ratios } | 'words' | 'picture'
}

const picture: PictureLimits = { via: 'upload', maxBytes: 16 * MB, types: ['jpeg', 'png', 'webp'] }

/** One credit is a cent. */
function credits(...rates: [credits: number, per: Rate['per'], when?: Partial<Rate>][]): Price {
  return priced(
    'derived',
    rates.map(([amount, per, when]) => ({ usd: amount / 100, per, ...when })),
  )
}

const clip = {
  modes: ['text-to-video', 'image-to-video'],
  aspects: wide,
  resolutions: at('720p'),
  sound: 'none',
  seed: true,
  lastFrame: false,
  references: 0,
  picture,
  lifecycle: { state: 'current' },
} as const satisfies Partial<RunwayModel>

const veo = {
  ...clip,
  seconds: { values: [4, 6, 8] },
  resolutions: at('720p', '1080p'),
  sound: 'optional',
  lastFrame: true,
  promptLimit: 1000,
  shape: { pixels: ratios.veo },
} as const satisfies Partial<RunwayModel>

const seedance = {
  ...clip,
  aspects: five,
  seconds: { min: 4, max: 15, whole: true },
  sound: 'optional',
  lastFrame: true,
  promptLimit: 3500,
} as const satisfies Partial<RunwayModel>

// Seedance is paid by the pixel, and only its price at 720p is known: the higher ones are that times the pixels.
const seedancePrice = credits(
  [324, 'second', { resolution: '4k' }],
  [81, 'second', { resolution: '1080p' }],
  [36, 'second'],
)

const image = {
  modes: ['text-to-image'],
  resolutions: [],
  sound: 'none',
  lastFrame: false,
  references: 3,
  picture,
  lifecycle: { state: 'current' },
} as const satisfies Partial<RunwayModel>

export const runwayModels: readonly RunwayModel[] = [
  {
    ...clip,
    id: 'gen4.5',
    title: 'Gen-4.5',
    seconds: { min: 2, max: 10, whole: true },
    promptLimit: 1000,
    shape: { pixels: ratios.gen45 },
    price: credits([12, 'second']),
    quality: 3,
  },
  {
    ...clip,
    id: 'gen4_turbo',
    title: 'Gen-4 Turbo',
    modes: ['image-to-video'],
    aspects: five,
    seconds: { min: 2, max: 10, whole: true },
    promptLimit: 1000,
    shape: { pixels: ratios.gen4Turbo },
    price: credits([5, 'second']),
    quality: 1,
  },
  {
    ...veo,
    id: 'veo3.1',
    title: 'Veo 3.1',
    price: credits([40, 'second', { audio: true }], [20, 'second']),
    quality: 3,
  },
  {
    ...veo,
    id: 'veo3.1_fast',
    title: 'Veo 3.1 Fast',
    price: credits([15, 'second', { audio: true }], [10, 'second']),
    quality: 2,
  },
  {
    ...seedance,
    id: 'seedance2',
    title: 'Seedance 2.0',
    resolutions: at('480p', '720p', '1080p', '4k'),
    shape: { pixels: ratios.seedance },
    price: seedancePrice,
    quality: 3,
  },
  {
    // It takes either frames or reference pictures, so with references it is a model of its own here.
    ...seedance,
    id: 'seedance2_references',
    model: 'seedance2',
    title: 'Seedance 2.0 with references',
    modes: ['text-to-video'],
    resolutions: at('480p', '720p', '1080p', '4k'),
    lastFrame: false,
    references: 9,
    shape: { pixels: ratios.seedance },
    price: seedancePrice,
    quality: 3,
  },
  {
    ...seedance,
    id: 'seedance2_fast',
    title: 'Seedance 2.0 Fast',
    resolutions: at('480p', '720p'),
    shape: { pixels: ratios.seedanceSmall },
    price: credits([28.8, 'second']),
    quality: 2,
  },
  {
    ...seedance,
    id: 'seedance2_mini',
    title: 'Seedance 2.0 Mini',
    resolutions: at('480p', '720p'),
    shape: { pixels: ratios.seedanceSmall },
    price: credits([18, 'second']),
    quality: 1,
  },
  {
    ...seedance,
    id: 'seedance2_5',
    title: 'Seedance 2.5',
    seconds: { min: 4, max: 30, whole: true },
    resolutions: at('480p', '720p', '1080p'),
    promptLimit: 15_000,
    shape: { pixels: ratios.seedance25 },
    price: credits([124, 'second', { resolution: '1080p' }], [55, 'second']),
    quality: 3,
  },
  {
    ...clip,
    id: 'hailuo3',
    title: 'Hailuo 3',
    aspects: five,
    seconds: { min: 4, max: 15, whole: true },
    resolutions: at('768p', '2k'),
    sound: 'always',
    seed: false,
    lastFrame: true,
    shape: 'words',
    quality: 2,
  },
  {
    ...clip,
    id: 'h3_max',
    title: 'MiniMax H3 Max',
    modes: ['image-to-video'],
    aspects: [],
    seconds: { min: 5, max: 15, whole: true },
    resolutions: at('480p', '768p'),
    sound: 'always',
    lastFrame: true,
    picture: { ...picture, minSide: 256 },
    shape: 'picture',
    quality: 2,
  },
  {
    ...clip,
    id: 'gemini_omni_flash_1.1',
    title: 'Gemini Omni Flash 1.1',
    seconds: { min: 3, max: 10, whole: true },
    resolutions: at('360p', '720p', '1080p', '4k'),
    sound: 'always',
    seed: false,
    lastFrame: true,
    shape: { pixels: ratios.omni },
    quality: 2,
  },
  {
    ...clip,
    id: 'grok_imagine_1_5',
    title: 'Grok Imagine 1.5',
    modes: ['image-to-video'],
    aspects: [],
    seconds: { min: 1, max: 15, whole: true },
    resolutions: at('480p', '720p', '1080p'),
    sound: 'always',
    seed: false,
    shape: 'picture',
    quality: 2,
  },
  {
    ...image,
    id: 'gen4_image',
    title: 'Gen-4 Image',
    aspects: five,
    seed: true,
    promptLimit: 1000,
    shape: { pixels: ratios.gen4Pictures },
    price: credits([8, 'clip']),
    quality: 2,
  },
  {
    ...image,
    id: 'gemini_2.5_flash',
    title: 'Gemini 2.5 Flash Image',
    aspects: six,
    seed: false,
    shape: { pixels: ratios.geminiPictures },
    price: credits([5, 'clip']),
    quality: 2,
  },
]
