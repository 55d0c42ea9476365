import { closeDatabase, openDatabase } from '../db/open.ts'
import { fromSqlError } from '../db/sql-error.ts'
import { createTables } from '../db/tables.ts'
import { createEvents } from '../events.ts'
import { createStore } from '../files/store.ts'
import { createMediaManager } from '../media-manager.ts'
import { createSettings } from '../settings.ts'
import { createKeeping } from '../storage/keeping.ts'
import { cleanings } from '../../nodes/contract/keeping.ts'
import { toWire } from '../../nodes/errors.ts'

/**
 * A process of its own for one action on a library, so that a fault can be put into it. Says "opened" when that is
 * behind it, and answers what was done, or the code of what stood in the way.
 */
async function work(dataFolder: string, action: string, ids: readonly string[]): Promise<unknown> {
  const db = openDatabase(dataFolder)
  try {
    const tables = createTables(db)
    const store = createStore(dataFolder)
    const events = createEvents()
    const settings = createSettings(tables, events)
    const engine = () => Promise.reject(new Error('nothing is made here'))
    const manager = createMediaManager({ tables, store, engine, folder: dataFolder })
    const exports = { list: () => [] }
    const packages = { workflowsAtWork: () => [] }
    const { trash, storage } = createKeeping({
      tables,
      store,
      events,
      manager,
      dataFolder,
      settings,
      exports,
      packages,
    })
    process.stderr.write('opened\n')
    switch (action) {
      case 'trash':
        return trash.add(ids)
      case 'restore':
        return trash.restore(ids)
      case 'purge':
        return await trash.purge(ids)
      case 'clean': {
        await trash.resume()
        const { id } = await storage.plan({ what: [...cleanings], days: 30 })
        return await storage.clean(id)
      }
      default:
        return undefined
    }
  } finally {
    closeDatabase(db)
  }
}

const [dataFolder = '', action = '', ...ids] = process.argv.slice(2)
try {
  process.stdout.write(JSON.stringify((await work(dataFolder, action, ids)) ?? {}))
} catch (error) {
  // As every caller of the core hears it.
  const told = fromSqlError(error, { folder: dataFolder, what: 'your change' })
  process.stdout.write(JSON.stringify({ code: toWire(told).code }))
  process.exitCode = 1
}
