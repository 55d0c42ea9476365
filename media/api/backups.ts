import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Backups } from '../backups/backups.ts'

type BackupHandlers = Pick<Handlers, Extract<keyof Handlers, `backups.${string}`>>

export function backupHandlers(backups: Backups, reopen: () => Promise<void>): BackupHandlers {
  return {
    'backups.list': async () => backups.list(),
    'backups.make': async () => backups.make(),
    'backups.restore': async ({ id }) => {
      await backups.restore(id)
      return {}
    },
    'backups.reopen': async () => {
      await reopen()
      return {}
    },
    'backups.recovery': async () => {
      const recovery = backups.recovery()
      return recovery ? { recovery } : {}
    },
  }
}
