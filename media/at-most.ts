/** Lets so many pieces of work go on at a time; the others wait their turn, first come first served. */
export function atMost(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // The place goes straight to whoever waits, so that nobody who comes later can take it.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
