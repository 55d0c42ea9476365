import { orStopped } from '../or-stopped.ts'

/** What is being made at this moment, by any run of any workflow: nothing is made twice at once. */
export interface Ongoing {
  /** See `RunWorld.claim`. Throws `stopped` if the signal ends the wait. */
  claim(key: string, signal: AbortSignal): Promise<(() => void) | undefined>
  /** A number at least `from` that was never handed out for this key, so that two new takes at once differ. */
  nextVariation(key: string, from: number): number
}

export function createOngoing(): Ongoing {
  const making = new Map<string, Promise<void>>()
  const handedOut = new Map<string, number>()
  return {
    async claim(key, signal) {
      const other = making.get(key)
      if (other) {
        await orStopped(other, signal)
        return undefined
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      making.set(key, promise)
      return () => {
        making.delete(key)
        resolve()
      }
    },
    nextVariation(key, from) {
      // Whoever holds the claim makes the first one.
      const next = Math.max(from, making.has(key) ? 1 : 0, (handedOut.get(key) ?? -1) + 1)
      handedOut.set(key, next)
      return next
    },
  }
}
