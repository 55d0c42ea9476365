import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readOptions } from './options.ts'

it('opens the folder that is named, on any free port, without a window', () => {
  expect(readOptions(['--data', 'stories'])).toEqual({
    dataFolder: resolve('stories'),
    port: 0,
    window: undefined,
    because: undefined,
  })
})

it('takes the port and the window that are asked for', () => {
  const argv = ['--port', '4100', '--window', '/usr/bin/chromium', '--because', 'there is no Electron']
  expect(readOptions(argv)).toMatchObject({
    port: 4100,
    window: '/usr/bin/chromium',
    because: 'there is no Electron',
  })
})

it('refuses what it does not understand', () => {
  for (const port of ['many', '-1', '70000', '1.5']) {
    expect(() => readOptions([`--port=${port}`])).toThrow('--port must be a number from 1 to 65535')
  }
  expect(() => readOptions(['--prot', '1'])).toThrow("Unknown option '--prot'")
})
