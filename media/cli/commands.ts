import { backupsCommand } from './backups.ts'
import type { Command } from './command.ts'
import { cleanCommand } from './clean.ts'
import { doctorCommand } from './doctor.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { jobsCommand } from './jobs.ts'
import { listCommand } from './list.ts'
import { legacyCommand } from './legacy.ts'
import { packCommand, unpackCommand } from './package.ts'
import { probeCommand } from './probe.ts'
import { providersCommand } from './providers.ts'
import { runCommand } from './run.ts'
import { spendingCommand } from './spending.ts'
import { stitchCommand } from './stitch.ts'
import { storageCommand } from './storage.ts'

/** The commands, in the order of the help. */
export const commands: readonly Command[] = [
  runCommand,
  exportCommand,
  stitchCommand,
  listCommand,
  importCommand,
  packCommand,
  unpackCommand,
  legacyCommand,
  probeCommand,
  providersCommand,
  jobsCommand,
  spendingCommand,
  storageCommand,
  cleanCommand,
  doctorCommand,
  backupsCommand,
]
