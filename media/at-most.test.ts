import { expect, it } from 'vitest'
import { atMost } from './at-most.ts'

it('lets so many go on at a time, in the order they came, failures included', async () => {
  const inTurn = atMost(2)
  let running = 0
  let most = 0
  const begun: number[] = []
  const work = (n: number) =>
    inTurn(async () => {
      begun.push(n)
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running--
      if (n % 3 === 0) throw new Error(`no ${n}`)
      return n
    })
  const ended = await Promise.allSettled(Array.from({ length: 9 }, (_, n) => work(n)))
  expect(most).toBe(2)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(3)
  expect(await work(1)).toBe(1)
})
