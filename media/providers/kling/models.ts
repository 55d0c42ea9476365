import type { Rate, Resolution } from '../../../nodes/models.ts'
import { priced } from '../model-rows.ts'
import type { PictureLimits, RemoteModel } from '../remote.ts'

const picture: PictureLimits = {
  via: 'base64',
  maxBytes: 10_000_000,
  types: ['jpeg', 'png'],
  minSide: 300,
  shape: { min: 0.4, max: 2.5 },
}

const both = {
  modes: ['image-to-video', 'text-to-video'],
  aspects: ['9:16', '16:9', '1:1'],
  seed: false,
  references: 0,
  promptLimit: 2500,
  lifecycle: { state: 'current' },
  picture,
} satisfies Partial<RemoteModel>

const threeToFifteen = { min: 3, max: 15, whole: true }

export const models: readonly RemoteModel[] = [
  {
    id: 'kling-3.0-turbo',
    title: 'Kling 3.0 Turbo',
    ...both,
    seconds: threeToFifteen,
    resolutions: [{ name: '720p' }, { name: '1080p' }],
    sound: 'always',
    lastFrame: false,
    price: priced('derived', [perSecond(0.112, '720p'), perSecond(0.14, '1080p')]),
    quality: 2,
  },
  {
    id: 'kling-v3',
    title: 'Kling 3.0',
    ...both,
    seconds: threeToFifteen,
    resolutions: [{ name: '720p' }, { name: '1080p' }, { name: '4k' }],
    sound: 'optional',
    lastFrame: true,
    price: priced('derived', [
      perSecond(0.126, '720p', true),
      perSecond(0.084, '720p'),
      perSecond(0.168, '1080p', true),
      perSecond(0.112, '1080p'),
      perSecond(0.42, '4k'),
    ]),
    quality: 3,
  },
  {
    id: 'kling-v2-6',
    title: 'Kling 2.6',
    ...both,
    seconds: { values: [5, 10] },
    // Its 720p has no sound, and a last frame excludes sound: only what always goes together is offered.
    resolutions: [{ name: '1080p' }],
    sound: 'optional',
    lastFrame: false,
    price: priced('derived', [perSecond(0.14, '1080p', true), perSecond(0.07, '1080p')]),
    quality: 2,
  },
  {
    id: 'kling-v2-5-turbo',
    title: 'Kling 2.5 Turbo',
    ...both,
    seconds: { values: [5, 10] },
    // Nobody told what its 720p costs, and it cannot end on a frame there.
    resolutions: [{ name: '1080p' }],
    sound: 'none',
    lastFrame: true,
    price: priced('derived', [
      { usd: 0.35, per: 'clip', upToSeconds: 5 },
      { usd: 0.7, per: 'clip' },
    ]),
    quality: 1,
  },
]

/** Its model stands in the path, not in the body, and it takes only the newer kind of key. */
export function isTurbo(id: string): boolean {
  return id === 'kling-3.0-turbo'
}

function perSecond(usd: number, resolution: Resolution, audio?: boolean): Rate {
  return { usd, per: 'second', resolution, ...(audio !== undefined && { audio }) }
}
