import { Settings } from '../nodes/contract/records.ts'
import type { Events } from './events.ts'
import type { Tables } from './db/tables.ts'

export interface SettingsStore {
  get(): Settings
  /** Unknown names and values that do not fit are ignored, never stored. */
  change(patch: Readonly<Record<string, unknown>>): Settings
}

const names = Object.keys(Settings.shape) as (keyof Settings)[]

export function createSettings(tables: Tables, events: Events): SettingsStore {
  const get = () => Settings.parse(Object.fromEntries(names.map((name) => [name, tables.settings.get(name)])))
  return {
    get,
    change(patch) {
      const known = Object.fromEntries(
        Object.entries(patch).filter(([name]) => names.includes(name as never)),
      )
      const next = Settings.parse({ ...get(), ...known })
      tables.together(() => {
        for (const name of Object.keys(known) as (keyof Settings)[]) tables.settings.set(name, next[name])
      })
      events.emit({ type: 'settings.changed', settings: next })
      return next
    },
  }
}
