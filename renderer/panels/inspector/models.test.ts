import { afterEach, describe, expect, it } from 'vitest'
import type { Need } from '../../../nodes/generation/need.ts'
import type { Offers } from '../../../nodes/generation/quote.ts'
import type { ModelInfo } from '../../../nodes/models.ts'
import { changeLanguage } from '../../i18n/index.ts'
import { adjustmentWords, choiceWords, sumWords } from '../../i18n/quote-words.ts'
import { modelOf } from '../../store/test-money.ts'
import { autoOption, modelGroups } from './model-options.ts'
import { offeredBy } from './offered.ts'
import { otherModels } from './other-models.ts'

const need: Need = {
  model: 'auto',
  mode: 'text-to-video',
  aspect: '9:16',
  seconds: 5,
  seed: 7,
  sound: true,
  lastFrame: false,
  references: 0,
  promptLength: 20,
}

function model(provider: string, change: Partial<ModelInfo> = {}): ModelInfo {
  const base = modelOf({ id: provider, title: provider, kind: provider === 'animatic' ? 'local' : 'remote' })
  const price = { rates: [{ usd: 0.1, per: 'second' as const }], source: 'list' as const, asOf: '2026-11' }
  return { ...base, seconds: { min: 1, max: 10, whole: true }, price, ...change }
}

const offersOf = (models: ModelInfo[], ready = models.map(({ provider }) => provider)): Offers => ({
  models,
  ready: new Set(ready),
  policy: 'best-value',
})

afterEach(() => changeLanguage('en'))

describe('the list of models', () => {
  const retired = model('openai', { lifecycle: { state: 'retired', on: '2026-09-24' } })
  const offers = offersOf(
    [retired, model('kling'), model('animatic'), model('fal', { lifecycle: { state: 'preview' } })],
    ['animatic', 'fal'],
  )

  it('begins with those that could start now, and ends with those that ended', () => {
    const groups = modelGroups('text-to-video', need, offers)
    expect(groups.map(({ label }) => label)).toEqual(['fal', 'Animatic (offline)', 'kling', 'openai'])
  })

  it('says the price for the present settings, and what is in the way', () => {
    const details = modelGroups('text-to-video', need, offers).map(({ options }) => options[0]!.detail)
    expect(details).toEqual([
      'about $0.50 · preview',
      'free',
      'about $0.50 · needs a key',
      'ended 2026-09-24',
    ])
  })

  it('names the policy that Auto follows, in both languages', () => {
    expect(autoOption(offers).label).toBe('Auto: Best value')
    changeLanguage('zh-Hans')
    expect(autoOption(offers).label).toBe('自动：性价比最高')
  })
})

describe('what could take the place of a model that ended', () => {
  it('puts what changes least first, and the free draft last', () => {
    const silent = model('runway', { sound: 'none', seed: false, price: undefined as never })
    const same = model('kling', { sound: 'always' })
    const others = otherModels(need, undefined, offersOf([silent, model('animatic'), same]))
    expect(others.map(({ model }) => model.provider)).toEqual(['kling', 'runway', 'animatic'])
    expect(others[0]!.changes).toEqual([])
    expect(others[1]!.changes.map(({ setting }) => setting)).toEqual(['sound', 'seed'])
  })
})

describe('what a model offers', () => {
  const hd = model('kling', { resolutions: [{ name: '1080p' }, { name: '720p' }], sound: 'optional' })
  const small = model('runway', { resolutions: [{ name: '480p' }] })

  it('is what it has, from low to high', () => {
    expect(offeredBy(hd.id, 'text-to-video', offersOf([hd, small]))).toEqual({
      resolutions: ['720p', '1080p'],
      sound: 'optional',
    })
  })

  it('is what any of them has while the choice is open', () => {
    expect(offeredBy('auto', 'text-to-video', offersOf([hd, small])).resolutions).toEqual([
      '480p',
      '720p',
      '1080p',
    ])
    expect(offeredBy('auto', 'text-to-video', offersOf([hd, small], ['runway'])).resolutions).toEqual([
      '480p',
    ])
  })
})

describe('the words of a quote', () => {
  it('say what becomes of a setting', () => {
    expect(adjustmentWords({ setting: 'seconds', fate: 'rounded', asked: '5 s', sent: '6 s' })).toBe(
      'Length 5 s becomes 6 s',
    )
    expect(adjustmentWords({ setting: 'seed', fate: 'refused' })).toBe('Seed is ignored')
    expect(adjustmentWords({ setting: 'aspect', fate: 'kept' })).toBeUndefined()
  })

  it('say why a model was chosen', () => {
    const kling = model('kling')
    const quote = { ok: true, model: kling, fitted: { aspect: '9:16' }, adjustments: [] } as const
    const choice = { policy: 'best-value', among: 7 } as const
    expect(choiceWords({ ...quote, estimate: undefined, choice })).toBe('Clips: Best value of 7')
    expect(choiceWords({ ...quote, estimate: undefined })).toBeUndefined()
  })

  it('never say a sum is known where a part of it is not', () => {
    expect(sumWords({ usd: 0.84, unknown: 1 })).toBe('at least $0.84')
    expect(sumWords({ usd: 0, unknown: 1 })).toBe('price unknown')
    expect(sumWords({ usd: 0, unknown: 0 })).toBe('free')
  })
})
