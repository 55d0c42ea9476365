import type { LegacyLibrary } from './open-legacy.ts'

/** A row as it was found: whatever the older app or somebody else wrote into its columns. */
export type LegacyRow = Readonly<Record<string, string | number | null | undefined>>

/** Longer texts were written by no app. */
const LONGEST_TEXT = 8_000_000
const MOST_ROWS = 500_000

/**
 * The rows of one table, as far as it has the columns that are asked for. Only a plain table is read, and only what
 * is stored in it: a view or a computed column would run what somebody else wrote.
 */
export function* rowsOf(
  { db, refuse }: LegacyLibrary,
  table: string,
  columns: readonly string[],
): Generator<LegacyRow> {
  const found = db
    .prepare<[string], { name: string; sql: string | null }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE",
    )
    .get(table)
  if (!found) return
  if (/^\s*CREATE\s+VIRTUAL/i.test(found.sql ?? '')) throw refuse(`its table ${table} is not a plain one`)
  const stored = new Set(
    db
      .prepare<[string], { name: string; hidden: number }>('SELECT name, hidden FROM pragma_table_xinfo(?)')
      .all(found.name)
      .filter(({ hidden }) => hidden === 0)
      .map(({ name }) => name.toLowerCase()),
  )
  const wanted = columns.filter((column) => stored.has(column))
  if (wanted.length === 0) return
  const read = wanted.map(
    (column) =>
      `CASE typeof("${column}") WHEN 'blob' THEN NULL WHEN 'text' THEN substr("${column}", 1, ${LONGEST_TEXT}) ELSE "${column}" END AS "${column}"`,
  )
  const quoted = `"${found.name.replaceAll('"', '""')}"`
  yield* db.prepare<[], LegacyRow>(`SELECT ${read.join(', ')} FROM ${quoted} LIMIT ${MOST_ROWS}`).iterate()
}

export function textOf(value: LegacyRow[string]): string {
  return value === null || value === undefined ? '' : String(value)
}

/** Seconds or milliseconds since 1970, or a date in words, which SQLite writes in UTC. */
export function timeOf(value: LegacyRow[string]): number | undefined {
  if (typeof value === 'number') return plausible(value < 1e11 ? value * 1000 : value)
  const text = textOf(value).trim()
  if (/^\d+(\.\d+)?$/.test(text)) return timeOf(Number(text))
  const utc = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)
    ? `${text.replace(' ', 'T')}Z`
    : text
  return plausible(Date.parse(utc))
}

function plausible(time: number): number | undefined {
  return Number.isFinite(time) && time > 0 && time < 1e14 ? Math.round(time) : undefined
}

export function jsonOf(value: LegacyRow[string]): unknown {
  try {
    return JSON.parse(textOf(value))
  } catch {
    return undefined
  }
}
