import type { Command } from './command.ts'
import { importCommand } from './import.ts'
import { listCommand } from './list.ts'
import { probeCommand } from './probe.ts'
import { runCommand } from './run.ts'

/** The commands, in the order of the help. */
export const commands: readonly Command[] = [runCommand, listCommand, importCommand, probeCommand]
