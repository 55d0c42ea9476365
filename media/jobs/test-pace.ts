import { setImmediate as turn } from 'node:timers/promises'
import { AppError } from '../../nodes/errors.ts'
import type { Pace } from './pace.ts'

/** Time that passes only when it is told to. */
export interface TestPace extends Pace {
  /** Lives through so much of it, one wake after the other. */
  pass(ms: number): Promise<void>
}

interface Sleeper {
  readonly at: number
  wake(): void
}

export function createTestPace(start = Date.parse('2026-11-21T12:00:00Z')): TestPace {
  let now = start
  const sleepers = new Set<Sleeper>()
  const sleep: Pace['sleep'] = (ms, signal) =>
    new Promise((resolve, reject) => {
      const over = (then: () => void) => () => {
        sleepers.delete(sleeper)
        signal.removeEventListener('abort', stop)
        then()
      }
      const sleeper = { at: now + ms, wake: over(resolve) }
      const stop = over(() => reject(new AppError('stopped')))
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      sleepers.add(sleeper)
    })
  return {
    now: () => now,
    sleep,
    pause: (ms) => sleep(ms, new AbortController().signal),
    async pass(ms) {
      const until = now + ms
      await turn()
      for (;;) {
        const next = [...sleepers].toSorted((a, b) => a.at - b.at)[0]
        if (!next || next.at > until) break
        now = next.at
        next.wake()
        await turn()
      }
      now = until
      await turn()
    },
  }
}
