import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { fromDiskError } from './disk-error.ts'

const about = { what: 'the library', folder: '/data' }
const said = (error: unknown) => fromDiskError(error, about)
const asNode = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall })
const asSqlite = (code: string) => new Database.SqliteError('refused', code)

it.each([
  ['the disk is full', asNode('ENOSPC', 'rename'), 'disk_full'],
  ['the disk is full for the database', asSqlite('SQLITE_FULL'), 'disk_full'],
  ['the disk is full for the memory it shares', asSqlite('SQLITE_IOERR_SHMSIZE'), 'disk_full'],
  ['the disk reports an error', asNode('EIO', 'fsync'), 'folder_not_writable'],
  ['the disk reports an error to the database', asSqlite('SQLITE_IOERR_FSYNC'), 'folder_not_writable'],
  ['a folder is in the place of a file', asNode('EISDIR', 'unlink'), 'folder_not_writable'],
  ['a file is in the place of a folder', asNode('EEXIST', 'mkdir'), 'folder_not_writable'],
  [
    'a folder could not be made, which Node tells as its absence',
    asNode('ENOENT', 'mkdir'),
    'folder_not_writable',
  ],
])('says in words that %s', (_what, error, code) => {
  expect(said(error)).toMatchObject({ code })
  expect(said(error)).toBeInstanceOf(AppError)
})

it('leaves alone what is no refusal, and what is in words already', () => {
  const missing = asNode('ENOENT', 'open')
  const worded = new AppError('stopped')
  const there = asNode('EEXIST', 'open')
  expect([missing, there, worded].map(said)).toEqual([missing, there, worded])
})
