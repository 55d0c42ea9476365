import type { CoreEvent } from '../nodes/contract/events.ts'

export interface Events {
  emit(event: CoreEvent): void
  on(listener: (event: CoreEvent) => void): () => void
}

/** Broadcasts what changed. Nothing in the core waits for, or depends on, who listens. */
export function createEvents(): Events {
  const listeners = new Set<(event: CoreEvent) => void>()
  return {
    emit: (event) => {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          // A window that is gone must not end the run that tells it about itself.
          process.emitWarning(error instanceof Error ? error : String(error))
        }
      }
    },
    on: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
