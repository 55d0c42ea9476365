import type { Exports } from '../exports/exports.ts'
import type { Packages } from '../packages/packages.ts'
import type { SettingsStore } from '../settings.ts'
import { createTrash, type Trash, type TrashParts } from '../trash/trash.ts'
import { createRetention, type Retention } from './retention.ts'
import { createStorage, type Storage, type StorageParts } from './storage.ts'

type KeepingParts = Omit<TrashParts & StorageParts, 'trash' | 'workflowsAtWork'> & {
  readonly settings: SettingsStore
  readonly exports: Pick<Exports, 'list'>
  readonly packages: Pick<Packages, 'workflowsAtWork'>
}

export interface Keeping {
  readonly trash: Trash
  readonly storage: Storage
  readonly retention: Retention
}

/** What decides which files stay and which may go. */
export function createKeeping(parts: KeepingParts): Keeping {
  const exporting = () => parts.exports.list().filter(({ state }) => state === 'running')
  const workflowsAtWork = () => [
    ...exporting().map(({ workflowId }) => workflowId),
    ...parts.packages.workflowsAtWork(),
  ]
  const trash = createTrash({ ...parts, workflowsAtWork })
  const storage = createStorage({ ...parts, trash, workflowsAtWork })
  const retention = createRetention({ ...parts, trash, storage })
  retention.begin()
  return { trash, storage, retention }
}
