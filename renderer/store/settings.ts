import { Settings } from '../../nodes/contract/records.ts'
import { fromWire } from '../../nodes/errors.ts'
import type { EngineReport } from '../../nodes/contract/records.ts'
import { changeLanguage } from '../i18n/index.ts'
import type { Slice } from './editor.ts'
import type { Shared } from './session.ts'
import type { SettingsSlice } from './types.ts'

export const createSettingsSlice =
  ({ core }: Shared): Slice<SettingsSlice> =>
  (set, get) => ({
    settings: Settings.parse({}),
    dataFolder: '',
    version: '',

    async loadSettings() {
      const [info, settings] = await Promise.all([core.call('app.info', {}), core.call('settings.get', {})])
      set({ version: info.version, dataFolder: info.dataFolder, engine: engineOf(info.engine) })
      get().applySettings(settings)
    },
    applySettings(settings) {
      set({ settings })
      changeLanguage(settings.language)
    },
    async changeSettings(patch) {
      const before = get().settings
      // Shown at once; the core's answer decides.
      get().applySettings({ ...before, ...patch })
      try {
        get().applySettings(await core.call('settings.set', { patch }))
      } catch (error) {
        get().applySettings(before)
        get().toastError(error)
      }
    },
    async checkEngine(path) {
      try {
        set({ engine: engineOf(await core.call('engine.check', { path })) })
      } catch (error) {
        get().toastError(error)
      }
    },
  })

function engineOf(report: EngineReport): NonNullable<SettingsSlice['engine']> {
  return report.ok ? report : { ok: false, error: fromWire(report.error) }
}
