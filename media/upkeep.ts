import { costOf } from '../nodes/engine/plan.ts'
import type { Offers } from '../nodes/generation/quote.ts'
import { createBackups, type Backups } from './backups/backups.ts'
import { readNote } from './db/replace.ts'
import { createDoctor, type Doctor, type DoctorParts } from './doctor/doctor.ts'
import type { PriceOf } from './doctor/remedies.ts'
import { mirrorMissed } from './mirrors/job-mirrors.ts'
import { createMirrors } from './mirrors/mirrors.ts'
import type { BringingBack } from './mirrors/start-bring-back.ts'
import { planFor } from './runs/plan-for.ts'
import type { Workflows } from './workflows.ts'

export interface UpkeepParts extends Omit<DoctorParts, 'priceOf' | 'workflows'> {
  readonly workflows: Workflows
  readonly offers: () => Offers
  readonly back: BringingBack
}

export interface Upkeep {
  readonly doctor: Doctor
  readonly backups: Backups
  close(): Promise<void>
}

/** The window shows its first picture before the library is looked through. */
const EXAMINE_AFTER_MS = 5_000

/** What is done for the library while it is open: mirrors, backups, and a look at whether all files are there. */
export function createUpkeep(parts: UpkeepParts): Upkeep {
  const { dataFolder, back } = parts
  const lifetime = new AbortController()
  const doctor = createDoctor({ ...parts, priceOf: priceWith(parts) })
  const backups = createBackups(parts)
  const mirrors = createMirrors({ ...parts, isReady: () => readNote(dataFolder)?.complete !== false })
  const refreshed = back.done
    .then(() => mirrors.refresh(lifetime.signal))
    .then(() => mirrorMissed(parts.tables, dataFolder, lifetime.signal))
    .catch(() => undefined)
  const timer = setTimeout(() => {
    if (!doctor.last()) void doctor.examine({ deep: false, folders: [] })
  }, EXAMINE_AFTER_MS).unref()

  return {
    doctor,
    backups,
    async close() {
      clearTimeout(timer)
      lifetime.abort()
      back.stop()
      await Promise.all([back.done, refreshed, doctor.close()])
      await mirrors.close()
      await backups.close()
    },
  }
}

/** What the plan of that node says; undefined where it would not run, or nobody can say what it costs. */
function priceWith(parts: UpkeepParts): PriceOf {
  return ({ workflowId, nodeId }) => {
    try {
      const { document, summary } = parts.workflows.read(workflowId)
      const order = { workflowId, workflowName: summary.name, document }
      const { plan } = planFor(parts, { ...order, target: { kind: 'nodes', nodeIds: [nodeId] } })
      const runs = plan.rows.some((row) => row.nodeId === nodeId && row.action === 'run')
      const isPriced = plan.rows.every(({ quote }) => !quote || (quote.ok && quote.estimate !== undefined))
      return runs && isPriced ? costOf(plan.rows) : undefined
    } catch {
      return undefined
    }
  }
}
