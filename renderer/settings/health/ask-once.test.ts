import { expect, it } from 'vitest'
import { AppError, type ErrorCode } from '../../../nodes/errors.ts'
import { createAskOnce } from './ask-once.ts'

/** A list on screen, which shows its first page whenever it is drawn. */
function list(...failures: ErrorCode[]) {
  const reads: number[] = []
  const told: unknown[] = []
  let isRead = false
  const ask = createAskOnce({
    async read(page) {
      reads.push(page)
      const failure = failures.shift()
      if (failure) throw new AppError(failure)
      isRead = true
    },
    onError: (error) => told.push(error),
    onFree: () => ask(0),
    restMs: 1,
  })
  return { ask, reads, told, isRead: () => isRead }
}

it('a page is read once, however often it is shown', async () => {
  const { ask, reads, isRead } = list()
  for (let n = 0; n < 5; n++) ask(0)
  await expect.poll(isRead).toBe(true)
  ask(0)
  expect(reads).toEqual([0])
})

it('a page that failed is asked for again until it is there', async () => {
  const { ask, reads, told, isRead } = list('core_unreachable', 'internal')
  ask(0)
  ask(0)
  await expect.poll(isRead).toBe(true)
  expect(reads).toEqual([0, 0, 0])
  expect(told).toHaveLength(2)
})

it('a page of an examination that is gone is not asked for in vain', async () => {
  const { ask, reads, told } = list('not_found')
  ask(0)
  await expect.poll(() => told.length).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(reads).toEqual([0])
})
