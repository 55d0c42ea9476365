import { setImmediate } from 'node:timers/promises'
import type { DoctorReport, Finding, Mended, Remedy } from '../../nodes/contract/keeping.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Events } from '../events.ts'
import type { Store } from '../files/store.ts'
import type { ExamineOrder } from './examine.ts'
import { begin, countsOf, type Examination } from './examination.ts'
import type { Found } from './found.ts'
import { mend, type MendParts, type Patient } from './mend.ts'
import { describeAll, type Described, type PriceOf } from './remedies.ts'

export interface DoctorParts extends MendParts {
  readonly events: Events
  readonly store: Store
  readonly priceOf: PriceOf
}

export interface MendOrder {
  readonly remedy: Remedy
  /** Absent: all that this can be done about. */
  readonly findings?: readonly string[] | undefined
  readonly dryRun: boolean
}

export interface Page {
  readonly limit: number
  readonly offset: number
  readonly kind?: string | undefined
}

/** What making something again costs takes a plan of its workflow: few at a time, so that nothing waits for them. */
const AT_ONCE = 5
/** The rest is only looked up; with very many findings others have their turn in between. */
const LOOKED_UP_AT_ONCE = 500

export type Doctor = ReturnType<typeof createDoctor>

/** Examines the library and mends what it found. What it does, it has said before; nothing is destroyed. */
export function createDoctor(parts: DoctorParts) {
  const openedAt = Date.now()
  let last: Examination | undefined

  function require(id: string): Examination {
    if (last?.report.id !== id) throw new AppError('not_found', { what: 'This examination' })
    return last
  }

  return {
    /** Begins, in the place of one that is still going on. */
    async examine(order: ExamineOrder): Promise<DoctorReport> {
      last?.stopper.abort()
      await last?.done
      last = begin({ ...parts, openedAt }, order)
      return last.report
    },
    stop: (id: string) => require(id).stopper.abort(),
    /** Resolves with the report as it ended. */
    async finished(id: string): Promise<DoctorReport> {
      const examination = require(id)
      await examination.done
      return examination.report
    },
    last: (): DoctorReport | undefined => last?.report,

    async findings(
      id: string,
      { limit, offset, kind: wanted }: Page,
    ): Promise<{ items: Finding[]; total: number }> {
      const examination = require(id)
      const all = [...examination.found.values()].filter(({ kind }) => (wanted ?? kind) === kind)
      const page = all.slice(offset, offset + limit)
      const items: Finding[] = []
      for (let start = 0; start < page.length; start += AT_ONCE) {
        items.push(...tell(examination, describe(parts, page.slice(start, start + AT_ONCE))))
        await setImmediate()
      }
      return { items, total: all.length }
    },

    async mend(id: string, order: MendOrder): Promise<Mended[]> {
      const examination = require(id)
      const patients = await patientsFor(parts, examination, order)
      if (!order.dryRun) return settle(parts, examination, await mend(parts, order.remedy, patients))
      tell(examination, patients.map(asDescribed))
      return patients.map(({ found }) => ({ id: found.id, remedy: order.remedy, ok: true }))
    },

    async close(): Promise<void> {
      last?.stopper.abort()
      await last?.done
    },
  }
}

function describe(parts: DoctorParts, found: readonly Found[], priceOf = parts.priceOf): Described[] {
  return describeAll(found, { tables: parts.tables, priceOf, now: Date.now })
}

const asDescribed = ({ described }: Patient) => described

/** What was read out counts as told: a run that makes something again may cost that much. */
function tell({ told }: Examination, described: readonly Described[]): Finding[] {
  for (const { finding, makeAgain } of described) if (makeAgain) told.set(finding.id, makeAgain.usd)
  return described.map(({ finding }) => finding)
}

async function patientsFor(
  parts: DoctorParts,
  { found, told }: Examination,
  { remedy, findings }: MendOrder,
): Promise<Patient[]> {
  const asked = findings?.map((id) => found.get(id)) ?? [...found.values()]
  const known = asked.filter((one) => one !== undefined)
  // Planning a run takes a moment, and the other remedies cost nothing.
  const priceOf = remedy === 'make-again' ? parts.priceOf : () => undefined
  const patients: Patient[] = []
  for (let start = 0; start < known.length; start += LOOKED_UP_AT_ONCE) {
    const some = known.slice(start, start + LOOKED_UP_AT_ONCE)
    for (const [index, described] of describe(parts, some, priceOf).entries()) {
      const { id, remedies } = described.finding
      const isHelped = remedies.some(({ kind }) => kind === remedy)
      if (isHelped) patients.push({ found: some[index]!, described, toldUsd: told.get(id) })
    }
    if (start + LOOKED_UP_AT_ONCE < known.length) await setImmediate()
  }
  // Somebody else may have mended it in between.
  return patients.filter(({ found: one }) => found.get(one.id) === one)
}

function settle({ events }: DoctorParts, examination: Examination, mended: Mended[]): Mended[] {
  const done = mended.filter(({ ok }) => ok)
  for (const { id } of done) examination.found.delete(id)
  examination.report = { ...examination.report, counts: countsOf(examination.found) }
  events.emit({ type: 'doctor.changed', report: examination.report })
  if (done.length > 0) events.emit({ type: 'library.changed' })
  return mended
}
