import type { Db } from './db.ts'

/**
 * What is wrong with a library first, if anything is. Table by table, and with the schema the list of free pages. All at once, SQLite would also compare every word of
 * the search with its index, which takes as long again; damage to the pages of that index is found here, too, and
 * each backup is checked whole.
 */
export function firstDamage(db: Db): string | undefined {
  const tables = db.prepare<[], string>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0",
  )
  for (const name of ['sqlite_schema', ...tables.pluck().all()]) {
    const found = db.pragma(`quick_check("${name.replaceAll('"', '""')}")`, { simple: true })
    if (found !== 'ok') return `${name}: ${String(found)}`
  }
  return undefined
}
