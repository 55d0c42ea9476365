import { afterEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../i18n/index.ts'
import { runWords } from './run-words.ts'

const counts = (toRun: number, makers: number, stuck = 0) => ({
  toRun,
  makers,
  stuck,
  cost: { usd: 0, unknown: 0 },
})
const costing = (usd: number, unknown = 0) => runWords({ ...counts(4, 9), cost: { usd, unknown } }).detail

afterEach(() => changeLanguage('en'))

describe('the Run button', () => {
  it('says how much would be made, and that it costs nothing', () => {
    expect(runWords(counts(4, 10))).toEqual({ label: 'Run', detail: '4 of 10 · free' })
  })

  it('says what it would cost, as an estimate', () => {
    expect(costing(0.84)).toBe('4 of 9 · about $0.84')
  })

  it('says at least what is known where a price is not', () => {
    expect(costing(0.84, 1)).toBe('4 of 9 · at least $0.84')
    expect(costing(0, 2)).toBe('4 of 9 · price unknown')
  })

  it('says that everything is up to date', () => {
    expect(runWords(counts(0, 7))).toEqual({ label: 'Up to date' })
  })

  it('does not call a graph up to date while some of it is stuck, or while it makes nothing', () => {
    expect(runWords(counts(0, 7, 2))).toEqual({ label: 'Run' })
    expect(runWords(counts(0, 0))).toEqual({ label: 'Run' })
  })

  it('speaks Chinese', () => {
    changeLanguage('zh-Hans')
    expect(runWords(counts(4, 10))).toEqual({ label: '运行', detail: '4 / 10 · 免费' })
    expect(costing(3.4)).toBe('4 / 9 · 约 US$3.40')
  })
})
