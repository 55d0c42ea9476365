import { afterEach, describe, expect, it } from 'vitest'
import { Budget } from '../../nodes/contract/money.ts'
import { requireRoom, startOf, type Claim } from './budget.ts'
import { toMicros } from './stored-job.ts'
import { openBook, someJob } from './test-book.ts'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const noon = Date.parse('2026-11-21T12:00:00Z')

/** Asks for room at a moment, with what was counted before. */
function ask(
  limits: Parameters<typeof Budget.parse>[0],
  claim: Partial<Claim> & { now?: number },
  counted: readonly { usd: number; at?: number; runId?: string }[] = [],
): void {
  const { tables } = openBook()
  for (const [index, { usd, at = noon, runId = 'run-1' }] of counted.entries()) {
    const countedMicros = toMicros(usd)
    tables.jobs.put(someJob(`job-${index}`, { countedMicros, createdAt: at, runId }))
  }
  const { now = noon, ...rest } = claim
  requireRoom(tables.jobs, Budget.parse(limits), {
    claim: { micros: toMicros(0.1), runId: 'run-1', modelTitle: 'Gen-4.5', ...rest },
    now,
  })
}

const usd = (dollars: number) => ({ micros: toMicros(dollars) })
const over = (period: string, left: number) =>
  expect.objectContaining({
    code: 'over_budget',
    details: expect.objectContaining({ period, left, charge: 'none' }),
  })

describe('a limit in dollars', () => {
  it('is filled to the last millionth, and not crossed by one', () => {
    const before = [{ usd: 0.1 }]
    expect(() => ask({ usd: { day: 0.3 } }, usd(0.2), before)).not.toThrow()
    expect(() => ask({ usd: { day: 0.3 } }, { micros: 200_001 }, before)).toThrow(over('day', 0.2))
    const tenTimes = Array.from({ length: 9 }, () => ({ usd: 0.1 }))
    expect(() => ask({ usd: { month: 1 } }, usd(0.1), tenTimes)).not.toThrow()
  })

  it('of nothing lets only what is free pass', () => {
    expect(() => ask({ usd: { day: 0 } }, usd(0))).not.toThrow()
    expect(() => ask({ usd: { day: 0 } }, { micros: 1 })).toThrow(over('day', 0))
  })

  it('says what it costs and what is left, never less than nothing', () => {
    const details = { cost: 0.1, left: 0, period: 'day', charge: 'none' }
    expect(() => ask({ usd: { day: 0.5 } }, usd(0.1), [{ usd: 0.8 }])).toThrow(
      expect.objectContaining({ code: 'over_budget', details }),
    )
  })

  it('for a run looks at that run alone', () => {
    const before = [{ usd: 0.9, runId: 'run-2' }, { usd: 0.2 }]
    expect(() => ask({ usd: { run: 0.3 } }, usd(0.1), before)).not.toThrow()
    expect(() => ask({ usd: { run: 0.3 } }, usd(0.11), before)).toThrow(over('run', 0.1))
    expect(() => ask({ usd: { run: 0.3 } }, { ...usd(0.3), runId: undefined }, before)).not.toThrow()
  })

  it('of a run is the smaller one of what is set and what was agreed to', () => {
    const agreed = { runLimitMicros: toMicros(0.25) }
    expect(() => ask({}, { ...usd(0.25), ...agreed })).not.toThrow()
    expect(() => ask({ usd: { run: 5 } }, { ...usd(0.26), ...agreed })).toThrow(over('run', 0.25))
    expect(() => ask({ usd: { run: 0.2 } }, { ...usd(0.25), ...agreed })).toThrow(over('run', 0.2))
  })
})

describe('a limit in clips', () => {
  it('counts what is open and what was charged, whatever it cost', () => {
    expect(() => ask({ clips: { day: 2 } }, {}, [{ usd: 0 }])).not.toThrow()
    expect(() => ask({ clips: { day: 2 } }, {}, [{ usd: 0 }, { usd: 9 }])).toThrow(
      expect.objectContaining({
        code: 'over_clip_limit',
        details: { limit: 2, period: 'day', charge: 'none' },
      }),
    )
  })

  it('of a run does not mind other runs', () => {
    expect(() => ask({ clips: { run: 1 } }, {}, [{ usd: 1, runId: 'run-2' }])).not.toThrow()
    expect(() => ask({ clips: { run: 1 } }, {}, [{ usd: 1 }])).toThrow(
      expect.objectContaining({ code: 'over_clip_limit' }),
    )
  })
})

describe('a price that nobody knows', () => {
  const unknown = { micros: undefined }

  it('does not fit any limit in dollars', () => {
    for (const period of ['run', 'day', 'month']) {
      expect(() => ask({ usd: { [period]: 1_000 } }, unknown)).toThrow(
        expect.objectContaining({ code: 'price_unknown', details: { model: 'Gen-4.5', charge: 'none' } }),
      )
    }
  })

  it('passes where there is no such limit, as often as clips are left', () => {
    expect(() => ask({}, { ...unknown, runLimitMicros: 0 })).not.toThrow()
    expect(() => ask({ clips: { day: 1 } }, unknown)).not.toThrow()
    expect(() => ask({ clips: { day: 1 } }, unknown, [{ usd: 0 }])).toThrow(
      expect.objectContaining({ code: 'over_clip_limit' }),
    )
  })
})

describe('a day and a month', () => {
  const at = (text: string) => new Date(text).getTime()
  const spentAt = (text: string) => [{ usd: 1, at: at(text) }]

  it('begin at midnight by the clock on the wall', () => {
    process.env['TZ'] = 'Asia/Shanghai'
    // 00:30 on the 22nd there, though it is still the 21st in London.
    const now = at('2026-11-21T16:30:00Z')
    const limits = { usd: { day: 1 } }
    expect(() => ask(limits, { ...usd(1), now }, spentAt('2026-11-21T15:59:59.999Z'))).not.toThrow()
    expect(() => ask(limits, { ...usd(1), now }, spentAt('2026-11-21T16:00:00Z'))).toThrow(over('day', 0))
  })

  it('let a month end with its last day', () => {
    process.env['TZ'] = 'America/New_York'
    const limits = { usd: { month: 1 } }
    const before = spentAt('2026-02-28T23:59:59-05:00')
    const lastMinute = { ...usd(1), now: at('2026-02-28T23:59:59-05:00') }
    expect(() => ask(limits, lastMinute, before)).toThrow(over('month', 0))
    expect(() => ask(limits, { ...usd(1), now: at('2026-03-01T00:00:00-05:00') }, before)).not.toThrow()
  })

  it('are as long as they are when the clocks change', () => {
    process.env['TZ'] = 'Europe/Berlin'
    const [spring, autumn] = [at('2026-03-29T18:00:00+02:00'), at('2026-10-25T18:00:00+01:00')]
    expect(startOf('day', spring)).toBe(at('2026-03-29T00:00:00+01:00'))
    expect(startOf('day', autumn)).toBe(at('2026-10-25T00:00:00+02:00'))
    expect(startOf('month', spring)).toBe(at('2026-03-01T00:00:00+01:00'))
    expect(startOf('month', autumn)).toBe(at('2026-10-01T00:00:00+02:00'))
    // The hour that comes twice: both belong to the same day.
    const twice = ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00']
    for (const moment of twice) expect(startOf('day', at(moment))).toBe(at('2026-10-25T00:00:00+02:00'))
  })

  // On such a day the clocks leave midnight out.
  it('begin at midnight of the first also where today has no midnight', () => {
    process.env['TZ'] = 'Africa/Cairo'
    const day = at('2026-04-24T12:00:00+03:00')
    expect(startOf('day', day)).toBe(at('2026-04-24T01:00:00+03:00'))
    expect(startOf('month', day)).toBe(at('2026-04-01T00:00:00+02:00'))
  })
})

it('rounds a price up to a whole millionth, and not what only looks like more', () => {
  expect([0.1 + 0.2, 0.0000001, 1 / 3, 0.29 * 100, 0].map(toMicros)).toEqual([
    300_000, 1, 333_334, 29_000_000, 0,
  ])
})
