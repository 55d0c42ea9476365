import type { EngineReport } from '../../nodes/contract/records.ts'
import type { Handlers } from '../../nodes/contract/rpc.ts'
import { toWire } from '../../nodes/errors.ts'
import type { Keyring } from '../keys/keyring.ts'
import { locateEngine } from '../ffmpeg/locate.ts'
import type { SettingsStore } from '../settings.ts'

type AppHandlers = Pick<Handlers, 'app.info' | 'engine.check' | 'settings.get' | 'settings.set'>

export interface AppParts {
  readonly settings: SettingsStore
  readonly keyring: Pick<Keyring, 'secure'>
  readonly dataFolder: string
  readonly version: string
}

export function appHandlers({ settings, keyring, dataFolder, version }: AppParts): AppHandlers {
  return {
    'app.info': async () => ({
      version,
      dataFolder,
      engine: await reportEngine(settings.get().ffmpegPath),
      keysKept: keyring.secure ? 'keychain' : 'memory',
    }),
    'engine.check': async ({ path }) => reportEngine(path),
    'settings.get': async () => settings.get(),
    'settings.set': async ({ patch }) => settings.change(patch),
  }
}

async function reportEngine(configured: string): Promise<EngineReport> {
  try {
    const engine = await locateEngine({ configured })
    return { ok: true, path: engine.ffmpeg, version: engine.version }
  } catch (error) {
    return { ok: false, error: toWire(error) }
  }
}
