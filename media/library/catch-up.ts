import { setImmediate } from 'node:timers/promises'
import type { LibraryParts } from './library.ts'

/** Media at a time: so few that nothing else waits for it noticeably. */
const SLICE = 50

/**
 * Finds words for all media that have none yet: those of a library that comes from before there was a search. In
 * between everything else goes on; if the app is closed, the next start goes on with it.
 */
export function catchUpWithSearch({ tables, events }: Pick<LibraryParts, 'tables' | 'events'>) {
  let stopped = false
  let done = run()

  async function run(): Promise<void> {
    const left = tables.search.left()
    if (left === 0) return
    for (let found = 1; found > 0 && !stopped;) {
      found = tables.search.catchUp(SLICE)
      await setImmediate()
    }
    if (!stopped) events.emit({ type: 'library.changed' })
  }

  return {
    get done() {
      return done
    },
    again: () => (done = done.then(run)),
    async stop() {
      stopped = true
      await done
    },
  }
}
