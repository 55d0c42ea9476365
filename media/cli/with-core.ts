import { join } from 'node:path'
import { openCore, type Core } from '../core.ts'
import { defaultDataFolder } from '../data-folder.ts'
import { version } from '../version.ts'
import { readNote, type RecoveryNote } from '../db/replace.ts'
import { say } from './output.ts'
import { untilStopped } from './until-stopped.ts'

/** Opens the library for one command and closes it again, whatever happens; Ctrl+C stops the work first. */
export async function withCore<T>(
  dataFolder: string | undefined,
  perform: (core: Core, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const folder = dataFolder ?? defaultDataFolder(process.env, process.platform)
  const before = readNote(folder)?.aside
  const core = await openCore({ dataFolder: folder, version })
  const note = readNote(folder)
  if (note && note.how !== 'asked' && note.aside !== before) say(recovered(folder, note))
  try {
    return await untilStopped((signal) => perform(core, signal))
  } finally {
    await core.close()
  }
}

/** Said by the command that met it; the window tells it once more. */
function recovered(folder: string, { how, from, aside }: RecoveryNote): string {
  const source =
    how === 'backup' && from !== undefined
      ? `the backup of ${new Date(from).toLocaleString()}, with what is newer from its files`
      : 'its files and the mirrors of its workflows'
  return `The library could not be read, so it was put back from ${source}. What was there is kept in ${join(folder, aside)}.`
}
