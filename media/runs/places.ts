import { AppError } from '../../nodes/errors.ts'

/** A fixed number of places; whoever comes when all are taken waits in line. */
export interface Places {
  /** Answers the function that gives the place back. Throws `stopped` if the signal ends the wait. */
  take(signal: AbortSignal): Promise<() => void>
  /** Who has a place keeps it; fewer places hold as they become free. */
  resize(count: number): void
}

export function createPlaces(count: number): Places {
  const line: (() => void)[] = []
  let size = count
  let free = count
  const admit = () => {
    while (free > 0 && line.length > 0) {
      free--
      line.shift()!()
    }
  }
  const leave = () => {
    free++
    admit()
  }
  const once = () => {
    let left = false
    return () => {
      if (!left) leave()
      left = true
    }
  }
  return {
    resize(wanted) {
      free += wanted - size
      size = wanted
      admit()
    },
    async take(signal) {
      if (signal.aborted) throw new AppError('stopped')
      if (free > 0) free--
      else await standInLine(line, signal)
      return once()
    },
  }
}

function standInLine(line: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      line.splice(line.indexOf(enter), 1)
      reject(new AppError('stopped'))
    }
    const enter = () => {
      signal.removeEventListener('abort', stop)
      resolve()
    }
    signal.addEventListener('abort', stop, { once: true })
    line.push(enter)
  })
}
