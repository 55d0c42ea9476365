import { setImmediate } from 'node:timers/promises'
import type { LibraryParts } from './library.ts'

/** Media at a time: so few that nothing else waits for it noticeably. */
const SLICE = 50
/** Changes come in swarms: an import, a run. */
const QUIET_MS = 1_000

/**
 * Finds the words of media that changed, soon after they did and a few at a time, so that a search has little left to
 * do. It begins with what was left over when the app last ended, such as a whole library from before there was a
 * search.
 */
export function catchUpWithSearch({ tables, events }: Pick<LibraryParts, 'tables' | 'events'>) {
  const stop = new AbortController()
  let running: Promise<void> | undefined
  let soon: NodeJS.Timeout | undefined

  async function goOn(): Promise<void> {
    try {
      while (!stop.signal.aborted && tables.search.catchUp(SLICE) > 0) await setImmediate()
    } catch {
      // A full disk, say. Whoever searches is told, if it matters to them.
    } finally {
      running = undefined
    }
  }
  const run = () => (running ??= goOn())
  const forget = events.on(({ type }) => {
    if (type !== 'library.changed' && type !== 'media.changed' && type !== 'take.made') return
    clearTimeout(soon)
    soon = setTimeout(() => void run(), QUIET_MS)
    soon.unref()
  })
  void run()

  return {
    /** Resolves when all words are there. */
    done: run,
    async stop(): Promise<void> {
      stop.abort()
      forget()
      clearTimeout(soon)
      await running
    },
  }
}
