import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import type { Rate } from '../../nodes/models.ts'
import { changeLanguage, errorText } from './index.ts'
import { aboutText, chargeText, lengthsText, moneyText, priceLines } from './money-words.ts'
import { formatLimit, formatRate } from './usd.ts'

beforeEach(() => changeLanguage('en'))
afterEach(() => changeLanguage('en'))

describe('an amount', () => {
  it.each([
    [0, '$0.00'],
    [1.2, '$1.20'],
    [0.014, '$0.01'],
    [0.004, '$0.004'],
    [0.0004, '< $0.001'],
    [1234.5, '$1,234.50'],
  ])('of %s reads %s', (usd, text) => {
    expect(moneyText(usd)).toBe(text)
  })

  it('that is not spent yet is about that much, and nothing is free', () => {
    expect(aboutText(0.84)).toBe('about $0.84')
    expect(aboutText(0)).toBe('free')
  })

  it('has cents as a limit only where it has any', () => {
    expect([formatLimit(10, 'en'), formatLimit(7.5, 'en')]).toEqual(['$10', '$7.50'])
  })

  it('is exact in a price list', () => {
    expect(formatRate(0.0333, 'en')).toBe('$0.0333')
    expect(formatRate(0.2, 'en')).toBe('$0.20')
  })

  it('is written the Chinese way', () => {
    changeLanguage('zh-Hans')
    expect(aboutText(3.4)).toBe('约 US$3.40')
  })
})

describe('a price in words', () => {
  const price = (...rates: Rate[]) => priceLines({ rates, source: 'list', asOf: '2026-11' })

  it('says for what each rate holds', () => {
    expect(
      price(
        { usd: 0.1, per: 'second', resolution: '1080p', audio: true },
        { usd: 0.05, per: 'second', audio: false },
        { usd: 0.25, per: 'clip', upToSeconds: 5 },
        { usd: 0.4, per: 'clip' },
      ),
    ).toEqual([
      '1080p, with sound: $0.10 a second',
      'without sound: $0.05 a second',
      'up to 5 s: $0.25 each',
      'otherwise: $0.40 each',
    ])
    expect(price({ usd: 0.4, per: 'clip' })).toEqual(['$0.40 each'])
  })

  it('tells what is free from what nobody knows', () => {
    expect(price({ usd: 0, per: 'clip' })).toEqual(['free'])
    expect(priceLines(undefined)).toEqual(['Price not known'])
  })
})

it('names lengths as a range or one by one', () => {
  expect(lengthsText({ min: 2, max: 12 })).toBe('2–12 s')
  expect(lengthsText({ values: [5, 10] })).toBe('5, 10 s')
})

it('says what became of the money only where money was at stake', () => {
  expect(chargeText({ charge: 'possible' })).toBe('It may have been charged.')
  expect(chargeText({})).toBeUndefined()
})

it('says amounts and periods of an error in the language of the window', () => {
  const error = new AppError('over_budget', { cost: 3.4, left: 1.1, period: 'month' })
  expect(errorText(error)).toContain('about $3.40; $1.10 is left of your limit for this month.')
  changeLanguage('zh-Hans')
  expect(errorText(error)).toContain('你的本月限额还剩 US$1.10')
})

describe('a provider’s own sentence', () => {
  it.each(['Faces are not allowed.', 'Faces are not allowed。', 'Faces are not allowed'])(
    'goes into ours without a full stop in its middle: %s',
    (reason) => {
      const error = new AppError('content_refused', { provider: 'fal', reason })
      expect(errorText(error)).toContain('(Faces are not allowed). Change')
    },
  )

  it('keeps its full stop at the end of ours', () => {
    const error = new AppError('provider_trouble', { provider: 'fal', reason: 'No workers.' })
    expect(errorText(error)).toMatch(/: No workers\.$/)
  })
})
