import { expect, it } from 'vitest'
import type { Mended } from '../../../nodes/contract/keeping.ts'
import type { Input } from '../../../nodes/contract/methods.ts'
import type { Caller } from '../../../nodes/contract/rpc.ts'
import { findAble, mendInPieces } from './mending.ts'

type Order = Input<'doctor.mend'>

/** A library in which so many files are missing. Answers what it was asked. */
function brokenLibrary(count: number) {
  const open = Array.from({ length: count }, (_, n) => `missing:${n}`)
  const orders: Order[] = []
  const call = async (_method: string, order: Order): Promise<Mended[]> => {
    orders.push(order)
    await Promise.resolve()
    const isHelped = order.remedy === 'placeholder' || order.remedy === 'relink'
    return (order.findings ?? (isHelped ? open : [])).map((id) => ({ id, remedy: order.remedy, ok: true }))
  }
  return { open, orders, call: call as unknown as Caller }
}

it('leaves 20,000 as they are in a few steps, and moves files in small ones', async () => {
  const { open, orders, call } = brokenLibrary(20_000)
  const mended: string[] = []
  await mendInPieces(call, { id: 'x', remedy: 'placeholder', findings: open }, (some) =>
    mended.push(...some.map(({ id }) => id)),
  )
  expect(mended).toEqual(open)
  expect(orders).toHaveLength(4)
  const pieces: number[] = []
  const few = { id: 'x', remedy: 'relink', findings: open.slice(0, 60) } as const
  await mendInPieces(call, few, (some) => pieces.push(some.length))
  expect(pieces).toEqual([25, 25, 10])
})

it('is stopped between two pieces, and says what was done until then', async () => {
  const { open, call } = brokenLibrary(100)
  const stopper = new AbortController()
  const mended: string[] = []
  await mendInPieces(call, { id: 'x', remedy: 'relink', findings: open, signal: stopper.signal }, (some) => {
    mended.push(...some.map(({ id }) => id))
    if (mended.length === 50) stopper.abort()
  })
  expect(mended).toEqual(open.slice(0, 50))
})

it('makes all again in one order, so that each workflow runs once', async () => {
  const { open, orders, call } = brokenLibrary(60)
  await mendInPieces(call, { id: 'x', remedy: 'make-again', findings: open }, () => {})
  expect(orders.map(({ findings }) => findings)).toEqual([open])
})

it('asks without touching anything which remedies help, and what costs money is not among them', async () => {
  const { open, orders, call } = brokenLibrary(3)
  const able = await findAble(call, 'x', () => true)
  expect([...able!]).toEqual([
    ['relink', open],
    ['placeholder', open],
  ])
  expect(orders.every(({ dryRun }) => dryRun)).toBe(true)
  expect(orders.map(({ remedy }) => remedy)).not.toContain('make-again')
})

it('asks no further once nobody wants to know', async () => {
  const { orders, call } = brokenLibrary(3)
  expect(await findAble(call, 'x', () => orders.length < 2)).toBeUndefined()
  expect(orders).toHaveLength(2)
})
