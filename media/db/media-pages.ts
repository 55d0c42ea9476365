import type { MediaFilter, MediaGrouping, MediaSort } from '../../nodes/contract/library.ts'
import { newestFirst } from '../../nodes/contract/library.ts'
import type { Db } from './db.ts'
import { conditionsOf, type Purpose } from './media-filter.ts'
import { groupKeys, inGroups } from './media-groups.ts'
import { remember } from './remember.ts'
import type { SearchTable } from './search.ts'
import type { TagsTable } from './tags.ts'

export interface Page {
  readonly limit: number
  readonly offset: number
  readonly group?: MediaGrouping | undefined
}

const columns: Readonly<Record<MediaSort['by'], string>> = {
  date: 'created_at',
  name: 'sort_name',
  length: 'seconds',
  size: 'size_bytes',
  cost: 'usd',
}

export interface Grouped {
  readonly key: string
  readonly count: number
}

/** More shapes of a question than anybody asks in an hour. */
const MOST_STATEMENTS = 200

/**
 * Which media a page shows. The rows that are looked through are narrow, and the wide ones are read only for what
 * is shown.
 */
export function mediaPages(
  db: Db,
  { tags, search }: { tags: Pick<TagsTable, 'find'>; search: Pick<SearchTable, 'beRight'> },
) {
  const statements = new Map<string, ReturnType<typeof prepare>>()
  const totals = remember<number>(db)
  function prepare(sql: string) {
    return db.prepare<unknown[], string | number>(sql).pluck()
  }
  function prepared(sql: string) {
    const known = statements.get(sql)
    if (known) return known
    if (statements.size >= MOST_STATEMENTS) statements.clear()
    const made = prepare(sql)
    statements.set(sql, made)
    return made
  }
  function ask(filter: MediaFilter, purpose: Purpose) {
    if (filter.text?.trim()) search.beRight()
    return conditionsOf(filter, purpose, tags)
  }

  return {
    /** In order. */
    ids(filter: MediaFilter, sort: MediaSort = newestFirst, { limit, offset, group }: Page): string[] {
      const asked = ask(filter, sort)
      if (!asked) return []
      const direction = sort.descending ? 'DESC' : 'ASC'
      const column = columns[sort.by]
      const groups =
        group && !(group === 'day' && sort.by === 'date') ? `${inGroups(group, sort.descending)}, ` : ''
      const sql = `SELECT media_id FROM ${asked.from} WHERE ${asked.where}
        ORDER BY ${groups}${column} ${direction}, number ${direction} LIMIT ? OFFSET ?`
      return prepared(sql).all(...asked.values, limit, offset) as string[]
    },
    /** The groups of a list in its order, and how many are in each. */
    groups(filter: MediaFilter, by: MediaGrouping, descending: boolean): Grouped[] {
      const asked = ask(filter, 'total')
      if (!asked) return []
      const sql = `SELECT ${groupKeys[by]} AS key, count(*) AS count FROM ${asked.from} WHERE ${asked.where}
        GROUP BY key ORDER BY ${inGroups(by, descending)}`
      return db.prepare<unknown[], Grouped>(sql).all(...asked.values)
    },
    /** Of all pages; counted once for as long as nothing changes. */
    total: (filter: MediaFilter): number =>
      totals.of(JSON.stringify(filter), () => {
        const asked = ask(filter, 'total')
        if (!asked) return 0
        return prepared(`SELECT count(*) FROM ${asked.from} WHERE ${asked.where}`).get(
          ...asked.values,
        ) as number
      }),
  }
}
export type MediaPages = ReturnType<typeof mediaPages>
