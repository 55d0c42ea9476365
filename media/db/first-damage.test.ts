import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { Db } from './db.ts'
import { firstDamage } from './first-damage.ts'
import { closeDatabase, openDatabase } from './open.ts'
import { createTables } from './tables.ts'

const PAGE_BYTES = 4096

/** With words to search by, and pages that are free again. */
function makeLibrary(folder: string): string {
  const db = openDatabase(folder)
  const { together, media, search } = createTables(db)
  together(() => {
    for (let n = 0; n < 200; n++) {
      const id = n.toString(16).padStart(64, '0')
      const file = {
        id,
        name: `rain ${n}`,
        kind: 'image',
        filePath: `objects/00/${id}.png`,
        sizeBytes: n,
      } as const
      const rest = { hasAudio: false, sourceType: 'uploaded', createdAt: n, favourite: false } as const
      media.put({ ...file, ...rest, metadata: { note: 'x'.repeat(200) } })
    }
  })
  search.beRight()
  db.prepare('DELETE FROM media WHERE size_bytes < 60').run()
  closeDatabase(db)
  return join(folder, 'library.db')
}

it('finds all that a check of everything at once finds, whichever page is hurt', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sceneloom-damage-'))
  const file = makeLibrary(folder)
  const good = readFileSync(file)
  const isBad = (look: (db: Db) => boolean): boolean => {
    const db = new Database(file, { readonly: true })
    try {
      return look(db)
    } catch {
      return true
    } finally {
      db.close()
    }
  }
  const seen = { bad: 0, harmless: 0 }
  for (let start = 0; start < good.length; start += PAGE_BYTES) {
    writeFileSync(file, Buffer.from(good).fill(0xa5, start, start + PAGE_BYTES))
    const whole = isBad((db) => db.pragma('quick_check(1)', { simple: true }) !== 'ok')
    expect(isBad((db) => firstDamage(db) !== undefined)).toBe(whole)
    seen[whole ? 'bad' : 'harmless'] += 1
  }
  expect(seen.bad).toBeGreaterThan(50)
  expect(seen.harmless).toBeGreaterThan(0)
  rmSync(folder, { recursive: true, force: true })
})
