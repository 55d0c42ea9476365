import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { defaultDataFolder } from '../media/data-folder.ts'
import { dataFolderFrom } from './data-folder.ts'

it('finds the folder among what Chromium is told', () => {
  const argv = [
    '/usr/bin/electron',
    '--no-sandbox',
    '.',
    '--data',
    'stories',
    '--allow-file-access-from-files',
  ]
  expect(dataFolderFrom(argv)).toBe(resolve('stories'))
  expect(dataFolderFrom(['electron', '.', '--data=/lib/one'])).toBe(resolve('/lib/one'))
})

it('opens the usual library otherwise', () => {
  expect(dataFolderFrom(['electron', '.'])).toBe(defaultDataFolder(process.env, process.platform))
  expect(dataFolderFrom(['electron', '.', '--data'])).toBe(defaultDataFolder(process.env, process.platform))
})
