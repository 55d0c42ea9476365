import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openDefaultBrowser } from './default-browser.ts'

const url = 'http://127.0.0.1:1/enter?token=secret'
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-browser-'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

it.runIf(process.platform === 'linux')(
  'hands the address over in a file that only this user can read',
  async () => {
    const told = join(folder, 'told')
    writeFileSync(
      join(folder, 'xdg-open'),
      `#!/bin/sh\n/usr/bin/env > ${told}.env\necho "$@" > ${told}.new && /bin/mv ${told}.new ${told}\n`,
    )
    chmodSync(join(folder, 'xdg-open'), 0o755)
    vi.stubEnv('PATH', folder)
    vi.stubEnv('SOME_SERVICE_KEY', 'sk-canary')
    openDefaultBrowser(folder, url)
    await expect.poll(() => existsSync(told)).toBe(true)

    const file = join(folder, 'open.html')
    expect(readFileSync(told, 'utf8')).toBe(`${file}\n`)
    expect(readFileSync(file, 'utf8')).toContain(`url=${url}"`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(`${told}.env`, 'utf8')).not.toContain('sk-canary')
  },
)

it('does not mind that there is no browser: the address was printed too', async () => {
  vi.stubEnv('PATH', folder)
  openDefaultBrowser(folder, url)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(existsSync(join(folder, 'open.html'))).toBe(true)
})
