/** Ctrl+C stops the work first; the program ends when it has really stopped. */
export async function untilStopped<T>(perform: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopper = new AbortController()
  const stop = () => stopper.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await perform(stopper.signal)
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}
