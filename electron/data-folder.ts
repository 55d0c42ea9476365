import { parseArgs } from 'node:util'
import { defaultDataFolder } from '../media/data-folder.ts'

/** `--data <folder>` among whatever else Chromium was told. */
export function dataFolderFrom(argv: readonly string[]): string {
  const { values } = parseArgs({ args: [...argv], options: { data: { type: 'string' } }, strict: false })
  const env = typeof values.data === 'string' ? { SCENELOOM_DATA: values.data } : process.env
  return defaultDataFolder(env, process.platform)
}
