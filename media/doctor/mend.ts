import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mended, Remedy } from '../../nodes/contract/keeping.ts'
import { AppError, fromWire, toWire } from '../../nodes/errors.ts'
import type { Tables } from '../db/tables.ts'
import { fromWriteError } from '../files/file-error.ts'
import { syncFolder } from '../files/sync-folder.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { idOf } from '../import-orphans.ts'
import { readWhole } from '../links/find-files.ts'
import { relink } from '../links/relink.ts'
import type { MediaManager } from '../media-manager.ts'
import type { Runs } from '../runs/runs.ts'
import type { Workflows } from '../workflows.ts'
import type { Found } from './found.ts'
import { placeholders } from './placeholders.ts'
import { setAside } from './quarantine.ts'
import type { Described, MakeAgain } from './remedies.ts'

export interface MendParts {
  readonly tables: Tables
  readonly manager: MediaManager
  readonly workflows: Pick<Workflows, 'read'>
  readonly jobs: Pick<Jobs, 'fetchAgain'>
  readonly runs: Pick<Runs, 'start'>
  readonly dataFolder: string
}

/** One finding with what is known about mending it. */
export interface Patient {
  readonly found: Found
  readonly described: Described
  /** The price that the person was told, and so agrees to. */
  readonly toldUsd?: number | undefined
}

/** Does one thing about some findings, one after the other; one that cannot be mended does not keep the next from it. */
export async function mend(
  parts: MendParts,
  remedy: Remedy,
  patients: readonly Patient[],
): Promise<Mended[]> {
  if (remedy === 'make-again') return makeAgain(parts, patients)
  if (remedy === 'placeholder') {
    placeholders(parts.tables).add(patients.map(({ found }) => found.id))
    return patients.map(({ found }) => ({ id: found.id, remedy, ok: true }))
  }
  const mended: Mended[] = []
  for (const patient of patients) {
    mended.push(await outcome(patient, remedy, () => apply(parts, remedy, patient)))
  }
  return mended
}

async function outcome({ found }: Patient, remedy: Remedy, work: () => Promise<unknown>): Promise<Mended> {
  try {
    await work()
    return { id: found.id, remedy, ok: true }
  } catch (error) {
    return { id: found.id, remedy, ok: false, error: toWire(error) }
  }
}

async function apply(
  parts: MendParts,
  remedy: Exclude<Remedy, 'make-again' | 'placeholder'>,
  patient: Patient,
): Promise<unknown> {
  const { found, described } = patient
  switch (remedy) {
    case 'adopt':
      return parts.manager.adoptStored(found.path)
    case 'relink':
      return inPlaceOf(parts, found, () => bringFrom(parts, found))
    case 'fetch-again':
      return inPlaceOf(parts, found, () => fetchAgain(parts, found, described.jobId))
    case 'set-aside':
      return (await isRightByNow(parts, found)) ? undefined : takeOut(parts, found)
    case 'forget':
      return forget(parts.dataFolder, found.path)
  }
}

/** Since it was examined, the right bytes may have come in: those are not taken out of the library. */
async function isRightByNow({ tables, dataFolder }: MendParts, { kind, path }: Found): Promise<boolean> {
  const id = kind === 'orphan' || kind === 'changed' ? idOf(path) : undefined
  const isKnown = id !== undefined && tables.media.get(id)?.filePath === path
  return isKnown && (await readWhole(join(dataFolder, path)))?.hash === id
}

async function takeOut({ tables, dataFolder }: MendParts, { kind, mediaId, path }: Found): Promise<void> {
  await setAside(dataFolder, path)
  if (mediaId !== undefined && kind === 'changed') tables.health.setMissing([mediaId], Date.now())
}

/** Wrong bytes make room first, and come back if nothing better came: the right ones must not overwrite them. */
async function inPlaceOf(parts: MendParts, found: Found, bring: () => Promise<unknown>): Promise<void> {
  const wrong = found.kind === 'changed' && !found.linked && !(await isRightByNow(parts, found))
  const putBack = wrong ? await setAside(parts.dataFolder, found.path) : undefined
  try {
    await bring()
  } catch (error) {
    await putBack?.()
    throw error
  }
  if (found.mediaId !== undefined) parts.tables.health.setMissing([found.mediaId], undefined)
}

async function bringFrom({ manager }: MendParts, found: Found): Promise<void> {
  const way = found.linked ? 'link' : 'copy'
  const { error } = await relink(manager, { id: found.mediaId!, path: found.from!, way, signal: undefined })
  if (error) throw fromWire(error)
}

/** What comes is kept whatever it is; other bytes than before are another file, and the one that is missing stays so. */
async function fetchAgain({ jobs }: MendParts, found: Found, jobId: string | undefined): Promise<void> {
  if (jobId === undefined) throw new AppError('not_found', { what: 'This job' })
  const media = await jobs.fetchAgain(jobId)
  if (media.id !== found.mediaId) throw new AppError('result_differs', { name: media.name })
}

async function forget(dataFolder: string, path: string): Promise<void> {
  try {
    await rm(join(dataFolder, path), { recursive: true, force: true })
    await syncFolder(dataFolder)
  } catch (error) {
    throw fromWriteError(error, { what: path, folder: dataFolder })
  }
}

/** One ordinary run for each workflow, which may not cost more than what the person was told. */
function makeAgain(parts: MendParts, patients: readonly Patient[]): Promise<Mended[]> {
  const orders = Map.groupBy(patients, ({ described }) => described.makeAgain?.workflowId)
  const mended = [...orders].flatMap(([workflowId, some]) => {
    const done = (result: Pick<Mended, 'ok' | 'error'>) =>
      some.map(({ found }): Mended => ({ id: found.id, remedy: 'make-again', ...result }))
    try {
      startRun(parts, workflowId!, some)
      return done({ ok: true })
    } catch (error) {
      return done({ ok: false, error: toWire(error) })
    }
  })
  return Promise.resolve(mended)
}

function startRun({ workflows, runs }: MendParts, workflowId: string, patients: readonly Patient[]): void {
  const { document, summary } = workflows.read(workflowId)
  const orders = patients.map(({ described }) => described.makeAgain as MakeAgain)
  const told = patients.map(({ toldUsd }) => toldUsd)
  const agreed = told.reduce<number>((sum, usd) => sum + (usd ?? 0), 0)
  if (told.includes(undefined)) {
    const cost = orders.reduce((sum, { usd }) => sum + usd, 0)
    throw new AppError('cost_unconfirmed', { cost })
  }
  runs.start({
    workflowId,
    workflowName: summary.name,
    document,
    target: { kind: 'nodes', nodeIds: [...new Set(orders.map(({ nodeId }) => nodeId))] },
    agreedUsd: agreed,
  })
}
