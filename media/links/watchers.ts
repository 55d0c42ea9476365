import { type FSWatcher, statSync, watch } from 'node:fs'

/** Systems have a limit, and other programs want some of it, too. */
const MOST = 1_000

export interface Watchers {
  /** Exactly these from now on. Answers those that cannot be watched. */
  keep(folders: ReadonlySet<string>): string[]
  close(): void
}

interface Watched {
  readonly watcher: FSWatcher
  /** Another folder of the same name is not the one that is watched. */
  readonly identity: string
}

/** Tells of every change in some folders; not in those inside them. */
export function createWatchers(onChange: (folder: string) => void): Watchers {
  const watched = new Map<string, Watched>()
  const drop = (folder: string) => {
    watched.get(folder)?.watcher.close()
    watched.delete(folder)
  }
  const add = (folder: string): boolean => {
    const identity = identityOf(folder)
    if (watched.get(folder)?.identity === identity) return true
    drop(folder)
    if (identity === undefined || watched.size >= MOST) return false
    try {
      const watcher = watch(folder, { persistent: false }, () => onChange(folder))
      watcher.on('error', () => {
        drop(folder)
        onChange(folder)
      })
      watched.set(folder, { watcher, identity })
      return true
    } catch {
      // The system's limit is reached, or this disk cannot be watched.
      return false
    }
  }
  return {
    keep(folders) {
      for (const folder of watched.keys()) if (!folders.has(folder)) drop(folder)
      return [...folders].filter((folder) => !add(folder))
    },
    close: () => [...watched.keys()].forEach(drop),
  }
}

function identityOf(folder: string): string | undefined {
  try {
    const { dev, ino } = statSync(folder, { bigint: true })
    return `${dev} ${ino}`
  } catch {
    // Gone, or on a disk that does not answer.
    return undefined
  }
}
