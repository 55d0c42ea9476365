import { AppError } from '../../nodes/errors.ts'
import type { Db } from './db.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/index.ts'

export interface MigrateOptions {
  /** For the sentence shown when the file is newer than this app. */
  readonly folder: string
  /** Called before an existing file is changed for the first time. */
  readonly backUp: () => void
  readonly steps?: readonly Migration[]
}

/** Brings the file up to date. Each step commits together with its version number, or not at all. */
export function migrate(db: Db, { folder, backUp, steps = migrations }: MigrateOptions): void {
  const current = fileVersion(db)
  refuseNewer(current, folder, steps)
  const missing = steps.filter((step) => step.version > current)
  if (current > 0 && missing.length > 0) backUp()

  for (const step of missing) {
    db.transaction(() => {
      step.up(db)
      const broken = db.pragma('foreign_key_check') as unknown[]
      if (broken.length > 0)
        throw new Error(`migration ${step.version} leaves ${broken.length} dangling references`)
      db.pragma(`user_version = ${step.version}`)
    }).exclusive()
  }
}

export function fileVersion(db: Db): number {
  return db.pragma('user_version', { simple: true }) as number
}

/** An older app must not touch a file whose rules it does not know. */
export function refuseNewer(version: number, folder: string, steps: readonly Migration[] = migrations): void {
  const latest = steps.at(-1)?.version ?? 0
  if (version <= latest) return
  throw new AppError(
    'library_newer',
    { folder },
    { message: `library.db is version ${version}; this app knows ${latest}` },
  )
}
