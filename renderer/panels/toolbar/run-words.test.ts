import { afterEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../i18n/index.ts'
import { costText, runWords } from './run-words.ts'

const counts = (toRun: number, makers: number, stuck = 0) => ({ toRun, makers, stuck, cost: 0 })

afterEach(() => changeLanguage('en'))

describe('the Run button', () => {
  it('says how much would be made, and that it costs nothing', () => {
    expect(runWords(counts(4, 10))).toEqual({ label: 'Run', detail: '4 of 10 · free' })
  })

  it('says what it would cost, as an estimate', () => {
    expect(runWords({ ...counts(4, 9), cost: 0.84 }, 'en').detail).toBe('4 of 9 · about $0.84')
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
    expect(costText(3.4, 'zh-Hans')).toBe('约 US$3.40')
  })
})
