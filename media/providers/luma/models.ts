import type { Charge } from '../../../nodes/money.ts'
import type { Refusal } from '../../net/refusal.ts'
import { five, priced } from '../model-rows.ts'
import type { RemoteModel } from '../remote.ts'

const ray = {
  title: 'Ray 3.2',
  aspects: five,
  resolutions: [{ name: '360p' }, { name: '540p' }, { name: '720p' }, { name: '1080p' }],
  sound: 'none',
  seed: false,
  references: 0,
  promptLimit: 6_000,
  price: priced('list', [
    { usd: 0.06, per: 'clip', resolution: '360p', upToSeconds: 5 },
    { usd: 0.15, per: 'clip', resolution: '540p', upToSeconds: 5 },
    { usd: 0.3, per: 'clip', resolution: '720p', upToSeconds: 5 },
    { usd: 1.2, per: 'clip', resolution: '1080p', upToSeconds: 5 },
    { usd: 0.18, per: 'clip', resolution: '360p' },
    { usd: 0.45, per: 'clip', resolution: '540p' },
    { usd: 0.9, per: 'clip', resolution: '720p' },
    { usd: 3.6, per: 'clip', resolution: '1080p' },
  ]),
  quality: 2,
  lifecycle: { state: 'current' },
} as const satisfies Partial<RemoteModel>

/** One model over there. It takes no frames for ten seconds, so with and without them its lengths differ. */
export const lumaModels: readonly RemoteModel[] = [
  { ...ray, id: 'ray-3.2', modes: ['text-to-video'], seconds: { values: [5, 10] }, lastFrame: false },
  {
    ...ray,
    id: 'ray-3.2-frames',
    modes: ['image-to-video'],
    seconds: { values: [5] },
    lastFrame: true,
    // A whole request may have 50 MB, and two pictures travel in it as text.
    picture: { via: 'data-uri', maxBytes: 15_000_000, types: ['jpeg', 'png', 'webp'] },
  },
]

/** What a failure code means. What could not even begin costs nothing; of the others nobody says. */
export const failures: Readonly<Record<string, { readonly code: Refusal['code']; readonly charge: Charge }>> =
  {
    content_moderated: { code: 'content_refused', charge: 'possible' },
    generation_failed: { code: 'generation_unfinished', charge: 'possible' },
    output_not_found: { code: 'result_missing', charge: 'possible' },
    budget_exhausted: { code: 'no_credit', charge: 'none' },
    image_too_large: { code: 'settings_refused', charge: 'none' },
    unsupported_format: { code: 'settings_refused', charge: 'none' },
    corrupt_input: { code: 'settings_refused', charge: 'none' },
    invalid_request: { code: 'settings_refused', charge: 'none' },
  }
