import { describe, expect, it } from 'vitest'
import { levelOf, readLimit, shareOf } from './limits.ts'

describe('a limit that is typed', () => {
  it.each([
    ['10', 10],
    ['7.50', 7.5],
    ['7,5', 7.5],
    [' $ 20 ', 20],
    ['１２', 12],
    ['0', 0],
    ['', undefined],
    ['  ', undefined],
  ])('as %o is %s', (typed, limit) => {
    expect(readLimit(typed, 'usd')).toEqual({ ok: true, limit })
  })

  it.each(['-1', 'ten', '1.234', '1e3', '1,000.00', '99999999'])('as %o is not taken', (typed) => {
    expect(readLimit(typed, 'usd')).toEqual({ ok: false })
  })

  it('counts clips in whole numbers', () => {
    expect(readLimit('20', 'clips')).toEqual({ ok: true, limit: 20 })
    expect(readLimit('2.5', 'clips')).toEqual({ ok: false })
  })
})

describe('what is used of a limit', () => {
  it.each([
    [0, 'calm'],
    [0.7499, 'calm'],
    [0.75, 'near'],
    [0.9, 'near'],
    [0.901, 'full'],
    [1.4, 'full'],
  ])('is at %s %s', (share, level) => {
    expect(levelOf(share)).toBe(level)
  })

  it('is everything where nothing is allowed', () => {
    expect(levelOf(shareOf(0, 0))).toBe('full')
  })
})
