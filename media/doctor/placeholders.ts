import { z } from 'zod'
import type { Tables } from '../db/tables.ts'

const SETTING = 'doctor.placeholders'
const Ids = z.array(z.string()).catch([])

/** What the person said may stay as it is: by the ids of the findings, which are the same in every examination. */
export function placeholders({ settings }: Pick<Tables, 'settings'>) {
  const read = () => new Set(Ids.parse(settings.get(SETTING) ?? []))
  return {
    read,
    add: (ids: Iterable<string>) => settings.set(SETTING, [...new Set([...read(), ...ids])]),
    /** Those that are in order again: should it happen once more, it is told once more. */
    keepOnly: (ids: ReadonlySet<string>) => {
      const before = read()
      const still = [...before].filter((id) => ids.has(id))
      if (still.length < before.size) settings.set(SETTING, still)
    },
  }
}
