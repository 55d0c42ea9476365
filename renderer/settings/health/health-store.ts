import { create } from 'zustand'
import type { DoctorReport } from '../../../nodes/contract/keeping.ts'
import { call } from '../../api.ts'

interface Health {
  readonly report: DoctorReport | undefined
  readonly deep: boolean
  readonly folders: readonly string[]
  /** Somebody asked for it here: what it finds is on screen already. */
  readonly watchedId: string | undefined
}

/** The last examination of the library, and what the next one is to do. */
export const useHealth = create<Health>(() => ({
  report: undefined,
  deep: false,
  folders: [],
  watchedId: undefined,
}))

export async function readHealth(): Promise<void> {
  const { report } = await call('doctor.last', {})
  useHealth.setState({ report })
}

export async function examine(): Promise<void> {
  const { deep, folders } = useHealth.getState()
  const report = await call('doctor.examine', { deep, folders: [...folders] })
  useHealth.setState({ report, watchedId: report.id })
}

export async function stopExamining(): Promise<void> {
  const { report } = useHealth.getState()
  if (report?.state === 'running') await call('doctor.stop', { id: report.id })
}

export function addFolder(folder: string): void {
  const { folders } = useHealth.getState()
  if (folder !== '' && !folders.includes(folder)) useHealth.setState({ folders: [...folders, folder] })
}

export function removeFolder(folder: string): void {
  useHealth.setState(({ folders }) => ({ folders: folders.filter((known) => known !== folder) }))
}

export function totalOf({ counts }: Pick<DoctorReport, 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
