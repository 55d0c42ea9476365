import { describe, expect, it } from 'vitest'
import { Budget } from '../../nodes/contract/money.ts'
import type { PlanRow } from '../../nodes/engine/plan.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import type { Quote } from '../../nodes/generation/quote.ts'
import { createGraph } from '../../nodes/graph/graph.ts'
import { agreedUsd, narrowed, questionOf } from './confirm.ts'
import { nodesOf } from './test-core.ts'
import { modelOf, spendingOf } from './test-money.ts'

const remote = modelOf({ id: 'kling', title: 'Kling', kind: 'remote' })
const local = modelOf({ id: 'animatic', title: 'Animatic', kind: 'local' })

/** A clip that costs so much; `null` for one of a price that nobody knows, `free` for one made here. */
function row(nodeId: string, price: number | null | 'free' | 'no-key'): PlanRow {
  const status = { nodeId, params: {}, inputs: {}, state: 'idle' } as const
  const cost = typeof price === 'number' ? price : 0
  return { nodeId, action: 'run', status, newTake: false, cost, quote: quoteOf(price) }
}

function quoteOf(price: number | null | 'free' | 'no-key'): Quote {
  if (price === 'no-key') {
    return { ok: false, error: toWire(new AppError('key_missing', {})), adjustments: [] }
  }
  const base = { ok: true, fitted: { aspect: '9:16' }, adjustments: [] } as const
  if (price === 'free') return { ...base, model: local, estimate: { usd: 0, source: 'free' } }
  return { ...base, model: remote, estimate: price === null ? undefined : { usd: price, source: 'list' } }
}

interface Scene {
  readonly budget?: Partial<Budget>
  readonly spentToday?: number
  readonly clipsToday?: number
}

function ask(rows: readonly PlanRow[], { budget = {}, spentToday = 0, clipsToday = 0 }: Scene = {}) {
  const used = { usd: spentToday, reservedUsd: 0, clips: clipsToday }
  return questionOf(rows, {
    budget: { ...Budget.parse({}), ...budget },
    spending: spendingOf({ day: used, month: used }),
    graph: createGraph({
      nodes: nodesOf({ a: 'text-to-image', b: 'image-to-video', c: 'text-to-video' }),
      connections: [{ id: 'w', from: { node: 'a', port: 'image' }, to: { node: 'b', port: 'image' } }],
    }),
  })
}

describe('whether a run is asked about', () => {
  it('is not below the amount that may pass, nor for what is free', () => {
    expect(ask([row('a', 0.4), row('c', 0.6)]).asks).toBe(false)
    expect(ask([row('a', 'free')], { budget: { confirmAboveUsd: 0 } }).asks).toBe(false)
  })

  it('is above it, and adds up without a rest', () => {
    const question = ask([row('a', 0.1), row('b', 0.2), row('c', 0.8)])
    expect([question.asks, question.usd]).toEqual([true, 1.1])
  })

  it('is where nobody knows the price', () => {
    expect(ask([row('a', null)])).toMatchObject({ asks: true, unknown: 1, usd: 0 })
  })

  it('is where it would go over a limit, however little it costs', () => {
    const question = ask([row('a', 0.3)], { budget: { usd: { day: 5 } }, spentToday: 4.8 })
    expect(question.asks).toBe(true)
    expect(question.crossing).toEqual({ period: 'day', of: 'usd', limit: 5, left: expect.closeTo(0.2, 6) })
  })
})

describe('the limits', () => {
  it('names the one with the least left', () => {
    const budget = { usd: { run: 0.5, day: 0.3, month: 10 } }
    expect(ask([row('a', 0.6)], { budget }).crossing?.period).toBe('day')
  })

  it('count paid clips too', () => {
    const question = ask([row('a', 0.1), row('c', 'free')], { budget: { clips: { day: 3 } }, clipsToday: 3 })
    expect(question.crossing).toEqual({ period: 'day', of: 'clips', limit: 3, left: 0 })
  })

  it('say what is left after a run that fits', () => {
    const question = ask([row('a', 0.25)], { budget: { usd: { day: 5 } }, spentToday: 1 })
    expect(question.leftAfter).toEqual([{ period: 'day', usd: 3.75 }])
  })
})

describe('what fits', () => {
  const budget = { usd: { day: 1 } }

  it('is taken in the order of the story, and costs what its parts cost', () => {
    const question = ask([row('a', 0.6), row('b', 0.6), row('c', 0.4)], { budget })
    expect([question.fits, question.fitsUsd]).toEqual([['a', 'c'], 1])
  })

  it('leaves out what stands behind a gap', () => {
    expect(ask([row('a', 1.2), row('b', 0.1), row('c', 0.1)], { budget }).fits).toEqual(['c'])
    expect(ask([row('a', 'no-key'), row('b', 0.1)], { budget }).fits).toEqual([])
  })

  it('leaves out an unknown price while money is limited, and not else', () => {
    expect(ask([row('a', null), row('c', 'free')], { budget }).fits).toEqual(['c'])
    expect(ask([row('a', null)]).fits).toEqual(['a'])
  })
})

it('agrees to whole cents, rounded up', () => {
  expect(agreedUsd(0.8401)).toBe(0.85)
  expect(agreedUsd(0.84)).toBe(0.84)
  expect(agreedUsd(0.29)).toBe(0.29)
})

it('still makes new takes of the nodes that fit', () => {
  expect(narrowed({ kind: 'new-takes', nodeIds: ['a', 'b'] }, ['b', 'c'])).toEqual({
    kind: 'new-takes',
    nodeIds: ['b'],
  })
  expect(narrowed({ kind: 'all' }, ['b'])).toEqual({ kind: 'nodes', nodeIds: ['b'] })
})
