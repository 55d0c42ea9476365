import { createHash } from 'node:crypto'
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PackageOrder, Transfer } from '../../nodes/contract/moving.ts'
import { statusOf } from '../../nodes/engine/status.ts'
import type { Events } from '../events.ts'
import type { Db } from '../db/db.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { createTables } from '../db/tables.ts'
import { openSource } from '../files/source.ts'
import { createStore } from '../files/store.ts'
import { createHistory } from '../history/history.ts'
import { createMediaManager } from '../media-manager.ts'
import { makeClip, testEngine } from '../mp4/test-clips.ts'
import { createSettings } from '../settings.ts'
import { createWorkflows } from '../workflows.ts'
import type { Incoming } from '../import-together.ts'
import { createMoving } from './moving.ts'

export type PackingLibrary = ReturnType<typeof openLibrary>

/** A real library in a folder, as far as packages have to do with it. */
export function openLibrary(folder: string, keys: readonly string[] = []) {
  mkdirSync(folder, { recursive: true })
  const db: Db = openDatabase(folder)
  const tables = createTables(db)
  const events: Events = { emit: () => {}, on: () => () => {} }
  const engine = async () => testEngine
  const manager = createMediaManager({ tables, store: createStore(folder), engine, folder })
  const settings = createSettings(tables, events)
  const history = createHistory({ tables, events, manager })
  const workflows = createWorkflows({ tables, events, manager, settings, history })
  const hideKeys = (text: string) => keys.reduce((rest, key) => rest.replaceAll(key, '•••'), text)
  const parts = { tables, manager, workflows, events, engine, dataFolder: folder, version: 'test', hideKeys }
  const moving = createMoving(parts)

  async function ended(transfer: Transfer): Promise<Transfer> {
    return moving.transfers.finished(transfer.id)
  }
  return {
    folder,
    tables,
    manager,
    workflows,
    moving,
    /** A file with an account of itself, as from another library. */
    async add(
      path: string,
      origin: Omit<Incoming['origin'], 'name'> & { readonly name?: string },
    ): Promise<string> {
      const name = origin.name ?? 'clip.mp4'
      const hash = createHash('sha256').update(readFileSync(path)).digest('hex')
      const source = await openSource(path, name)
      const batch = manager.batch()
      await batch.stage({ source, hash, origin: { ...origin, name } }, {})
      await batch.promote(() => {})
      await source.close()
      return hash
    },
    pack: (order: Partial<PackageOrder> & Pick<PackageOrder, 'workflowIds'>) =>
      ended(moving.packages.export({ takes: 'all', folder: '', name: 'Package', ...order })),
    unpack: (path: string) => ended(moving.packages.import({ path })),
    /** Of each node, whether what it shows is what its inputs ask for. */
    states(workflowId: string): string[] {
      const takes = workflows.takesOf(workflowId)
      const world = {
        takesOf: (nodeId: string) => takes.filter((take) => take.nodeId === nodeId),
        isMissing: (mediaId: string) => manager.get(mediaId)?.missing ?? true,
      }
      return [...statusOf(workflows.read(workflowId).document, world).values()].map(({ state }) => state)
    },
    takeOver: (path: string) => ended(moving.legacy.import(path)),
    async close() {
      await moving.close()
      closeDatabase(db)
    },
  }
}

/** Tiny real clips, each another file: a box that every player skips makes the difference. */
export async function makeFiles(folder: string, count: number, fillerBytes = 64): Promise<string[]> {
  const clip = await makeClip(join(folder, 'base.mp4'), { size: '32x32', seconds: 0.25, audio: 'none' })
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `clip-${index}.mp4`)
    const filler = Buffer.alloc(fillerBytes, index)
    filler.writeUInt32BE(filler.length, 0)
    filler.write('free', 4, 'latin1')
    copyFileSync(clip, path)
    appendFileSync(path, filler)
    return path
  })
}

export function freshFolder(root: string): string {
  return mkdtempSync(join(root, 'library-'))
}
