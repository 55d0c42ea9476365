import { randomUUID } from 'node:crypto'
import { findingKinds, type DoctorReport } from '../../nodes/contract/keeping.ts'
import { toWire } from '../../nodes/errors.ts'
import type { Events } from '../events.ts'
import { examine, type ExamineOrder } from './examine.ts'
import type { StoreParts } from './examine-store.ts'
import type { Found } from './found.ts'
import { placeholders } from './placeholders.ts'

/** One look through the library: as far as it got, and what it found. */
export interface Examination {
  report: DoctorReport
  readonly found: Map<string, Found>
  /** The prices that the person was told, by finding. */
  readonly told: Map<string, number>
  readonly stopper: AbortController
  readonly done: Promise<void>
}

const NEWS_MS = 250

export function begin(parts: StoreParts & { readonly events: Events }, order: ExamineOrder): Examination {
  const stopper = new AbortController()
  const found = new Map<string, Found>()
  const startedAt = Date.now()
  const counts = countsOf(found)
  const examination = {
    report: {
      id: randomUUID(),
      state: 'running',
      progress: 0,
      deep: order.deep,
      examined: 0,
      counts,
      startedAt,
    },
    found,
    told: new Map<string, number>(),
    stopper,
  } as Omit<Examination, 'done'>
  let heard = 0
  const change = (news: Partial<DoctorReport>) => {
    examination.report = { ...examination.report, ...news }
    if (news.state === undefined && Date.now() - heard < NEWS_MS) return
    heard = Date.now()
    examination.report = { ...examination.report, counts: countsOf(found) }
    parts.events.emit({ type: 'doctor.changed', report: examination.report })
    // Whoever shows a file that it found gone or damaged is to know.
    if (news.state !== undefined) parts.events.emit({ type: 'library.changed' })
  }
  return Object.assign(examination, { done: work(parts, order, { ...examination, change }) })
}

async function work(
  parts: StoreParts,
  order: ExamineOrder,
  watch: Pick<Examination, 'found' | 'stopper'> & { readonly change: (news: Partial<DoctorReport>) => void },
): Promise<void> {
  const { found, stopper, change } = watch
  const { signal } = stopper
  try {
    await examine(parts, order, { signal, found, onNews: change })
    leaveOut(parts, found, signal.aborted)
    const end = signal.aborted ? { state: 'stopped' as const } : { state: 'done' as const, progress: 1 }
    change({ ...end, endedAt: Date.now() })
  } catch (error) {
    change({ state: 'failed', error: toWire(error), endedAt: Date.now() })
  }
}

/** What the person said may stay as it is. */
function leaveOut({ tables }: StoreParts, found: Map<string, Found>, wasStopped: boolean): void {
  const known = placeholders(tables)
  if (!wasStopped) known.keepOnly(new Set(found.keys()))
  for (const id of known.read()) found.delete(id)
}

export function countsOf(found: ReadonlyMap<string, Found>): DoctorReport['counts'] {
  const counts = Object.fromEntries(findingKinds.map((kind) => [kind, 0]))
  for (const { kind } of found.values()) counts[kind]! += 1
  return counts
}
