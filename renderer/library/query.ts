import type { MediaFilter, MediaSort } from '../../nodes/contract/library.ts'
import { mediaKinds, type MediaKind } from '../../nodes/media.ts'
import { tagKey } from '../../nodes/tags.ts'

export const libraryTabs = ['all', 'image', 'video', 'audio', 'favourites', 'unused', 'trash'] as const
export type LibraryTab = (typeof libraryTabs)[number]

/** A filter as it comes from menus, where "absent" may also be said as undefined. */
export type FilterChange = { readonly [K in keyof MediaFilter]?: MediaFilter[K] | undefined }

/** Without what is undefined or empty: two filters that ask the same look the same. */
export function changed(filter: MediaFilter, change: FilterChange): MediaFilter {
  const entries = Object.entries({ ...filter, ...change }).filter(
    ([, value]) => value !== undefined && value !== false && value !== '' && !isEmpty(value),
  )
  return Object.fromEntries(entries) as MediaFilter
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

export function tabOf({ kinds, favourites, unused, trashed }: MediaFilter): LibraryTab | undefined {
  if (trashed) return 'trash'
  if (unused) return 'unused'
  if (favourites) return 'favourites'
  if (!kinds) return 'all'
  return kinds.length === 1 ? kinds[0] : undefined
}

/** Another tab; the search and everything else that narrows it stay. */
export function onTab(filter: MediaFilter, tab: LibraryTab): MediaFilter {
  const kind = mediaKinds.find((known) => known === tab)
  return changed(filter, {
    kinds: kind && [kind],
    favourites: tab === 'favourites',
    unused: tab === 'unused',
    trashed: tab === 'trash',
  })
}

const listFields = [
  'sources',
  'aspects',
  'providers',
  'models',
  'tags',
] as const satisfies readonly (keyof MediaFilter)[]
const oneFields = [
  'orientation',
  'shortSide',
  'seconds',
  'created',
  'recent',
  'usd',
  'workflow',
  'collection',
  'missing',
] as const satisfies readonly (keyof MediaFilter)[]

type ListField = (typeof listFields)[number]
type OneField = (typeof oneFields)[number]

/** One thing that narrows the list and can be taken away by itself. Tabs and the search field show the rest. */
export type Chip =
  | { readonly field: OneField }
  | {
      readonly [F in ListField]: { readonly field: F; readonly value: NonNullable<MediaFilter[F]>[number] }
    }[ListField]

export function chipsOf(filter: MediaFilter): Chip[] {
  return [
    ...oneFields.filter((field) => filter[field] !== undefined).map((field): Chip => ({ field })),
    ...listFields.flatMap((field) => (filter[field] ?? []).map((value) => ({ field, value }) as Chip)),
  ]
}

export function withoutChip(filter: MediaFilter, chip: Chip): MediaFilter {
  if (!('value' in chip)) return changed(filter, { [chip.field]: undefined })
  return toggled(filter, chip)
}

/** Adds a value of a list, or takes it away. */
export function toggled(
  filter: MediaFilter,
  { field, value }: Extract<Chip, { value: unknown }>,
): MediaFilter {
  const before: readonly unknown[] = filter[field] ?? []
  const key = keyOf(value)
  const others = before.filter((one) => keyOf(one as typeof value) !== key)
  return changed(filter, { [field]: others.length < before.length ? others : [...before, value] })
}

export function isOn(filter: MediaFilter, { field, value }: Extract<Chip, { value: unknown }>): boolean {
  const all: readonly unknown[] = filter[field] ?? []
  return all.some((one) => keyOf(one as typeof value) === keyOf(value))
}

function keyOf(value: Extract<Chip, { value: unknown }>['value']): string {
  return typeof value === 'string' ? value : tagKey(value)
}

/** Only the tab and how it is sorted are left. */
export function unnarrowed(filter: MediaFilter): MediaFilter {
  return onTab({}, tabOf(filter) ?? 'all')
}

export function isNarrowed(filter: MediaFilter): boolean {
  return filter.text !== undefined || chipsOf(filter).length > 0
}

/** What lists of other apps do when a heading is chosen again: the same order the other way round. */
export function sortedBy(sort: MediaSort, by: MediaSort['by']): MediaSort {
  if (sort.by === by) return { by, descending: !sort.descending }
  return { by, descending: by !== 'name' }
}

export interface Range {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** Ready-made stretches of what can be measured, shortest first. */
export const stretches = {
  seconds: [{ to: 5 }, { from: 5, to: 15 }, { from: 15, to: 60 }, { from: 60 }],
  shortSide: [{ to: 719 }, { from: 720, to: 1_079 }, { from: 1_080, to: 2_159 }, { from: 2_160 }],
  usd: [{ to: 0 }, { from: 0.000_001, to: 0.5 }, { from: 0.5, to: 2 }, { from: 2 }],
} as const satisfies Record<string, readonly Range[]>

export function sameRange(a: Range | undefined, b: Range | undefined): boolean {
  return a?.from === b?.from && a?.to === b?.to
}

export function isKind(tab: LibraryTab): tab is MediaKind {
  return mediaKinds.some((kind) => kind === tab)
}
