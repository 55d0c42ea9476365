import type { Price, Rate, Resolution } from '../../../nodes/models.ts'
import { five, priced } from '../model-rows.ts'
import type { PictureLimits, RemoteModel } from '../remote.ts'

const frame: PictureLimits = {
  via: 'data-uri',
  // 30 MB each, but two of them in base64 must fit into a body of 64 MB.
  maxBytes: 20_000_000,
  types: ['jpeg', 'png', 'webp'],
  minSide: 256,
  maxSide: 5760,
  shape: { min: 0.4, max: 2.5 },
}

const h3 = {
  aspects: five,
  sound: 'always',
  seed: false,
  lastFrame: true,
  references: 0,
  promptLimit: 7000,
  lifecycle: { state: 'current' },
  picture: frame,
} satisfies Partial<RemoteModel>

const h3Plain = {
  ...h3,
  seconds: { min: 4, max: 15, whole: true },
  resolutions: [{ name: '768p' }, { name: '2k' }],
  price: priced('list', [perSecond('768p', 0.08), perSecond('2k', 0.13)]),
  quality: 3,
} satisfies Partial<RemoteModel>

const h3Max = {
  ...h3,
  seconds: { min: 5, max: 15, whole: true },
  resolutions: [{ name: '480p' }, { name: '768p' }],
  // The list has H3 alone: at 768p what that costs, and at 480p no less than its pixels would.
  price: priced('derived', [perSecond('480p', 0.05), perSecond('768p', 0.08)]),
  quality: 2,
} satisfies Partial<RemoteModel>

/** A frame and reference pictures exclude each other, so a model that takes both stands in the list twice. */
const referring = {
  modes: ['text-to-video'],
  lastFrame: false,
  picture: { ...frame, maxBytes: 8_000_000 },
} satisfies Partial<RemoteModel>

/** There is no aspect to send: a clip has the shape of its picture, and without one it is wide. */
const hailuo = {
  seconds: { values: [6, 10] },
  // 512P has no name here.
  resolutions: [{ name: '768p' }, { name: '1080p', seconds: { values: [6] } }],
  sound: 'none',
  seed: false,
  lastFrame: false,
  references: 0,
  promptLimit: 2000,
  price: perClip({ short: 0.28, long: 0.56, fine: 0.49 }),
  quality: 2,
  lifecycle: { state: 'current' },
} satisfies Partial<RemoteModel>

const fromPicture = {
  modes: ['image-to-video'],
  aspects: [],
  picture: {
    via: 'data-uri',
    maxBytes: 20_000_000,
    types: frame.types,
    minSide: 301,
    shape: { min: 0.4, max: 2.5 },
  },
} satisfies Partial<RemoteModel>

const fromWords = { modes: ['text-to-video'], aspects: ['16:9'] } satisfies Partial<RemoteModel>

export const models: readonly RemoteModel[] = [
  { id: 'MiniMax-H3', title: 'MiniMax H3', ...h3Plain, modes: ['image-to-video', 'text-to-video'] },
  // Five are free, and a price table has no place for what each further one costs.
  {
    id: 'MiniMax-H3:references',
    title: 'MiniMax H3, reference pictures',
    ...h3Plain,
    ...referring,
    references: 5,
  },
  { id: 'MiniMax-H3-Max', title: 'MiniMax H3 Max', ...h3Max, modes: ['image-to-video', 'text-to-video'] },
  {
    id: 'MiniMax-H3-Max:references',
    title: 'MiniMax H3 Max, reference pictures',
    ...h3Max,
    ...referring,
    references: 2,
  },
  { id: 'MiniMax-Hailuo-2.3', title: 'Hailuo 2.3', ...hailuo, ...fromPicture },
  { id: 'MiniMax-Hailuo-2.3:words', title: 'Hailuo 2.3, from words', ...hailuo, ...fromWords },
  {
    id: 'MiniMax-Hailuo-2.3-Fast',
    title: 'Hailuo 2.3 Fast',
    ...hailuo,
    ...fromPicture,
    price: perClip({ short: 0.19, long: 0.32, fine: 0.33 }),
    quality: 1,
  },
  { id: 'MiniMax-Hailuo-02', title: 'Hailuo 02', ...hailuo, ...fromPicture, lastFrame: true },
  { id: 'MiniMax-Hailuo-02:words', title: 'Hailuo 02, from words', ...hailuo, ...fromWords },
]

/** "MiniMax-H3:references" -> "MiniMax-H3", the name that is sent. */
export function apiModel(id: string): string {
  return id.replace(/:.*$/, '')
}

/** Hailuo speaks the first version of the protocol, and only that. */
export function isHailuo(id: string): boolean {
  return id.includes('Hailuo')
}

function perSecond(resolution: Resolution, usd: number): Rate {
  return { usd, per: 'second', resolution }
}

function perClip({ short, long, fine }: { short: number; long: number; fine: number }): Price {
  return priced('list', [
    { usd: fine, per: 'clip', resolution: '1080p' },
    { usd: short, per: 'clip', upToSeconds: 6 },
    { usd: long, per: 'clip' },
  ])
}
