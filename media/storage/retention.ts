import type { CleaningOrder } from '../../nodes/contract/keeping.ts'
import type { SettingsStore } from '../settings.ts'
import type { Trash } from '../trash/trash.ts'
import type { Storage } from './storage.ts'

interface RetentionParts {
  readonly storage: Storage
  readonly trash: Trash
  readonly settings: Pick<SettingsStore, 'get'>
}

/** The window is there before, and whoever only asks one thing on the command line is gone again. */
const FIRST_MS = 20_000
const DAY_MS = 24 * 60 * 60 * 1000

/** Applies the rules that somebody turned on: soon after the start, and once a day. */
export function createRetention({ storage, trash, settings }: RetentionParts) {
  let working: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function apply() {
    await trash.resume()
    return storage.cleanByItself(ordersOf(settings))
  }

  function later(afterMs: number): void {
    timer = setTimeout(() => {
      // The next day is another try; what stands in the way is told where somebody does it by hand.
      working = apply()
        .catch((error: unknown) => process.emitWarning(error instanceof Error ? error : String(error)))
        .finally(() => timer && later(DAY_MS))
    }, afterMs)
    timer.unref()
  }

  return {
    apply,
    begin: () => later(FIRST_MS),
    async close(): Promise<void> {
      clearTimeout(timer)
      timer = undefined
      await working
    },
  }
}
export type Retention = ReturnType<typeof createRetention>

/** Takes go to the trash before the trash is emptied: what goes there today stays for all its days. */
function ordersOf(settings: RetentionParts['settings']): CleaningOrder[] {
  const { unusedTakesDays, trashDays, runsDays } = settings.get().retention
  const order = (what: CleaningOrder['what'][number], days: number | undefined) =>
    days === undefined ? [] : [{ what: [what], days }]
  return [
    ...order('unused-takes', unusedTakesDays),
    ...order('trash', trashDays),
    ...order('old-runs', runsDays),
  ]
}
