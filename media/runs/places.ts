import { AppError } from '../../nodes/errors.ts'

/** A fixed number of places; whoever comes when all are taken waits in line. */
export interface Places {
  /** Answers the function that gives the place back. Throws `stopped` if the signal ends the wait. */
  take(signal: AbortSignal): Promise<() => void>
}

export function createPlaces(count: number): Places {
  const line: (() => void)[] = []
  let free = count
  const leave = () => {
    const next = line.shift()
    if (next) next()
    else free++
  }
  const once = () => {
    let left = false
    return () => {
      if (!left) leave()
      left = true
    }
  }
  return {
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
