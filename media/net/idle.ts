export interface IdleWatch {
  /** Ends with the one it was made from, or when there was no news. */
  readonly signal: AbortSignal
  received(bytes: number): void
  stop(): void
}

/** A byte now and then is no news: at that pace a clip would take days. */
const SIGN_OF_LIFE_BYTES = 1024

export function watchIdle(signal: AbortSignal, idleMs: number): IdleWatch {
  const idle = new AbortController()
  let recent = 0
  const timer = setInterval(() => {
    if (recent < SIGN_OF_LIFE_BYTES) idle.abort(new Error(`nothing came for ${idleMs} ms`))
    recent = 0
  }, idleMs)
  return {
    signal: AbortSignal.any([signal, idle.signal]),
    received: (bytes) => void (recent += bytes),
    stop: () => clearInterval(timer),
  }
}
