import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  CleaningReport,
  type Cleaning,
  type CleaningOrder,
  type CleaningPlan,
  type DiskRoom,
  type StorageReport,
} from '../../nodes/contract/keeping.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Events } from '../events.ts'
import type { Freed } from '../trash/trash.ts'
import { ways, type CleaningParts, type Found } from './cleanings.ts'
import { createMeter } from './meter.ts'
import { readRoom } from './room.ts'

export interface StorageParts extends CleaningParts {
  readonly events: Pick<Events, 'emit'>
}

export type Storage = ReturnType<typeof createStorage>

interface Planned {
  readonly before: number
  readonly rows: readonly { readonly what: Cleaning; readonly found: readonly Found[] }[]
}

const EXAMPLES = 5
const PLANS_KEPT = 10
const DAY_MS = 24 * 60 * 60 * 1000
const LAST = 'lastCleaning'

/** How much room the library takes up, and what of it can be had back. */
export function createStorage(parts: StorageParts) {
  const { tables } = parts
  const meter = createMeter(parts)
  const plans = new Map<string, Planned>()

  async function plan({ what, days }: CleaningOrder): Promise<CleaningPlan> {
    const before = Date.now() - days * DAY_MS
    const rows = []
    for (const one of new Set(what)) rows.push({ what: one, found: await ways[one].find(parts, before) })
    const id = randomUUID()
    plans.set(id, { before, rows })
    const [oldest] = plans.keys()
    if (plans.size > PLANS_KEPT && oldest !== undefined) plans.delete(oldest)
    return { id, rows: rows.map(toRow) }
  }

  async function clean(id: string): Promise<CleaningReport['rows']> {
    const planned = plans.get(id)
    if (!planned) throw new AppError('not_found', { what: 'This clean-up' })
    plans.delete(id)
    const rows: CleaningReport['rows'] = []
    for (const { what, found } of planned.rows)
      if (found.length > 0) rows.push({ what, ...(await ways[what].clean(parts, found, planned.before)) })
    return rows
  }

  return {
    async read(): Promise<StorageReport> {
      const last = CleaningReport.safeParse(tables.settings.get(LAST)).data
      return { ...(await meter()), ...(last && { last }) }
    },
    room: (): Promise<DiskRoom> => readRoom(parts.dataFolder),
    plan,
    /** What the plan showed, as far as it still holds. */
    async clean(id: string): Promise<Freed> {
      return total(await clean(id))
    },
    /** What nobody was asked about, because the settings say so: kept, and told of. */
    async cleanByItself(orders: readonly CleaningOrder[]): Promise<CleaningReport | undefined> {
      const rows: CleaningReport['rows'] = []
      for (const order of orders) {
        const { id } = await plan(order)
        rows.push(...(await clean(id)).filter(({ items }) => items > 0))
      }
      if (rows.length === 0) return undefined
      const report = { at: Date.now(), rows }
      tables.settings.set(LAST, z.json().parse(report))
      parts.events.emit({ type: 'storage.cleaned', report })
      return report
    },
  }
}

function toRow({ what, found }: Planned['rows'][number]): CleaningPlan['rows'][number] {
  const examples = found
    .slice(0, EXAMPLES)
    .map(({ name, mediaId, bytes }) => ({ name, bytes, ...(mediaId !== undefined && { mediaId }) }))
  return { what, items: found.length, bytes: found.reduce((sum, { bytes }) => sum + bytes, 0), examples }
}

function total(rows: readonly Freed[]): Freed {
  return rows.reduce((sum, { items, bytes }) => ({ items: sum.items + items, bytes: sum.bytes + bytes }), {
    items: 0,
    bytes: 0,
  })
}
