import { importCommand } from './import.ts'
import { listCommand } from './list.ts'
import { probeCommand } from './probe.ts'
import { runCommand } from './run.ts'

export interface Command {
  readonly name: string
  readonly synopsis: string
  readonly summary: string
  /** Answers the exit code: 0 only if all that was asked is done. */
  perform(words: readonly string[]): Promise<number>
}

/** The commands, in the order of the help. */
export const commands: readonly Command[] = [runCommand, listCommand, importCommand, probeCommand]
