import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Waveform = z.object({
  perSecond: z.number(),
  /** The highest level of each stretch of sound, a byte each, as base64; empty for silence. */
  peaks: z.string(),
})
export type Waveform = z.infer<typeof Waveform>

const Measure = Waveform.extend({
  /** Why its frames must not be copied: what a decoder said, or what is missing. Absent if all is well. */
  damage: z.string().optional(),
  /** Integrated loudness in LUFS; absent where nothing is to be heard. */
  loudness: z.number().optional(),
  /** In dBTP. */
  truePeak: z.number().optional(),
})
export type Measure = z.infer<typeof Measure>

/** One more whenever the same file would be measured differently. */
const VERSION = 1

const Kept = z.object({
  version: z.literal(VERSION),
  /** False if only the sound was decoded. */
  whole: z.boolean(),
  measure: Measure,
})
export type Kept = Omit<z.infer<typeof Kept>, 'version'>

export interface MeasureCache {
  read(id: string): Promise<Kept | undefined>
  write(id: string, kept: Kept): Promise<void>
}

/** Nothing in here is precious: a file that cannot be read or written is as good as none. */
export function createMeasureCache(dataFolder: string): MeasureCache {
  const folder = join(dataFolder, 'measures')
  const placeOf = (id: string) => join(folder, `${id}.json`)
  return {
    async read(id) {
      try {
        return Kept.parse(JSON.parse(await readFile(placeOf(id), 'utf8')))
      } catch {
        return undefined
      }
    },
    async write(id, kept) {
      const temp = join(folder, `${randomUUID()}.part`)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFile(temp, JSON.stringify({ version: VERSION, ...kept }), { mode: 0o600 })
        await rename(temp, placeOf(id))
      } catch {
        await rm(temp, { force: true }).catch(() => {})
      }
    },
  }
}
