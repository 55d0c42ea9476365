import { AppError } from '../../nodes/errors.ts'
import type { Pace } from '../jobs/pace.ts'
import { refusalOf } from './refusal.ts'
import { orStopped } from '../or-stopped.ts'

/** Keeps many jobs from hammering one provider that is down: after a few faults all wait, then one tries. */
export interface Circuit {
  /** Asks the provider something that may be asked again, in its turn. Throws what the question throws. */
  ask<T>(signal: AbortSignal, question: () => Promise<T>): Promise<T>
  restingUntil(): number | undefined
}

const FAULTS = 5
const WITHIN_MS = 60_000
const REST_MS = 30_000
const LONGEST_REST_MS = 5 * 60_000

export function createCircuit(pace: Pace, onChange: () => void): Circuit {
  let faults: number[] = []
  let rests = 0
  let rest: { readonly until: number; readonly over: Promise<void> } | undefined
  let probe: Promise<unknown> | undefined

  function fault(isProbe: boolean): void {
    const now = pace.now()
    faults = [...faults.filter((at) => at > now - WITHIN_MS), now]
    // Questions that were out when it went down tell nothing new.
    if (rest ? !isProbe : faults.length < FAULTS) return
    const length = Math.min(REST_MS * 2 ** rests, LONGEST_REST_MS)
    rests++
    rest = { until: now + length, over: pace.pause(length) }
    onChange()
  }
  function well(): void {
    const rested = rest !== undefined
    faults = []
    rests = 0
    rest = undefined
    if (rested) onChange()
  }
  async function attempt<T>(question: () => Promise<T>, isProbe: boolean): Promise<T> {
    try {
      const answer = await question()
      well()
      return answer
    } catch (error) {
      if (isFault(error)) fault(isProbe)
      else if (!isStop(error)) well()
      throw error
    }
  }

  return {
    async ask(signal, question) {
      // After the rest the first one tries; the others wait to see how that goes.
      for (let waits = rest; waits; waits = rest) {
        await orStopped(waits.over, signal)
        if (!probe) break
        await orStopped(probe, signal)
      }
      const asked = attempt(question, rest !== undefined)
      if (rest) {
        const settled = asked.then(
          () => undefined,
          () => undefined,
        )
        probe = settled
        void settled.finally(() => (probe = undefined))
      }
      return asked
    },
    restingUntil: () => rest?.until,
  }
}

/** It could not be reached, or has trouble of its own. Whatever else it says, it is there. */
function isFault(error: unknown): boolean {
  const refusal = refusalOf(error)
  if (refusal) return refusal.code === 'provider_trouble'
  return !isStop(error)
}

function isStop(error: unknown): boolean {
  return error instanceof AppError && error.code === 'stopped'
}
