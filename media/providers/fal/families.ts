import { at, five, wide } from '../model-rows.ts'
import type { Endpoint, FalModel } from './endpoint.ts'
import { clip, pictures } from './rows.ts'

/** Models of one kind, whose tiers differ by a part of their path, a price and a rating. */
type Family = Omit<FalModel, 'id' | 'title' | 'quality'>

export const seedanceWords: Omit<Endpoint, 'path'> = {
  shape: 'aspect_ratio',
  seconds: 'text',
  resolution: true,
  sound: true,
}
export const omniWords: Omit<Endpoint, 'path'> = {
  shape: 'aspect_ratio',
  seconds: 'number',
  resolution: true,
}
export const firstAndLast = { first: 'image_url', last: 'end_image_url' } as const
export const seedancePictures = pictures(30)

export function seedance(tier: '' | '/fast' | '/mini'): Family {
  const path = `bytedance/seedance-2.0${tier}`
  return {
    ...clip,
    aspects: five,
    seconds: { min: 4, max: 15, whole: true },
    resolutions: at('480p', '720p'),
    sound: 'optional',
    lastFrame: true,
    picture: seedancePictures,
    endpoints: {
      'text-to-video': { ...seedanceWords, path: `${path}/text-to-video` },
      'image-to-video': { ...seedanceWords, ...firstAndLast, path: `${path}/image-to-video` },
    },
  }
}

/** Veo of one tier. A clip between two frames is an endpoint of its own, with names of its own. */
export function veo(tier: '' | '/fast' | '/lite', lastFrame: boolean): Family {
  const path = `fal-ai/veo3.1${tier}`
  const says = {
    shape: 'aspect_ratio',
    seconds: 'text-s',
    resolution: true,
    sound: true,
    seed: true,
  } as const
  const between = { first: 'first_frame_url', last: 'last_frame_url' } as const
  return {
    ...clip,
    aspects: wide,
    seconds: { values: [4, 6, 8] },
    resolutions: at('720p', '1080p'),
    sound: 'optional',
    seed: true,
    lastFrame,
    promptLimit: 20_000,
    picture: pictures(8),
    endpoints: {
      'text-to-video': { ...says, path },
      'image-to-video': { ...says, path: `${path}/image-to-video`, first: 'image_url' },
      ...(lastFrame && { 'last-frame': { ...says, ...between, path: `${path}/first-last-frame-to-video` } }),
    },
  }
}

/** The shape of what it makes from a picture is the picture's, so only words have an aspect. */
export function kling(tier: 'pro' | 'standard'): Family {
  const path = `fal-ai/kling-video/v3/${tier}`
  const says = { seconds: 'text', sound: true } as const
  return {
    ...clip,
    aspects: ['9:16', '16:9', '1:1'],
    seconds: { min: 3, max: 15, whole: true },
    resolutions: [],
    sound: 'optional',
    lastFrame: true,
    promptLimit: 2500,
    picture: pictures(10, { minSide: 300, shape: { min: 0.4, max: 2.5 } }),
    endpoints: {
      'text-to-video': { ...says, path: `${path}/text-to-video`, shape: 'aspect_ratio' },
      'image-to-video': {
        ...says,
        path: `${path}/image-to-video`,
        first: 'start_image_url',
        last: 'end_image_url',
      },
    },
  }
}

/** Only from pictures: from words it makes nothing but 16:9. */
export function hailuo(path: string, seconds?: Endpoint['seconds']): Family {
  return {
    ...clip,
    modes: ['image-to-video'],
    aspects: [],
    seconds: { values: [6, 10] },
    resolutions: at('768p'),
    promptLimit: 2000,
    picture: pictures(20, { minSide: 300, shape: { min: 0.4, max: 2.5 } }),
    endpoints: {
      'image-to-video': { path: `fal-ai/minimax/${path}`, first: 'image_url', ...(seconds && { seconds }) },
    },
  }
}
