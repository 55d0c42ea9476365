import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from '@playwright/test'

const root = join(import.meta.dirname, '..')
const hasElectron = existsSync(join(root, 'node_modules/electron/path.txt'))

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-start-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('npm start prints an address where there is no screen, and ends with Ctrl+C', async ({ page }) => {
  const app = start({ DISPLAY: '', WAYLAND_DISPLAY: '' })
  await expect.poll(app.output).toContain('Sceneloom is ready (there is no screen here) at http://127.0.0.1:')
  await page.goto(/http:\S+/.exec(app.output())![0])
  await expect(page).toHaveTitle(/Sceneloom/)
  expect(await app.stop()).toBe(0)
})

test('npm start opens a Chromium window where Electron cannot be had, and says so', async ({
  launchOptions,
}) => {
  test.skip(hasElectron, 'the Electron runtime is on this machine, so it would be started')
  const chromium = join(folder, 'chromium')
  writeFileSync(
    chromium,
    `#!/bin/sh\nexec ${launchOptions.executablePath ?? 'chromium'} --headless=new "$@"\n`,
  )
  chmodSync(chromium, 0o755)
  const app = start({
    DISPLAY: ':0',
    PATH: `${folder}${delimiter}${process.env['PATH']}`,
    // Nothing answers there, so nothing is downloaded.
    ELECTRON_MIRROR: 'http://127.0.0.1:9',
  })
  await expect
    .poll(app.output)
    .toContain(
      'Sceneloom is ready in a Chromium app window (the Electron runtime is not on this machine and could not be downloaded).',
    )
  expect(await app.stop()).toBe(0)
})

test('npm start and the command line explain themselves', () => {
  const run = (program: string, word: string) =>
    spawnSync(process.execPath, [join(root, 'build', program), word], { encoding: 'utf8' })
  const asked = run('start.mjs', '--help')
  expect(asked.status).toBe(0)
  expect(asked.stdout).toContain('--data <folder>')
  const misspelt = run('start.mjs', '--dta')
  expect(misspelt.status).toBe(1)
  expect(misspelt.stderr).toContain("Unknown option '--dta'")
  const command = run('sceneloom.mjs', 'help')
  expect(command.status).toBe(0)
  expect(command.stderr).toContain('sceneloom run')
})

function start(env: Readonly<Record<string, string>>) {
  const args = [join(root, 'build/start.mjs'), '--data', join(folder, 'library')]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += String(chunk)))
  return {
    output: () => output,
    async stop(): Promise<number | null> {
      child.kill('SIGINT')
      await once(child, 'exit')
      return child.exitCode
    },
  }
}
