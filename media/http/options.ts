import { parseArgs } from 'node:util'
import { defaultDataFolder } from '../data-folder.ts'

export interface ShellOptions {
  readonly dataFolder: string
  readonly port: number
  /** A Chromium to open the window in, or "browser" for the default browser. */
  readonly window: string | undefined
  /** Why this shell was chosen, for the one line that says so. */
  readonly because: string | undefined
}

/** `[--data <folder>] [--port <n>] [--window <chromium> | browser] [--because <reason>]` */
export function readOptions(argv: string[]): ShellOptions {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      window: { type: 'string' },
      because: { type: 'string' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be a number from 1 to 65535, not ${values.port}.`)
  }
  const env = values.data === undefined ? process.env : { SCENELOOM_DATA: values.data }
  return {
    dataFolder: defaultDataFolder(env, process.platform),
    port,
    window: values.window,
    because: values.because,
  }
}
