import type { Facets } from '../../nodes/contract/library.ts'
import type { CollectionsTable } from './collections.ts'
import type { Db } from './db.ts'
import { remember } from './remember.ts'
import type { TagsTable } from './tags.ts'

interface Count {
  name: string
  count: number
}

/** How many there are of everything that a page can be narrowed to. Read from the narrow rows alone. */
export function libraryFacets(
  db: Db,
  { tags, collections }: { tags: TagsTable; collections: CollectionsTable },
) {
  const selectCounts = db.prepare<[], Facets['counts']>(`
    SELECT
      ifnull(sum(shelf = 0), 0) AS "all",
      ifnull(sum(shelf = 0 AND kind = 'image'), 0) AS image,
      ifnull(sum(shelf = 0 AND kind = 'video'), 0) AS video,
      ifnull(sum(shelf = 0 AND kind = 'audio'), 0) AS audio,
      ifnull(sum(shelf = 0 AND favourite), 0) AS favourites,
      ifnull(sum(shelf = 0 AND NOT used), 0) AS unused,
      ifnull(sum(shelf = 1), 0) AS trash,
      ifnull(sum(shelf = 0 AND missing), 0) AS missing
    FROM media_index
  `)
  const selectMakers = db.prepare<[], { provider: string; model: string; count: number }>(`
    SELECT provider, model, count FROM (
      SELECT maker, count(*) AS count FROM media_index WHERE shelf = 0 AND maker IS NOT NULL GROUP BY maker
    ) JOIN makers ON makers.id = maker
  `)
  const selectAspects = db.prepare<[], Count>(`
    SELECT aspect_ratio AS name, count(*) AS count FROM media_index
    WHERE shelf = 0 AND aspect_ratio IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
  `)
  // What is in the trash is little beside the rest, so it is taken off instead of being looked for in every row.
  const selectWorkflows = db.prepare<[], Count & { id: string }>(`
    SELECT workflows.id, name, inside - ifnull(away, 0) AS count
    FROM (SELECT workflow_id, count(DISTINCT media_id) AS inside FROM workflow_media GROUP BY 1) AS used
    JOIN workflows ON workflows.id = used.workflow_id
    LEFT JOIN (
      SELECT workflow_id, count(DISTINCT media_id) AS away
      FROM media_index CROSS JOIN workflow_media USING (media_id) WHERE shelf > 0 GROUP BY 1
    ) AS thrown ON thrown.workflow_id = workflows.id
    WHERE inside > ifnull(away, 0) ORDER BY name COLLATE NOCASE, workflows.id
  `)
  const remembered = remember<Facets>(db)

  return (): Facets =>
    remembered.of('facets', () => {
      const makers = selectMakers.all()
      return {
        counts: selectCounts.get()!,
        tags: tags.counts(),
        providers: sumBy(makers, 'provider'),
        models: sumBy(makers, 'model'),
        aspects: selectAspects.all(),
        workflows: selectWorkflows.all(),
        collections: collections.list(),
      }
    })
}
export type LibraryFacets = ReturnType<typeof libraryFacets>

function sumBy<K extends string>(rows: readonly (Record<K, string> & { count: number })[], key: K): Count[] {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(row[key], (sums.get(row[key]) ?? 0) + row.count)
  return [...sums]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}
