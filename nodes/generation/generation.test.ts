import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aspects, generationModes, resolutions, type Lengths, type ModelInfo } from '../models.ts'
import { microsOf } from '../money.ts'
import { fit, type Fitted, type SettingName } from './fit.ts'
import { AUTO, type Need } from './need.ts'
import { estimate } from './price.ts'
import { policies, quote, type Offers } from './quote.ts'
import { lengthsAt } from './settings.ts'
import { transfer } from './transfer.ts'

const length = fc.integer({ min: 2, max: 60 }).map((half) => half / 2)
const someLengths: fc.Arbitrary<Lengths> = fc.oneof(
  fc.record({ values: fc.uniqueArray(length, { minLength: 1, maxLength: 5 }) }),
  fc
    .record({
      min: fc.integer({ min: 1, max: 5 }),
      more: fc.integer({ min: 0, max: 20 }),
      whole: fc.boolean(),
    })
    .map(({ min, more, whole }) => ({ min, max: min + more, whole })),
)
const usd = fc.integer({ min: 0, max: 500_000 }).map((micros) => micros / 1e6)

const someModel: fc.Arbitrary<ModelInfo> = fc
  .record(
    {
      id: fc.integer({ min: 0, max: 1e9 }).map((n) => `vendor-${n % 3}/model-${n}`),
      modes: fc.subarray([...generationModes], { minLength: 1 }),
      aspects: fc.subarray([...aspects], { minLength: 1 }),
      seconds: someLengths,
      resolutions: fc
        .subarray([...resolutions])
        .chain((names) =>
          fc.tuple(
            ...names.map((name) =>
              fc.option(someLengths).map((seconds) => ({ name, ...(seconds && { seconds }) })),
            ),
          ),
        ),
      sound: fc.constantFrom('none' as const, 'always' as const, 'optional' as const),
      seed: fc.boolean(),
      lastFrame: fc.boolean(),
      references: fc.integer({ min: 0, max: 4 }),
      promptLimit: fc.integer({ min: 100, max: 3_000 }),
      local: fc.constant(false),
      price: fc.record({
        rates: fc.array(
          fc.record(
            {
              usd,
              per: fc.constantFrom('second' as const, 'clip' as const),
              resolution: fc.constantFrom(...resolutions),
              audio: fc.boolean(),
              upToSeconds: length,
            },
            { requiredKeys: ['usd', 'per'] },
          ),
          { maxLength: 4 },
        ),
        source: fc.constantFrom('list' as const, 'derived' as const),
        asOf: fc.constant('2026-11'),
      }),
      quality: fc.constantFrom(1 as const, 2 as const, 3 as const),
      lifecycle: fc.record({
        state: fc.constantFrom('current' as const, 'preview' as const, 'retired' as const),
      }),
    },
    {
      requiredKeys: [
        'id',
        'modes',
        'aspects',
        'resolutions',
        'sound',
        'seed',
        'lastFrame',
        'references',
        'local',
        'quality',
        'lifecycle',
      ],
    },
  )
  .map((model) => {
    const provider = model.id.split('/')[0]!
    return { ...model, title: model.id, provider, providerTitle: provider.toUpperCase() }
  })

const someNeed: fc.Arbitrary<Need> = fc.record(
  {
    model: fc.constant(AUTO),
    mode: fc.constantFrom(...generationModes),
    aspect: fc.constantFrom(...aspects),
    seconds: length,
    resolution: fc.constantFrom(...resolutions),
    sound: fc.boolean(),
    seed: fc.integer({ min: 0, max: 3 }),
    lastFrame: fc.boolean(),
    references: fc.integer({ min: 0, max: 3 }),
    promptLength: fc.integer({ min: 0, max: 2_000 }),
  },
  { requiredKeys: ['model', 'mode', 'aspect', 'seed', 'lastFrame', 'references', 'promptLength'] },
)

const someOffers: fc.Arbitrary<Offers> = fc.record({
  models: fc.uniqueArray(someModel, { maxLength: 8, selector: ({ id }) => id }),
  ready: fc.subarray(['vendor-0', 'vendor-1', 'vendor-2']).map((ids) => new Set(ids)),
  policy: fc.constantFrom(...policies),
})

function has(lengths: Lengths | undefined, seconds: number): boolean {
  if (!lengths) return false
  if ('values' in lengths) return lengths.values.includes(seconds)
  return seconds >= lengths.min && seconds <= lengths.max && (!lengths.whole || Number.isInteger(seconds))
}

/** A need and a model that can do it, so that what is left open is only how. */
const somePair = fc.tuple(someNeed, someModel).map(([need, model]): [Need, ModelInfo] => [
  {
    ...need,
    mode: model.modes[0]!,
    aspect: model.aspects[0]!,
    lastFrame: need.lastFrame && model.lastFrame,
    references: Math.min(need.references, model.references),
    promptLength: Math.min(need.promptLength, model.promptLimit ?? Infinity),
  },
  model,
])

function fittedOf(need: Need, model: ModelInfo): Fitted {
  const fitting = fit(need, model)
  if (!fitting.ok) throw new Error(fitting.error.message)
  return fitting.fitted
}

function askedOf(need: Need): SettingName[] {
  const asked: Record<SettingName, boolean> = {
    aspect: true,
    seconds: need.seconds !== undefined,
    resolution: need.resolution !== undefined,
    sound: need.sound !== undefined,
    seed: need.seed !== 0,
    lastFrame: need.lastFrame,
    references: need.references > 0,
    prompt: need.promptLength > 0,
  }
  return (Object.keys(asked) as SettingName[]).filter((name) => asked[name])
}

describe('for any model and any need', () => {
  it('sends only settings that the model has', () => {
    fc.assert(
      fc.property(somePair, ([need, model]) => {
        const fitted = fittedOf(need, model)
        const offered = model.resolutions.map(({ name }) => name)
        expect(model.aspects).toContain(fitted.aspect)
        expect(offered.length === 0 ? [undefined] : offered).toContain(fitted.resolution)
        expect(fitted.sound !== undefined).toBe(model.sound === 'optional')
        expect(fitted.seed !== undefined).toBe(model.seed)
        const lengths = lengthsAt(model, fitted.resolution)
        expect(fitted.seconds === undefined || has(lengths, fitted.seconds)).toBe(true)
      }),
    )
  })

  it('refuses with one error and never in silence', () => {
    fc.assert(
      fc.property(someNeed, someModel, (need, model) => {
        const fitting = fit(need, model)
        fc.pre(!fitting.ok)
        expect(fitting.error.code).toBe('setting_unfit')
        expect(fitting.error.details['reason']).not.toBe('')
      }),
    )
  })

  it('accounts for every setting that was asked for, once', () => {
    fc.assert(
      fc.property(someNeed, someModel, (need, model) => {
        const told = fit(need, model).adjustments.map(({ setting }) => setting)
        expect(told.toSorted()).toEqual(askedOf(need).toSorted())
      }),
    )
  })

  it('never sends a clip shorter than asked while a longer one could be had', () => {
    fc.assert(
      fc.property(somePair, length, ([need, model], seconds) => {
        const fitted = fittedOf({ ...need, seconds }, model)
        fc.pre(fitted.seconds !== undefined && fitted.seconds < seconds)
        const longer = Array.from({ length: 60 }, (_, half) => (half + 1) / 2).filter((s) => s >= seconds)
        const lengths = lengthsAt(model, fitted.resolution)
        expect(longer.filter((s) => has(lengths, s))).toEqual([])
      }),
    )
  })

  it('never estimates less than nothing, and always in whole millionths', () => {
    fc.assert(
      fc.property(somePair, ([need, model]) => {
        const amount = estimate(model, fittedOf(need, model))
        fc.pre(amount !== undefined)
        expect(amount.usd).toBeGreaterThanOrEqual(0)
        expect(amount.usd).toBe(microsOf(amount.usd) / 1e6)
        expect(amount.source === 'free').toBe(amount.usd === 0)
      }),
    )
  })

  it('never puts another model in the place of the one a node names', () => {
    fc.assert(
      fc.property(someNeed, someOffers, fc.nat(), (need, offers, pick) => {
        const named = offers.models[pick % Math.max(offers.models.length, 1)]
        const quoted = quote({ ...need, model: named?.id ?? 'nobody/nothing' }, offers)
        expect(quoted.model).toBe(named)
        expect(quoted).not.toHaveProperty('choice')
      }),
    )
  })

  it('chooses only what is ready, still offered and fits, and says among how many', () => {
    fc.assert(
      fc.property(someNeed, someOffers, (need, offers) => {
        const quoted = quote(need, offers)
        const able = offers.models.filter(
          (model) =>
            offers.ready.has(model.provider) && model.lifecycle.state !== 'retired' && fit(need, model).ok,
        )
        const { policy } = offers
        expect(quoted).toMatchObject(
          able.length > 0
            ? { ok: true, choice: { policy, among: able.length } }
            : { ok: false, error: { code: 'no_model_fits' } },
        )
        expect(able.length > 0 ? able : [undefined]).toContain(quoted.model)
      }),
    )
  })

  it('chooses the same whatever order the models are listed in', () => {
    fc.assert(
      fc.property(someNeed, someOffers, (need, offers) => {
        const reversed = { ...offers, models: offers.models.toReversed() }
        expect(quote(need, reversed).model).toBe(quote(need, offers).model)
      }),
    )
  })

  it('loses nothing by moving from a model to itself', () => {
    fc.assert(
      fc.property(someNeed, someModel, (need, model) => {
        expect(transfer(need, model, model).every(({ fate }) => fate === 'kept')).toBe(true)
      }),
    )
  })
})
