import type { Lengths, ModelInfo } from '../../nodes/models.ts'
import type { Model, RetiredProvider } from './provider.ts'

const SORA_ENDED = '2026-09-24'
const VEO_31_ENDED = '2026-10-22'
const VEO_2_AND_3_ENDED = '2026-06-30'
const eight: Lengths = { values: [8] }

/** What Sora could do stays known, so that a plan can say what another model would keep, round or lose. */
export const openaiSora: RetiredProvider = {
  kind: 'retired',
  id: 'openai',
  title: 'OpenAI Sora',
  models: [
    sora('sora-2', 'Sora 2', {
      quality: 2,
      rates: [{ usd: 0.1, per: 'second' }],
      resolutions: [{ name: '720p' }],
    }),
    sora('sora-2-pro', 'Sora 2 Pro', {
      quality: 3,
      rates: [
        { usd: 0.3, per: 'second', resolution: '720p' },
        { usd: 0.5, per: 'second' },
      ],
      // Its larger size was 1024 × 1792, which lies nearest to 1080p.
      resolutions: [{ name: '720p' }, { name: '1080p' }],
    }),
  ],
  retired: { on: SORA_ENDED, reason: 'OpenAI shut its video service down and names no successor.' },
}

/** Veo under a Gemini API key. Others still sell Veo 3.1. */
export const googleVeo: RetiredProvider = {
  kind: 'retired',
  id: 'google-veo',
  title: 'Google Veo',
  models: [
    veo31('veo-3.1-generate-preview', 'Veo 3.1', {
      quality: 3,
      rates: [
        { usd: 0.6, per: 'second', resolution: '4k' },
        { usd: 0.4, per: 'second' },
      ],
    }),
    veo31('veo-3.1-fast-generate-preview', 'Veo 3.1 Fast', {
      quality: 2,
      rates: [{ usd: 0.15, per: 'second' }],
    }),
    veo3('veo-3.0-generate-001', 'Veo 3', { quality: 3, rates: [{ usd: 0.4, per: 'second' }] }),
    veo3('veo-3.0-fast-generate-001', 'Veo 3 Fast', { quality: 2, rates: [{ usd: 0.15, per: 'second' }] }),
    {
      ...ended('veo-2.0-generate-001', 'Veo 2', VEO_2_AND_3_ENDED),
      seconds: { min: 5, max: 8, whole: true },
      resolutions: [{ name: '720p' }],
      sound: 'none',
      seed: true,
      quality: 2,
      price: listed([{ usd: 0.35, per: 'second' }], VEO_2_AND_3_ENDED),
    },
  ],
  retired: {
    on: VEO_31_ENDED,
    reason: 'Google ended Veo for Gemini API keys. Gemini Omni takes its place.',
  },
}

interface Grade extends Pick<Model, 'quality'> {
  readonly rates: Rates
}

type Rates = NonNullable<ModelInfo['price']>['rates']

function sora(id: string, title: string, grade: Grade & Pick<Model, 'resolutions'>): Model {
  const { rates, ...rest } = grade
  return {
    ...ended(id, title, SORA_ENDED),
    seconds: { values: [4, 8, 12] },
    sound: 'always',
    seed: false,
    price: listed(rates, SORA_ENDED),
    ...rest,
  }
}

function veo31(id: string, title: string, { rates, quality }: Grade): Model {
  return {
    ...ended(id, title, VEO_31_ENDED),
    seconds: { values: [4, 6, 8] },
    resolutions: [{ name: '720p' }, { name: '1080p', seconds: eight }, { name: '4k', seconds: eight }],
    sound: 'always',
    seed: true,
    lastFrame: true,
    references: 3,
    quality,
    price: listed(rates, VEO_31_ENDED),
  }
}

function veo3(id: string, title: string, { rates, quality }: Grade): Model {
  return {
    ...ended(id, title, VEO_2_AND_3_ENDED),
    seconds: { values: [4, 6, 8] },
    resolutions: [{ name: '720p' }, { name: '1080p', seconds: eight }],
    sound: 'always',
    seed: true,
    quality,
    price: listed(rates, VEO_2_AND_3_ENDED),
  }
}

function ended(id: string, title: string, on: string) {
  return {
    id,
    title,
    modes: ['text-to-video', 'image-to-video'],
    aspects: ['9:16', '16:9'],
    lastFrame: false,
    references: 0,
    lifecycle: { state: 'retired', on },
  } satisfies Partial<Model>
}

/** As it stood when the model ended. */
function listed(rates: Rates, on: string): NonNullable<ModelInfo['price']> {
  return { rates, source: 'list', asOf: on.slice(0, 7) }
}
