import type { Item } from '../../../nodes/batch/item.ts'
import { readCsv, type Table } from '../../../nodes/batch/read-csv.ts'
import { readList } from '../../../nodes/batch/read-list.ts'
import { planRun } from '../../../nodes/engine/plan.ts'
import { toWire, type WireError } from '../../../nodes/errors.ts'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import type { Media } from '../../../nodes/media.ts'
import { batchOf } from '../../store/batch.ts'
import { selectOffers } from '../../store/offers.ts'
import { costOfRows, quoteFor, type RunCost } from '../../store/quotes.ts'
import type { Store } from '../../store/types.ts'

export const batchWays = ['lines', 'pictures', 'table'] as const
export type BatchWay = (typeof batchWays)[number]

/** What the person has given so far; each way keeps its own while another is looked at. */
export interface BatchDraft {
  readonly way: BatchWay
  readonly lines: string
  readonly pictures: readonly Media[]
  readonly table: string
  readonly tableName: string
}

export interface BatchList {
  readonly items: readonly Item[]
  readonly unknown: readonly string[]
  readonly error?: WireError
}

/** Pictures come in where a node shows one or needs one. */
export function waysFor(type: string): readonly BatchWay[] {
  return type === 'media' ? ['pictures'] : type === 'image-to-video' ? batchWays : ['lines', 'table']
}

/** The words that the node has already, for the first lines of the list. */
export function ownWords({ params }: DocumentNode): string {
  const words = params['text'] ?? params['prompt']
  return typeof words === 'string' ? words : ''
}

/** The kind of file that fits where the list goes. */
export function kindFor({ type, params }: DocumentNode): Media['kind'] {
  return type === 'media' && params['kind'] === 'video' ? 'video' : 'image'
}

export function listOf(draft: BatchDraft): BatchList {
  try {
    const table: Table =
      draft.way === 'table' && draft.table.trim() !== ''
        ? readCsv(draft.table, draft.tableName)
        : { items: [], unknown: [] }
    if (draft.way === 'table') return table
    if (draft.way === 'lines') return { items: readList(draft.lines), unknown: [] }
    return { items: draft.pictures.map(itemOf), unknown: [] }
  } catch (error) {
    return { items: [], unknown: [], error: toWire(error) }
  }
}

function itemOf({ id, kind, name }: Media): Item {
  return { media: { id, kind }, title: name.replace(/\.[^.]+$/, '') }
}

export type BatchPreview = { readonly added: number; readonly cost: RunCost } | { readonly error: WireError }

/** How many nodes a list would add, and what running all of it would cost; nothing is changed. */
export function previewBatch(state: Store, nodeId: string, items: readonly Item[]): BatchPreview {
  try {
    const made = batchOf(state.document, { nodeId, items, sizes: state.sizes })
    const offers = selectOffers(state)
    const { rows } = planRun(
      made.document,
      { kind: 'nodes', nodeIds: made.all },
      {
        takesOf: (id) => state.takes[id] ?? [],
        isMissing: (id) => state.media[id]?.missing ?? true,
        quotes: (need) => quoteFor(need, offers),
      },
    )
    return { added: made.added.length, cost: costOfRows(rows) }
  } catch (error) {
    return { error: toWire(error) }
  }
}
