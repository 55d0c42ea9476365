import { backupsCommand } from './backups.ts'
import type { Command } from './command.ts'
import { doctorCommand } from './doctor.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { jobsCommand } from './jobs.ts'
import { listCommand } from './list.ts'
import { probeCommand } from './probe.ts'
import { providersCommand } from './providers.ts'
import { runCommand } from './run.ts'
import { spendingCommand } from './spending.ts'
import { stitchCommand } from './stitch.ts'

/** The commands, in the order of the help. */
export const commands: readonly Command[] = [
  runCommand,
  exportCommand,
  stitchCommand,
  listCommand,
  importCommand,
  probeCommand,
  providersCommand,
  jobsCommand,
  spendingCommand,
  doctorCommand,
  backupsCommand,
]
