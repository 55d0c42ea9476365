import type { MediaFilter, MediaSort } from '../../nodes/contract/library.ts'
import { askFor } from '../library/search-text.ts'
import { since } from '../library/since.ts'
import type { TagsTable } from './tags.ts'

export interface Conditions {
  readonly from: string
  readonly where: string
  readonly values: readonly (string | number)[]
}

type Part = readonly [sql: string, ...values: (string | number)[]]

const shapes = { portrait: -1, square: 0, landscape: 1 } as const

/** For a page, the order that it is wanted in. */
export type Purpose = 'total' | MediaSort

/** Fewer media than this are looked up one by one; with more, a page is soon full of those that come along. */
const FEW = 5_000

/**
 * What a filter asks of `media_index`; undefined when nothing can be found: it names a tag that nobody has. SQLite
 * would guess how to go through the library, and guess wrong (that little is in it, that an order is worth reading
 * every row for), so it is told.
 */
export function conditionsOf(
  filter: MediaFilter,
  purpose: Purpose,
  tags: Pick<TagsTable, 'find'>,
): Conditions | undefined {
  const tagged = (filter.tags ?? []).map(tags.find)
  const match = filter.text === undefined ? undefined : askFor(filter.text)
  const facts = [...flags(filter), ...lists(filter), ...ranges(filter)]
  const members = places(filter)
  const probes: Part[] = []
  for (const tag of tagged) {
    if (!tag) return undefined
    if (match === undefined && (purpose === 'total' || tag.media_count < FEW)) {
      members.push(['number IN (SELECT number FROM media_tags WHERE tag_id = ?)', tag.id])
    } else {
      const one = 'SELECT 1 FROM media_tags WHERE number = media_index.number AND tag_id = ?'
      probes.push([`EXISTS (${one})`, tag.id])
    }
  }
  const parts: Part[] = [['shelf = ?', filter.trashed ? 1 : 0], ...facts, ...members, ...probes]
  return {
    from: match === undefined ? rowsFor({ members, facts }) : fromWords(purpose),
    where: parts.map(([sql]) => sql).join(' AND '),
    values: [...(match === undefined ? [] : [match]), ...parts.flatMap(([, ...values]) => values)],
  }
}

function rowsFor({ members, facts }: Record<'members' | 'facts', readonly Part[]>): string {
  if (members.length > 0) return 'media_index NOT INDEXED'
  // Without anything to look at, the index of the order that is wanted is the shortest way.
  return facts.length > 0 ? 'media_index INDEXED BY media_facts' : 'media_index'
}

/**
 * From the words to the rows, or each row would be looked up among the words. What is wanted newest first comes that way
 * already, more or less: then little of it has to be put in order. The limit keeps SQLite from taking the order away.
 */
function fromWords(purpose: Purpose): string {
  const newest = purpose !== 'total' && purpose.by === 'date' && purpose.descending
  const words = `SELECT rowid AS number FROM media_search WHERE media_search MATCH ?
    ORDER BY rowid ${newest ? 'DESC' : 'ASC'} LIMIT -1`
  return `(${words}) CROSS JOIN media_index NOT INDEXED USING (number)`
}

function flags({ favourites, unused, missing, recent }: MediaFilter): Part[] {
  return [
    ...(recent === undefined ? [] : [['created_at >= ?', since(recent, Date.now())] as const]),
    ...(favourites ? [['favourite = 1'] as const] : []),
    ...(unused ? [['used = 0'] as const] : []),
    ...(missing ? [['missing = 1'] as const] : []),
  ]
}

function lists({ kinds, sources, aspects, orientation, providers, models }: MediaFilter): Part[] {
  const made = (column: string, names: readonly string[] | undefined): Part[] =>
    names === undefined
      ? []
      : [[`maker IN (SELECT id FROM makers WHERE ${column} IN (${marks(names)}))`, ...names]]
  return [
    ...oneOf('kind', kinds),
    ...oneOf('source_type', sources),
    ...oneOf('aspect_ratio', aspects),
    ...(orientation === undefined ? [] : [['shape = ?', shapes[orientation]] as const]),
    ...made('provider', providers),
    ...made('model', models),
  ]
}

function ranges({ shortSide, seconds, created, usd }: MediaFilter): Part[] {
  const columns = { short_side: shortSide, seconds, created_at: created, usd }
  return Object.entries(columns).flatMap(([column, range]): Part[] => [
    ...(range?.from === undefined ? [] : [[`${column} >= ?`, range.from] as const]),
    ...(range?.to === undefined ? [] : [[`${column} <= ?`, range.to] as const]),
  ])
}

function places({ collection, workflow }: MediaFilter): Part[] {
  const within = (table: string, column: string, id: string | undefined): Part[] =>
    id === undefined ? [] : [[`media_id IN (SELECT media_id FROM ${table} WHERE ${column} = ?)`, id]]
  return [
    ...within('collection_media', 'collection_id', collection),
    ...within('workflow_media', 'workflow_id', workflow),
  ]
}

function oneOf(column: string, names: readonly string[] | undefined): Part[] {
  return names === undefined ? [] : [[`${column} IN (${marks(names)})`, ...names]]
}

function marks(names: readonly string[]): string {
  return names.map(() => '?').join(', ')
}
