import type { CoreEvent } from '../nodes/contract/events.ts'

export interface Events {
  emit(event: CoreEvent): void
  on(listener: (event: CoreEvent) => void): () => void
}

/** Broadcasts what changed. Nothing in the core waits for, or depends on, who listens. */
export function createEvents(): Events {
  const listeners = new Set<(event: CoreEvent) => void>()
  const gathered = gather(() => tell({ type: 'library.changed' }))
  const tell = (event: CoreEvent) => {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        // A window that is gone must not end the run that tells it about itself.
        process.emitWarning(error instanceof Error ? error : String(error))
      }
    }
  }
  return {
    emit: (event) => (event.type === 'library.changed' ? gathered() : tell(event)),
    on: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const GATHER_MS = 250

/** The first at once; whatever follows soon after together, as one, at the end of that time. */
function gather(tell: () => void): () => void {
  let waiting: NodeJS.Timeout | undefined
  let again = false
  const rest = () => {
    waiting = undefined
    if (!again) return
    again = false
    now()
  }
  const now = () => {
    waiting = setTimeout(rest, GATHER_MS)
    waiting.unref()
    tell()
  }
  return () => {
    if (waiting) again = true
    else now()
  }
}
