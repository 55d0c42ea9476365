import type { MediaFilter } from '../../nodes/contract/library.ts'
import { askFor } from '../library/search-text.ts'
import type { TagsTable } from './tags.ts'

export interface Conditions {
  readonly from: string
  readonly where: string
  readonly values: readonly (string | number)[]
}

type Part = readonly [sql: string, ...values: (string | number)[]]

const shapes = { portrait: -1, square: 0, landscape: 1 } as const

/** What a filter asks of `media_index`; undefined when nothing can be found: it names a tag that nobody has. */
export function conditionsOf(filter: MediaFilter, tags: Pick<TagsTable, 'idOf'>): Conditions | undefined {
  const tagIds = (filter.tags ?? []).map(tags.idOf)
  if (tagIds.includes(undefined)) return undefined
  const match = filter.text === undefined ? undefined : askFor(filter.text)
  const parts: Part[] = [
    ...(match === undefined ? [] : [['media_search MATCH ?', match] as const]),
    ['shelf = ?', filter.trashed ? 1 : 0],
    ...flags(filter),
    ...lists(filter),
    ...ranges(filter),
    ...places(filter),
    ...tagIds.map((id): Part => [`number IN (SELECT number FROM media_tags WHERE tag_id = ?)`, id!]),
  ]
  return {
    // The words first: the other way round each row of the library would be looked up among the words.
    from:
      match === undefined
        ? 'media_index'
        : 'media_search CROSS JOIN media_index ON media_index.number = media_search.rowid',
    where: parts.map(([sql]) => sql).join(' AND '),
    values: parts.flatMap(([, ...values]) => values),
  }
}

function flags({ favourites, unused, missing }: MediaFilter): Part[] {
  return [
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
