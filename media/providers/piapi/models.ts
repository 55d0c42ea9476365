import type { Price } from '../../../nodes/models.ts'
import { priced } from '../model-rows.ts'
import type { Order, PictureLimits, RemoteModel } from '../remote.ts'

/** A model, and how it is ordered: PiAPI has one envelope for all, and each model its own words inside. */
export interface Offered {
  readonly model: RemoteModel
  readonly service: string
  task(order: Order): string
  input(order: Order): Readonly<Record<string, unknown>>
}

const picture: PictureLimits = {
  via: 'upload',
  maxBytes: 10_000_000,
  types: ['jpeg', 'png'],
  minSide: 301,
  shape: { min: 0.4, max: 2.5 },
}

const base = {
  modes: ['image-to-video', 'text-to-video'],
  aspects: ['9:16', '16:9', '1:1'],
  resolutions: [],
  sound: 'none',
  seed: false,
  lastFrame: false,
  references: 0,
  lifecycle: { state: 'current' },
} satisfies Partial<RemoteModel>

const kling: Offered = {
  model: {
    ...base,
    id: 'kling-3.0',
    title: 'Kling 3.0',
    seconds: { min: 3, max: 15, whole: true },
    resolutions: [{ name: '720p' }, { name: '1080p' }],
    sound: 'optional',
    lastFrame: true,
    promptLimit: 2500,
    price: priced('list', [
      { usd: 0.15, per: 'second', resolution: '720p', audio: true },
      { usd: 0.1, per: 'second', resolution: '720p' },
      { usd: 0.2, per: 'second', resolution: '1080p', audio: true },
      { usd: 0.15, per: 'second', resolution: '1080p' },
    ]),
    quality: 3,
    picture,
  },
  service: 'kling',
  task: () => 'video_generation',
  input: ({ prompt, settings, firstFrame, lastFrame }) => ({
    prompt,
    version: '3.0',
    mode: settings.resolution === '1080p' ? 'pro' : 'std',
    duration: settings.seconds,
    enable_audio: settings.sound ?? false,
    ...(firstFrame ? { image_url: firstFrame } : { aspect_ratio: settings.aspect }),
    ...(lastFrame && { image_tail_url: lastFrame }),
  }),
}

const luma: Offered = {
  // Nobody told what it costs here.
  model: {
    ...base,
    id: 'luma-ray-v2',
    title: 'Luma Ray 2',
    aspects: ['9:16', '16:9', '1:1', '3:4', '4:3'],
    seconds: { values: [5, 10] },
    lastFrame: true,
    quality: 2,
    picture,
  },
  service: 'luma',
  task: () => 'video_generation',
  input: ({ prompt, settings, firstFrame, lastFrame }) => ({
    model: 'ray-v2',
    prompt,
    duration: settings.seconds,
    aspect_ratio: settings.aspect,
    ...(firstFrame && { start_image: firstFrame }),
    ...(lastFrame && { end_image: lastFrame }),
  }),
}

const hunyuan: Offered = {
  model: { ...base, id: 'hunyuan', title: 'Hunyuan', price: perClip(0.09), quality: 1, picture },
  service: 'Qubico/hunyuan',
  task: ({ firstFrame }) => (firstFrame ? 'img2video-concat' : 'txt2video'),
  input: plainInput,
}

const hunyuanFast: Offered = {
  model: {
    ...base,
    id: 'hunyuan-fast',
    title: 'Hunyuan Fast',
    modes: ['text-to-video'],
    price: perClip(0.03),
    quality: 1,
  },
  service: 'Qubico/hunyuan',
  task: () => 'fast-txt2video',
  input: plainInput,
}

/** 85 frames, whatever is asked for. */
const wanxBase = {
  ...base,
  aspects: ['9:16', '16:9'],
  seconds: { values: [5] },
} satisfies Partial<RemoteModel>

const wanx: Offered = {
  model: { ...wanxBase, id: 'wanx-14b', title: 'WanX 14B', price: perClip(0.28), quality: 2, picture },
  service: 'Qubico/wanx',
  task: ({ firstFrame }) => (firstFrame ? 'img2video-14b' : 'txt2video-14b'),
  input: plainInput,
}

const wanxSmall: Offered = {
  model: {
    ...wanxBase,
    id: 'wanx-1.3b',
    title: 'WanX 1.3B',
    modes: ['text-to-video'],
    price: perClip(0.12),
    quality: 1,
  },
  service: 'Qubico/wanx',
  task: () => 'txt2video-1.3b',
  input: plainInput,
}

export const offered: readonly Offered[] = [kling, luma, hunyuan, hunyuanFast, wanx, wanxSmall]

function plainInput({ prompt, settings, firstFrame }: Order) {
  return { prompt, aspect_ratio: settings.aspect, ...(firstFrame && { image: firstFrame }) }
}

function perClip(usd: number): Price {
  return priced('derived', [{ usd, per: 'clip' }])
}
