import type Database from 'better-sqlite3'

/** An open connection to library.db. */
export type Db = Database.Database
