import type { Facets } from '../../nodes/contract/library.ts'
import type { MediaKind } from '../../nodes/media.ts'
import type { CollectionsTable } from './collections.ts'
import type { Db } from './db.ts'
import { remember } from './remember.ts'
import type { TagsTable } from './tags.ts'

interface Group {
  shelf: 0 | 1
  kind: MediaKind
  favourite: 0 | 1
  used: 0 | 1
  missing: 0 | 1
  maker: number | null
  aspect: string | null
  count: number
}

interface Maker {
  id: number
  provider: string
  model: string
}

interface Count {
  name: string
  count: number
}

/** How many there are of everything that a page can be narrowed to. Read from the narrow rows alone. */
export function libraryFacets(
  db: Db,
  { tags, collections }: { tags: TagsTable; collections: CollectionsTable },
) {
  /** In the order of the index, so that nothing is sorted: some hundred groups, however many media. */
  const selectGroups = db.prepare<[], Group>(`
    SELECT shelf, kind, favourite, used, missing, maker, aspect_ratio AS aspect, count(*) AS count
    FROM media_index INDEXED BY media_facts WHERE shelf < 2 GROUP BY 1, 2, 3, 4, 5, 6, 7
  `)
  const selectMakers = db.prepare<[], Maker>('SELECT id, provider, model FROM makers')
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
      const groups = selectGroups.all()
      const shown = groups.filter(({ shelf }) => shelf === 0)
      const makers = new Map(selectMakers.all().map((maker) => [maker.id, maker]))
      const makerOf = ({ maker }: Group) => (maker === null ? undefined : makers.get(maker))
      return {
        counts: countsOf(shown, groups),
        tags: tags.counts(),
        providers: sumBy(shown, (group) => makerOf(group)?.provider),
        models: sumBy(shown, (group) => makerOf(group)?.model),
        aspects: sumBy(shown, ({ aspect }) => aspect ?? undefined),
        workflows: selectWorkflows.all(),
        collections: collections.list(),
      }
    })
}
export type LibraryFacets = ReturnType<typeof libraryFacets>

function countsOf(shown: readonly Group[], all: readonly Group[]): Facets['counts'] {
  const kind = (wanted: MediaKind) => sum(shown.filter((group) => group.kind === wanted))
  return {
    all: sum(shown),
    image: kind('image'),
    video: kind('video'),
    audio: kind('audio'),
    favourites: sum(shown.filter(({ favourite }) => favourite === 1)),
    unused: sum(shown.filter(({ used }) => used === 0)),
    trash: sum(all.filter(({ shelf }) => shelf === 1)),
    missing: sum(shown.filter(({ missing }) => missing === 1)),
  }
}

function sum(groups: readonly Group[]): number {
  return groups.reduce((total, { count }) => total + count, 0)
}

/** The most first. */
function sumBy(groups: readonly Group[], nameOf: (group: Group) => string | undefined): Count[] {
  const sums = new Map<string, number>()
  for (const group of groups) {
    const name = nameOf(group)
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + group.count)
  }
  return [...sums]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}
