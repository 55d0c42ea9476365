import type { Db } from './db.ts'

/** Values are JSON. Keys of providers are never here: they belong to the keychain or the environment. */
export function settingsTable(db: Db) {
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  const select = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck()
  const remove = db.prepare<[string]>('DELETE FROM settings WHERE key = ?')

  return {
    get(key: string): unknown {
      const text = select.get(key)
      return text === undefined ? undefined : JSON.parse(text)
    },
    /** `undefined` takes the setting back to its default. */
    set(key: string, value: unknown) {
      if (value === undefined) remove.run(key)
      else upsert.run(key, JSON.stringify(value))
    },
  }
}
export type SettingsTable = ReturnType<typeof settingsTable>
