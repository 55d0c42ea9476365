import { canRetry, toWire } from '../../../nodes/errors.ts'

const REST_MS = 3_000

interface Asking {
  read(page: number): Promise<void>
  onError(error: unknown): void
  /** A page that failed may be asked for again. */
  onFree(): void
  readonly restMs?: number
}

/** Asks for each page once. One that failed may be asked for again after a rest, or its place would stay empty. */
export function createAskOnce({ read, onError, onFree, restMs = REST_MS }: Asking): (page: number) => void {
  const asked = new Set<number>()
  const free = (page: number) => {
    asked.delete(page)
    onFree()
  }
  return (page) => {
    if (asked.has(page)) return
    asked.add(page)
    read(page).catch((error: unknown) => {
      onError(error)
      if (canRetry(toWire(error).code)) setTimeout(free, restMs, page)
    })
  }
}
