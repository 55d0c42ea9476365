import { describe, expect, it } from 'vitest'
import { sentence } from '../errors.ts'
import type { ModelInfo } from '../models.ts'
import { sumUsd } from '../money.ts'
import { fit } from './fit.ts'
import { AUTO, type Need } from './need.ts'
import { estimate } from './price.ts'
import { quote, type Offers, type Quote } from './quote.ts'
import { transfer } from './transfer.ts'

const need: Need = {
  model: 'acme/clip',
  mode: 'image-to-video',
  aspect: '9:16',
  seconds: 5,
  seed: 0,
  lastFrame: false,
  references: 0,
  promptLength: 40,
}

function model(change: Partial<ModelInfo> = {}): ModelInfo {
  const id = change.id ?? 'acme/clip'
  const provider = id.split('/')[0]!
  return {
    id,
    title: 'Clip',
    provider,
    providerTitle: 'Acme',
    modes: ['image-to-video'],
    aspects: ['9:16', '16:9'],
    seconds: { min: 2, max: 10, whole: true },
    resolutions: [{ name: '720p' }, { name: '1080p' }],
    sound: 'none',
    seed: true,
    lastFrame: false,
    references: 0,
    local: false,
    price: { rates: [{ usd: 0.05, per: 'second' }], source: 'list', asOf: '2026-11' },
    quality: 2,
    lifecycle: { state: 'current' },
    ...change,
  }
}

const animatic = model({ id: 'animatic/move', title: 'Moving storyboard', local: true, quality: 1 })
const offers = (models: ModelInfo[], policy: Offers['policy'] = 'best-value'): Offers => ({
  models,
  ready: new Set(models.map(({ provider }) => provider)),
  policy,
})
const costing = (id: string, usd: number, change: Partial<ModelInfo> = {}) =>
  model({ id, price: { rates: [{ usd, per: 'clip' }], source: 'list', asOf: '2026-11' }, ...change })
const sentenceOf = (quoted: Quote) => (quoted.ok ? 'it can be made' : sentence(quoted.error))
const auto = { ...need, model: AUTO }

describe('a model that is named', () => {
  it('is quoted with what is sent and what that costs', () => {
    expect(quote(need, offers([model()]))).toMatchObject({
      ok: true,
      fitted: { aspect: '9:16', seconds: 5, resolution: '720p', seed: 0 },
      estimate: { usd: 0.25, source: 'list' },
    })
  })

  it('asks for the key it lacks, by the name of its provider', () => {
    const quoted = quote(need, { ...offers([model()]), ready: new Set() })
    expect(quoted).toMatchObject({ error: { code: 'key_missing', details: { providerId: 'acme' } } })
    expect(sentenceOf(quoted)).toBe('Acme needs a key. Add it in Settings, or use Animatic.')
  })

  it('says when it ended, whether there is a key or not', () => {
    const ended = model({ lifecycle: { state: 'retired', on: '2026-09-24' } })
    const quoted = quote(need, { ...offers([ended]), ready: new Set() })
    expect(sentenceOf(quoted)).toBe('Clip ended on 2026-09-24. Choose another model.')
  })

  it('is refused with every reason at once', () => {
    const asked: Need = { ...need, aspect: '4:5', lastFrame: true, references: 1, promptLength: 1_200 }
    expect(sentenceOf(quote(asked, offers([model({ promptLimit: 1_000 })])))).toBe(
      'Clip cannot do this: it makes 9:16, 16:9 but not 4:5; it cannot end on a given frame; ' +
        'it takes no reference pictures, and 1 is connected; ' +
        'it takes 1000 characters and the prompt has 1200. Choose another model or setting.',
    )
  })

  it('is only told about, not refused, where it is a draft on this machine', () => {
    const quoted = quote({ ...need, model: animatic.id, lastFrame: true, references: 2 }, offers([animatic]))
    expect(quoted).toMatchObject({ ok: true, estimate: { usd: 0, source: 'free' } })
    expect(quoted.adjustments).toContainEqual({ setting: 'lastFrame', fate: 'refused' })
    expect(quoted.adjustments).toContainEqual({ setting: 'references', fate: 'refused' })
    expect(quote({ ...need, model: animatic.id, mode: 'text-to-video' }, offers([animatic])).ok).toBe(false)
  })

  it('is refused for what it does not make', () => {
    expect(sentenceOf(quote({ ...need, mode: 'text-to-image' }, offers([model()])))).toBe(
      'Clip cannot do this: it does not make pictures from words. Choose another model or setting.',
    )
  })
})

describe('settings', () => {
  const adjust = (asked: Partial<Need>, change: Partial<ModelInfo> = {}) =>
    fit({ ...need, ...asked }, model(change)).adjustments.find(({ setting }) => setting in asked)

  it.each([
    [3, { values: [4, 6, 8] }, '4 s'],
    [6.5, { values: [8, 4, 6] }, '8 s'],
    [9, { values: [4, 6, 8] }, '8 s'],
    [2.5, { min: 1, max: 20, whole: true }, '3 s'],
    [30, { min: 1, max: 20 }, '20 s'],
  ])('round %s s among %o to %s', (seconds, lengths, sent) => {
    expect(adjust({ seconds }, { seconds: lengths })).toEqual({
      setting: 'seconds',
      fate: 'rounded',
      asked: `${seconds} s`,
      sent,
    })
  })

  it('take the lengths of the resolution that was asked for', () => {
    const narrow = [{ name: '720p' as const }, { name: '1080p' as const, seconds: { values: [8] } }]
    const fitting = fit({ ...need, resolution: '1080p' }, model({ resolutions: narrow }))
    expect(fitting).toMatchObject({ ok: true, fitted: { resolution: '1080p', seconds: 8 } })
  })

  it('take the nearest resolution, and 720p or better where none was asked', () => {
    expect(adjust({ resolution: '540p' })).toMatchObject({ fate: 'rounded', sent: '720p' })
    expect(adjust({ resolution: '4k' })).toMatchObject({ fate: 'rounded', sent: '1080p' })
    const coarse = model({ resolutions: [{ name: '360p' }, { name: '480p' }] })
    expect(fit(need, coarse)).toMatchObject({ fitted: { resolution: '480p' } })
  })

  it('tell of a sound that cannot be made or cannot be left out', () => {
    expect(adjust({ sound: true }, { sound: 'none' })).toMatchObject({ fate: 'refused' })
    expect(adjust({ sound: false }, { sound: 'always' })).toMatchObject({ fate: 'refused' })
    expect(adjust({ sound: true }, { sound: 'always' })).toMatchObject({ fate: 'kept' })
    expect(adjust({ sound: false }, { sound: 'none' })).toMatchObject({ fate: 'kept' })
  })

  it('leave a sound off that nobody asked for', () => {
    expect(fit(need, model({ sound: 'optional' }))).toMatchObject({ fitted: { sound: false } })
  })

  it('let a picture decide the shape where the model has none to choose from', () => {
    expect(fit(need, model({ aspects: [] }))).toMatchObject({
      ok: true,
      adjustments: [{ fate: 'kept' }, {}, {}],
    })
  })
})

describe('an estimate', () => {
  const priced = (...rates: NonNullable<ModelInfo['price']>['rates']) =>
    model({ price: { rates, source: 'derived', asOf: '2026-11' } })

  it('takes the first row whose conditions all hold', () => {
    const table = priced(
      { usd: 0.4, per: 'second', resolution: '1080p', audio: true },
      { usd: 0.3, per: 'clip', upToSeconds: 5 },
      { usd: 0.2, per: 'second' },
    )
    expect(estimate(table, { resolution: '1080p', sound: true, seconds: 8 })?.usd).toBe(3.2)
    expect(estimate(table, { resolution: '1080p', sound: false, seconds: 5 })?.usd).toBe(0.3)
    expect(estimate(table, { resolution: '720p', seconds: 6 })).toEqual({ usd: 1.2, source: 'derived' })
  })

  it('is exact where floating point is not', () => {
    expect(estimate(priced({ usd: 0.1, per: 'second' }), { seconds: 3 })?.usd).toBe(0.3)
    expect(sumUsd([0.1, 0.2, 0.1442])).toBe(0.4442)
  })

  it('is free for nothing and on this machine, and unknown where no row fits', () => {
    expect(estimate(priced({ usd: 0, per: 'clip' }), {})).toEqual({ usd: 0, source: 'free' })
    expect(estimate(animatic, { seconds: 5 })).toEqual({ usd: 0, source: 'free' })
    expect(estimate(priced({ usd: 1, per: 'second' }), {})).toBeUndefined()
    expect(estimate(priced({ usd: 1, per: 'clip', resolution: '4k' }), {})).toBeUndefined()
  })
})

describe('a choice', () => {
  const draft = costing('a/draft', 0.1, { quality: 1 })
  const solid = costing('b/solid', 0.15, { quality: 2 })
  const best = costing('c/best', 0.6, { quality: 3 })
  const unpriced = model({ id: 'd/unpriced', quality: 3, price: undefined } as Partial<ModelInfo>)
  const chosen = (models: ModelInfo[], policy: Offers['policy'], asked = auto) =>
    quote(asked, offers(models, policy)).model?.id

  it('follows the policy', () => {
    const all = [unpriced, best, solid, draft, animatic]
    expect(chosen(all, 'cheapest')).toBe('a/draft')
    expect(chosen(all, 'best-value')).toBe('b/solid')
    expect(chosen(all, 'best-quality')).toBe('c/best')
  })

  it('takes a model of unknown price only when it is the only one', () => {
    expect(chosen([unpriced, best], 'cheapest')).toBe('c/best')
    expect(chosen([unpriced], 'cheapest')).toBe('d/unpriced')
  })

  it('does not save money by leaving out what was asked for', () => {
    const loud = costing('e/loud', 0.5, { sound: 'optional' })
    expect(chosen([draft, loud], 'cheapest', { ...auto, sound: true })).toBe('e/loud')
    const fine = costing('f/fine', 0.5, { resolutions: [{ name: '4k' }] })
    expect(chosen([draft, fine], 'cheapest', { ...auto, resolution: '4k' })).toBe('f/fine')
  })

  it('is the stand-in, and says so, only when nothing else is ready', () => {
    const quoted = quote(auto, { ...offers([best, animatic]), ready: new Set(['animatic']) })
    expect(quoted).toMatchObject({
      ok: true,
      model: { id: 'animatic/move' },
      choice: { among: 1, standIn: true },
    })
    expect(chosen([best, animatic], 'cheapest')).toBe('c/best')
  })

  it('is never the stand-in because the paid ones do not fit', () => {
    const quoted = quote({ ...auto, lastFrame: true }, offers([best, animatic]))
    expect(sentenceOf(quoted)).toBe(
      'No model that is ready can do this: Clip: it cannot end on a given frame',
    )
  })

  it('says so when nothing makes that at all', () => {
    expect(sentenceOf(quote({ ...auto, mode: 'text-to-image' }, offers([best])))).toBe(
      'No model that is ready can do this: none makes pictures from words',
    )
  })
})

describe('moving to another provider', () => {
  const from = model({ lastFrame: true, seconds: { values: [6, 10] } })

  it('says what is kept, rounded and lost against what was sent before', () => {
    const to = model({ id: 'other/clip', seconds: { values: [8] } })
    expect(transfer({ ...need, lastFrame: true, sound: true }, from, to)).toEqual([
      { setting: 'aspect', fate: 'kept' },
      { setting: 'seconds', fate: 'rounded', asked: '6 s', sent: '8 s' },
      { setting: 'lastFrame', fate: 'refused' },
      { setting: 'prompt', fate: 'kept' },
    ])
  })

  it('sees a length that comes back to what was asked', () => {
    const to = model({ id: 'other/clip' })
    expect(transfer(need, from, to)).toContainEqual({
      setting: 'seconds',
      fate: 'rounded',
      asked: '6 s',
      sent: '5 s',
    })
  })
})
