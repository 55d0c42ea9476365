import { describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { bothOrNeither } from './both-or-neither.ts'
import { shareProgress } from './share-progress.ts'

describe('the progress of a whole', () => {
  it('is made of its parts by their weight and never goes back', () => {
    const told: number[] = []
    const share = shareProgress({ long: 3, short: 1, nothing: 0 }, (fraction) => told.push(fraction))
    share.long(0.5)
    share.short(1)
    share.nothing(1)
    share.long(0.2)
    share.long(7)
    expect(told).toEqual([0.375, 0.625, 1])
  })
})

describe('two things side by side', () => {
  const untilStopped = (signal: AbortSignal) =>
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(new AppError('stopped')), { once: true }),
    )

  it('give both results', async () => {
    expect(
      await bothOrNeither(
        undefined,
        async () => 1,
        async () => 'two',
      ),
    ).toEqual([1, 'two'])
  })

  it('end together when one fails, with the failure that came first', async () => {
    let ended = false
    const both = bothOrNeither(
      undefined,
      (signal) => untilStopped(signal).finally(() => void (ended = true)),
      async () => {
        throw new AppError('disk_full', { what: 'the film' })
      },
    )
    await expect(both).rejects.toMatchObject({ code: 'disk_full' })
    expect(ended).toBe(true)
  })

  it('are both stopped from outside', async () => {
    const stopper = new AbortController()
    const both = bothOrNeither(stopper.signal, untilStopped, untilStopped)
    stopper.abort()
    await expect(both).rejects.toMatchObject({ code: 'stopped' })
  })
})
