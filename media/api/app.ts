import type { EngineReport } from '../../nodes/contract/records.ts'
import type { Handlers } from '../../nodes/contract/rpc.ts'
import { toWire } from '../../nodes/errors.ts'
import { locateEngine } from '../ffmpeg/locate.ts'
import { describeModels, type Provider } from '../providers/provider.ts'
import type { SettingsStore } from '../settings.ts'

type AppHandlers = Pick<
  Handlers,
  'app.info' | 'engine.check' | 'settings.get' | 'settings.set' | 'models.list'
>

export interface AppParts {
  readonly settings: SettingsStore
  readonly providers: readonly Provider[]
  readonly dataFolder: string
  readonly version: string
}

export function appHandlers({ settings, providers, dataFolder, version }: AppParts): AppHandlers {
  return {
    'app.info': async () => ({ version, dataFolder, engine: await reportEngine(settings.get().ffmpegPath) }),
    'engine.check': async ({ path }) => reportEngine(path),
    'settings.get': async () => settings.get(),
    'settings.set': async ({ patch }) => settings.change(patch),
    'models.list': async () => describeModels(providers),
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
