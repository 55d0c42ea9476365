import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { defaultDataFolder } from './data-folder.ts'

it('keeps the library where the system keeps the data of its apps', () => {
  const home = homedir()
  expect(defaultDataFolder({}, 'linux')).toBe(join(home, '.local/share/sceneloom'))
  expect(defaultDataFolder({ XDG_DATA_HOME: '/d' }, 'linux')).toBe('/d/sceneloom')
  expect(defaultDataFolder({}, 'darwin')).toBe(join(home, 'Library/Application Support/Sceneloom'))
  expect(defaultDataFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe(join('/l', 'Sceneloom'))
})

it('goes where SCENELOOM_DATA says, from wherever it was started', () => {
  expect(defaultDataFolder({ SCENELOOM_DATA: 'here' }, 'linux')).toBe(resolve('here'))
})
