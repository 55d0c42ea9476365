import type { Lengths, Price, Rate, Resolution } from '../../../nodes/models.ts'
import { five, priced } from '../model-rows.ts'
import type { PictureLimits, RemoteModel } from '../remote.ts'

/** What a million tokens cost; the first row that holds counts. */
interface TokenPrice {
  readonly usd: number
  readonly resolution?: Resolution
  readonly audio?: boolean
}

interface Seedance {
  readonly id: string
  readonly title: string
  /** Its name over there, without what differs from region to region. */
  readonly name: string
  readonly prefix: 'dreamina-' | ''
  readonly seconds: Lengths
  readonly resolutions: readonly Resolution[]
  readonly sound: RemoteModel['sound']
  readonly lastFrame: boolean
  readonly references: number
  readonly tokens: readonly TokenPrice[]
  readonly quality: RemoteModel['quality']
}

const upTo = (min: number, max: number): Lengths => ({ min, max, whole: true })

const table: readonly Seedance[] = [
  {
    id: 'seedance-2-5',
    title: 'Seedance 2.5',
    name: 'seedance-2-5-260628',
    prefix: 'dreamina-',
    seconds: upTo(4, 30),
    resolutions: ['480p', '720p', '1080p'],
    sound: 'optional',
    lastFrame: true,
    references: 9,
    tokens: [{ usd: 10.65 }],
    quality: 3,
  },
  {
    id: 'seedance-2-0',
    title: 'Seedance 2.0',
    name: 'seedance-2-0-260128',
    prefix: 'dreamina-',
    seconds: upTo(4, 15),
    resolutions: ['480p', '720p', '1080p', '4k'],
    sound: 'optional',
    lastFrame: true,
    references: 9,
    tokens: [{ usd: 7.7, resolution: '1080p' }, { usd: 4, resolution: '4k' }, { usd: 7 }],
    quality: 3,
  },
  {
    id: 'seedance-2-0-fast',
    title: 'Seedance 2.0 Fast',
    name: 'seedance-2-0-fast-260128',
    prefix: 'dreamina-',
    seconds: upTo(4, 15),
    resolutions: ['480p', '720p'],
    sound: 'optional',
    lastFrame: true,
    references: 9,
    tokens: [{ usd: 5.6 }],
    quality: 2,
  },
  {
    id: 'seedance-2-0-mini',
    title: 'Seedance 2.0 Mini',
    name: 'seedance-2-0-mini-260615',
    prefix: 'dreamina-',
    seconds: upTo(4, 15),
    resolutions: ['480p', '720p'],
    sound: 'optional',
    lastFrame: true,
    references: 9,
    tokens: [{ usd: 3.5 }],
    quality: 1,
  },
  {
    id: 'seedance-1-5-pro',
    title: 'Seedance 1.5 Pro',
    name: 'seedance-1-5-pro-251215',
    prefix: '',
    seconds: upTo(4, 12),
    resolutions: ['480p', '720p', '1080p'],
    sound: 'optional',
    lastFrame: true,
    references: 0,
    tokens: [{ usd: 1.2, audio: false }, { usd: 2.4 }],
    quality: 2,
  },
  {
    id: 'seedance-1-0-pro',
    title: 'Seedance 1.0 Pro',
    name: 'seedance-1-0-pro-250528',
    prefix: '',
    seconds: upTo(2, 12),
    resolutions: ['480p', '720p', '1080p'],
    sound: 'none',
    lastFrame: true,
    references: 0,
    tokens: [{ usd: 2.5 }],
    quality: 2,
  },
  {
    id: 'seedance-1-0-pro-fast',
    title: 'Seedance 1.0 Pro Fast',
    name: 'seedance-1-0-pro-fast-251015',
    prefix: '',
    seconds: upTo(2, 12),
    resolutions: ['480p', '720p', '1080p'],
    sound: 'none',
    lastFrame: false,
    references: 0,
    tokens: [{ usd: 1 }],
    quality: 1,
  },
]

/** Width × height × 24 pictures ÷ 1024, of the widest shape there is at that height. */
const tokensPerSecond: Partial<Record<Resolution, number>> = {
  '480p': (864 * 496 * 24) / 1024,
  '720p': (1280 * 720 * 24) / 1024,
  '1080p': (1920 * 1080 * 24) / 1024,
  '4k': (3840 * 2160 * 24) / 1024,
}

/** A whole request may have 64 MB, so with nine pictures each must be smaller. */
const framePicture: PictureLimits = {
  via: 'data-uri',
  maxBytes: 20_000_000,
  types: ['jpeg', 'png', 'webp'],
  minSide: 300,
  maxSide: 6000,
  shape: { min: 0.4, max: 2.5 },
}
const referencePicture: PictureLimits = { ...framePicture, maxBytes: 5_000_000 }

/** References and frames may not be in one request, so where there are both, words and pictures go apart. */
export const seedanceModels: readonly RemoteModel[] = table.flatMap((row) =>
  row.references === 0
    ? [offer(row, { modes: ['image-to-video', 'text-to-video'], references: 0 })]
    : [
        offer(row, { modes: ['text-to-video'], picture: referencePicture, lastFrame: false }),
        offer(row, { id: `${row.id}-frames`, modes: ['image-to-video'], references: 0 }),
      ],
)

function offer(row: Seedance, own: Partial<RemoteModel>): RemoteModel {
  const { id, title, seconds, resolutions, sound, lastFrame, references, quality } = row
  return {
    id,
    title,
    modes: [],
    aspects: five,
    seconds,
    resolutions: resolutions.map((name) => ({ name })),
    sound,
    seed: true,
    lastFrame,
    references,
    picture: framePicture,
    price: priceOf(row),
    quality,
    lifecycle: { state: 'current' },
    ...own,
  }
}

function priceOf({ resolutions, tokens }: Seedance): Price {
  const rates = resolutions.flatMap((resolution) =>
    tokens
      .filter((price) => price.resolution === undefined || price.resolution === resolution)
      .map(({ usd, audio }): Rate => {
        const perSecond = (tokensPerSecond[resolution]! * usd) / 1e6
        return { usd: round(perSecond), per: 'second', resolution, ...(audio !== undefined && { audio }) }
      }),
  )
  return priced('derived', rates)
}

function round(usd: number): number {
  return Math.round(usd * 1e6) / 1e6
}

/** What that many tokens cost; undefined where the answer does not say enough to tell. */
export function usdForTokens(
  model: string,
  made: {
    readonly tokens: number
    readonly resolution: string | undefined
    readonly audio: boolean | undefined
  },
): number | undefined {
  const row = findRow(model)
  const prices = row?.tokens ?? []
  const unsaid = prices.some(
    ({ resolution, audio }) =>
      (resolution !== undefined && made.resolution === undefined) ||
      (audio !== undefined && made.audio === undefined),
  )
  if (unsaid) return undefined
  const price = prices.find(
    ({ resolution, audio }) =>
      (resolution ?? made.resolution) === made.resolution && (audio ?? made.audio) === made.audio,
  )
  return price && round((made.tokens * price.usd) / 1e6)
}

export function hasSoundSwitch(model: string): boolean {
  return findRow(model)?.sound === 'optional'
}

/** Its name at that address: in China all of them have another prefix. */
export function nameAt(address: string, model: string): string {
  const row = findRow(model)
  if (!row) return model
  const isChina = new URL(address).hostname.endsWith('.volces.com')
  return `${isChina ? 'doubao-' : row.prefix}${row.name}`
}

function findRow(model: string): Seedance | undefined {
  return table.find(({ id }) => id === model.replace(/-frames$/, ''))
}
