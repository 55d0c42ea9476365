import { AppError } from '../../nodes/errors.ts'

type Work<T> = (ended: AbortSignal) => Promise<T>

interface Ongoing<T> {
  readonly result: Promise<T>
  readonly stop: AbortController
  waiting: number
}

/** Work that several may wait for is done once, and stopped when nobody waits any more. */
export function createShared<T>() {
  const ongoing = new Map<string, Ongoing<T>>()

  function start(key: string, work: Work<T>): Ongoing<T> {
    const stop = new AbortController()
    const forget = () => {
      if (ongoing.get(key) === started) ongoing.delete(key)
    }
    const result = work(stop.signal).finally(forget)
    const started = { result, stop, waiting: 0 }
    ongoing.set(key, started)
    return started
  }

  return async (key: string, signal: AbortSignal | undefined, work: Work<T>): Promise<T> => {
    if (signal?.aborted) throw new AppError('stopped')
    const known = ongoing.get(key)
    const joined = known && !known.stop.signal.aborted ? known : start(key, work)
    joined.waiting += 1
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        joined.waiting -= 1
        if (joined.waiting > 0) return reject(new AppError('stopped'))
        // The last one to leave waits until the work has really stopped.
        joined.stop.abort()
        joined.result.then(
          () => reject(new AppError('stopped')),
          () => reject(new AppError('stopped')),
        )
      }
      signal?.addEventListener('abort', leave, { once: true })
      const settled = () => signal?.removeEventListener('abort', leave)
      joined.result.finally(settled).then(resolve, reject)
    })
  }
}
