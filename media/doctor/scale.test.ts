import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, expect, it } from 'vitest'
import { openCore, type Core } from '../core.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { createTables } from '../db/tables.ts'
import { makeClip } from '../mp4/test-clips.ts'

/** How large the library is; every hundredth file of it is hurt. */
const ITEMS = Number(process.env['SCENELOOM_ITEMS'] ?? 300)
const LONG_MS = 3_600_000

const root = mkdtempSync(join(process.env['SCENELOOM_ITEMS_FOLDER'] ?? tmpdir(), 'sceneloom-scale-'))
const folder = join(root, 'library')
const elsewhere = join(root, 'elsewhere')
afterAll(() => rmSync(root, { recursive: true, force: true }), LONG_MS)

/** Files of their own in the store, and a row for each. */
async function fill(): Promise<string[]> {
  const clip = readFileSync(await makeClip(join(root, 'clip.mp4'), { size: '64x64' }))
  const db = openDatabase(folder)
  const tables = createTables(db)
  const ids: string[] = []
  for (let first = 0; first < ITEMS; first += 1_000) {
    tables.together(() => {
      for (let n = first; n < Math.min(first + 1_000, ITEMS); n++) {
        const filler = Buffer.alloc(32)
        filler.writeUInt32BE(filler.length, 0)
        filler.write(`free ${n}`, 4, 'latin1')
        const bytes = Buffer.concat([clip, filler])
        const id = createHash('sha256').update(bytes).digest('hex')
        mkdirSync(join(folder, 'objects', id.slice(0, 2)), { recursive: true })
        writeFileSync(fileOf(id), bytes)
        tables.media.put({
          id,
          kind: 'video',
          name: `Take ${n}`,
          filePath: pathOf(id),
          sizeBytes: bytes.length,
          hasAudio: false,
          sourceType: 'generated',
          createdAt: n,
          favourite: false,
          metadata: {},
        })
        ids.push(id)
      }
    })
  }
  closeDatabase(db)
  return ids
}

const pathOf = (id: string) => `objects/${id.slice(0, 2)}/${id}.mp4`
const fileOf = (id: string) => join(folder, pathOf(id))

/** A third is deleted, a third is moved, a third has other bytes: shorter, or just as many. */
function hurt(ids: readonly string[]) {
  const hurt = { deleted: new Set<string>(), moved: new Set<string>(), damaged: new Set<string>() }
  mkdirSync(elsewhere)
  for (let n = 0; n < ids.length; n += 100) {
    const id = ids[n]!
    if (n % 300 === 0) {
      rmSync(fileOf(id))
      hurt.deleted.add(id)
    } else if (n % 300 === 100) {
      renameSync(fileOf(id), join(elsewhere, `moved ${n}`))
      hurt.moved.add(id)
    } else {
      if (n % 200 === 0) truncateSync(fileOf(id), 100)
      else {
        const bytes = readFileSync(fileOf(id))
        bytes[200]! ^= 1
        writeFileSync(fileOf(id), bytes)
      }
      hurt.damaged.add(id)
    }
  }
  return hurt
}

async function examine(core: Core, order: { deep: boolean; folders: string[] }) {
  const { id } = await core.handlers['doctor.examine'](order)
  for (;;) {
    const { report } = await core.handlers['doctor.last']({})
    if (report!.state !== 'running') break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const items = []
  for (;;) {
    const page = await core.handlers['doctor.findings']({ id, limit: 500, offset: items.length })
    items.push(...page.items)
    if (items.length >= page.total) return { id, items }
  }
}

/** Everything in the library's folder but its database, with sizes: what a dry run must leave as it is. */
function contents(): string {
  const entries = readdirSync(join(folder, 'objects'), { recursive: true, withFileTypes: true })
  const lines = entries.map(({ parentPath, name }) => `${name} ${statSync(join(parentPath, name)).size}`)
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')
}

it(
  `reports every one of the files that were hurt, of ${ITEMS}, and brings back all that were moved`,
  async () => {
    const { deleted, moved, damaged } = hurt(await fill())
    const began = performance.now()
    const core = await openCore({ dataFolder: folder, version: 'test' })
    const opened = performance.now()
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    try {
      const quick = await examine(core, { deep: false, folders: [] })
      const looked = performance.now()
      delay.disable()
      const { id, items } = await examine(core, { deep: true, folders: [elsewhere] })
      const read = performance.now()
      const found = (kind: string) =>
        new Set(items.filter((one) => one.kind === kind).map(({ mediaId }) => mediaId))
      expect(found('missing')).toEqual(new Set([...deleted, ...moved]))
      expect(found('changed')).toEqual(damaged)
      const before = contents()
      expect(await core.handlers['doctor.mend']({ id, remedy: 'relink', dryRun: true })).toHaveLength(
        moved.size,
      )
      expect(contents()).toBe(before)
      const mended = await core.handlers['doctor.mend']({ id, remedy: 'relink', dryRun: false })
      expect(mended.filter(({ ok }) => ok)).toHaveLength(moved.size)
      for (const media of moved) expect(core.manager.get(media)!.missing).toBe(false)
      expect((await examine(core, { deep: false, folders: [] })).items).toHaveLength(
        quick.items.length - moved.size,
      )
      const ms = (time: number) => `${Math.round(time)} ms`
      process.stdout.write(
        `${ITEMS} items: opened in ${ms(opened - began)}, looked through in ${ms(looked - opened)} ` +
          `(longest hold-up ${ms(delay.max / 1e6)}, p99 ${ms(delay.percentile(99) / 1e6)}), read and searched in ${ms(read - looked)}\n`,
      )
    } finally {
      await core.close()
    }
  },
  LONG_MS,
)
