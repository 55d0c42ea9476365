import { SavedSearch } from '../../nodes/contract/library.ts'
import type { Db } from './db.ts'

interface Row {
  id: string
  name: string
  filter: string
  sort: string
}

export function savedSearchesTable(db: Db) {
  const upsert = db.prepare<Row & { at: number }>(`
    INSERT INTO saved_searches (id, name, filter, sort, created_at) VALUES (@id, @name, @filter, @sort, @at)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, filter = excluded.filter, sort = excluded.sort
  `)
  const select = db.prepare<[], Row>('SELECT * FROM saved_searches ORDER BY created_at, rowid')
  const remove = db.prepare<[string]>('DELETE FROM saved_searches WHERE id = ?')

  return {
    /** One that an app of another version wrote in words that are not understood here is left out, not lost. */
    list: (): SavedSearch[] =>
      select.all().flatMap(({ filter, sort, ...row }) => {
        const read = SavedSearch.safeParse({ ...row, filter: JSON.parse(filter), sort: JSON.parse(sort) })
        return read.success ? [read.data] : []
      }),
    put: ({ id, name, filter, sort }: SavedSearch, at: number) =>
      void upsert.run({ id, name, filter: JSON.stringify(filter), sort: JSON.stringify(sort), at }),
    remove: (id: string) => remove.run(id).changes === 1,
  }
}
export type SavedSearchesTable = ReturnType<typeof savedSearchesTable>
