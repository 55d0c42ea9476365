import { openCore, type Core } from '../core.ts'
import { defaultDataFolder } from '../data-folder.ts'
import { version } from '../version.ts'
import { untilStopped } from './until-stopped.ts'

/** Opens the library for one command and closes it again, whatever happens; Ctrl+C stops the work first. */
export async function withCore<T>(
  dataFolder: string | undefined,
  perform: (core: Core, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const folder = dataFolder ?? defaultDataFolder(process.env, process.platform)
  const core = await openCore({ dataFolder: folder, version })
  try {
    return await untilStopped((signal) => perform(core, signal))
  } finally {
    await core.close()
  }
}
