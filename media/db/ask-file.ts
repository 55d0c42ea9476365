import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'

/** SQL for a file that need not be the open library: what is asked of it never writes to it. */
export interface Question {
  readonly sql: string
  /** In order, or by their names. */
  readonly params?: readonly (string | Readonly<Record<string, number>>)[]
}

export type Rows = readonly Readonly<Record<string, unknown>>[]

/** Answers each question in turn, on a connection of its own that cannot write to the file. */
export function askFile(file: string, questions: readonly Question[]): Rows[] {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    return questions.map(({ sql, params = [] }) => {
      const statement = db.prepare(sql)
      if (statement.reader) return statement.all(...params) as Rows
      statement.run(...params)
      return []
    })
  } finally {
    db.close()
  }
}

/** The same words for a thread, which has to be plain text: in the packaged app there is no file to start it from. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads')
  const { module, file, questions } = workerData
  let db
  try {
    db = new (require(module))(file, { readonly: true, fileMustExist: true, timeout: 5000 })
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    const rows = questions.map(({ sql, params = [] }) => {
      const statement = db.prepare(sql)
      return statement.reader ? statement.all(...params) : (statement.run(...params), [])
    })
    parentPort.postMessage({ rows })
  } catch (error) {
    parentPort.postMessage({ code: String(error.code), message: String(error.message) })
  } finally {
    if (db) db.close()
  }
`

interface Answer {
  readonly rows?: Rows[]
  readonly code?: string
  readonly message?: string
}

/** On another thread: copying and checking a large library takes as long as it takes, and nothing waits for it. */
export function askFileAside(file: string, questions: readonly Question[]): Promise<Rows[]> {
  const module = createRequire(import.meta.url).resolve('better-sqlite3')
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { eval: true, workerData: { module, file, questions } })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code} before it answered`)))
    worker.once('message', ({ rows, code = '', message = '' }: Answer) => {
      if (rows) resolve(rows)
      // As if it had been thrown here: what a code means is told in one place.
      else reject(new Database.SqliteError(message, code))
    })
  })
}
