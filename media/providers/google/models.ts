import { bySecond, priced, wide } from '../model-rows.ts'
import type { PictureLimits, RemoteModel } from '../remote.ts'

/** Dollars for a million tokens of each kind. A second of video at 720p is 5,792 of them. */
export const usdPerMillion = { input: 1.5, video: 17.5, text: 9 } as const

// Only 720p is on Google's list; the others are in the proportion at which resellers pass them on.
const price = priced(
  'derived',
  bySecond(
    [0.034, { resolution: '360p' }],
    [0.153, { resolution: '1080p' }],
    [0.305, { resolution: '4k' }],
    // 720p, which is also what it makes when no resolution is named.
    [0.102],
  ),
)

/** A whole request may have 20 MB, and as many as eight pictures travel in it as text. */
const picture: PictureLimits = { via: 'data-uri', maxBytes: 1_800_000, types: ['jpeg', 'png', 'webp'] }

const omni = {
  modes: ['image-to-video', 'text-to-video'],
  aspects: wide,
  resolutions: [{ name: '360p' }, { name: '720p' }, { name: '1080p' }, { name: '4k' }],
  sound: 'always',
  lastFrame: true,
  picture,
  price,
} as const satisfies Partial<RemoteModel>

export const googleModels: readonly RemoteModel[] = [
  {
    ...omni,
    id: 'gemini-omni-1.2-flash',
    title: 'Gemini Omni 1.2 Flash',
    seconds: { min: 3, max: 15, whole: true },
    seed: true,
    references: 6,
    quality: 3,
    lifecycle: { state: 'current' },
  },
  {
    ...omni,
    id: 'gemini-omni-1.1-flash',
    title: 'Gemini Omni 1.1 Flash',
    seconds: { min: 3, max: 10, whole: true },
    seed: false,
    references: 5,
    quality: 2,
    lifecycle: { state: 'current' },
  },
  {
    ...omni,
    id: 'gemini-omni-flash-preview',
    title: 'Gemini Omni Flash (preview)',
    seconds: { min: 3, max: 10, whole: true },
    resolutions: [{ name: '720p' }],
    seed: false,
    lastFrame: false,
    references: 0,
    quality: 2,
    lifecycle: { state: 'retired', on: '2026-09-30' },
  },
]
