import { atMost } from '../at-most.ts'
import type { Measures } from '../measure/measures.ts'
import type { ClipSource } from '../stitch/inspect.ts'

export interface LookThrough {
  /** Has them decoded behind the scenes, one after the other. What is under way already is not asked again. */
  soon(sources: readonly ClipSource[]): void
  close(): Promise<void>
}

/**
 * Looks through clips while somebody cuts, so that the plan becomes certain before Render is pressed and rendering
 * need not wait for it. `onDone` hears of each clip that was looked through.
 */
export function createLookThrough(measures: Measures, onDone: (id: string) => void): LookThrough {
  const oneByOne = atMost(1)
  const underWay = new Map<string, Promise<void>>()
  const stopper = new AbortController()

  const look = async (source: ClipSource) => {
    try {
      await oneByOne(() => measures.of(source, stopper.signal))
      onDone(source.id)
    } catch {
      // No ffmpeg, no room, a file that is gone: whoever renders is told. Asking again and again would tell nobody.
      return
    }
    underWay.delete(source.id)
  }

  return {
    soon(sources) {
      if (stopper.signal.aborted) return
      for (const source of sources) if (!underWay.has(source.id)) underWay.set(source.id, look(source))
    },
    async close() {
      stopper.abort()
      await Promise.all(underWay.values())
    },
  }
}
