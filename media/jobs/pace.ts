import { AppError } from '../../nodes/errors.ts'

/** Time, as everything here that waits sees it. */
export interface Pace {
  now(): number
  /** Throws `stopped` if the signal ends the wait. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** The same for what nobody waits for alone: it does not keep the process alive. */
  pause(ms: number): Promise<void>
}

/** `scale` shortens every wait: tests live through a day in a second. */
export function createPace(scale = 1): Pace {
  return {
    now: () => Date.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms * scale).unref()),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer)
          reject(new AppError('stopped'))
        }
        const timer = setTimeout(() => {
          signal.removeEventListener('abort', stop)
          resolve()
        }, ms * scale)
        if (signal.aborted) stop()
        else signal.addEventListener('abort', stop, { once: true })
      }),
  }
}

/** `ms` give or take a fifth, so that jobs that began together do not ask together for ever. */
export function jittered(ms: number): number {
  return ms * (0.8 + Math.random() * 0.4)
}
