import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwrightChromium, type Browser } from '@playwright/test'
import { expect, startApp, test, type App } from './app.ts'

/**
 * The Chromium app window, as `npm start` opens it. The wrapper only adds what lets this test look inside of a
 * window where there is no screen: the app itself speaks to Chromium over its own pipe, as always.
 */
test.describe('the app window', () => {
  let folder: string
  let app: App
  let browser: Browser

  test.beforeEach(async ({ launchOptions }) => {
    folder = mkdtempSync(join(tmpdir(), 'sceneloom-window-'))
    const wrapper = join(folder, 'chromium')
    const looking = '--headless=new --remote-debugging-port=0'
    writeFileSync(wrapper, `#!/bin/sh\nexec ${launchOptions.executablePath ?? 'chromium'} ${looking} "$@"\n`)
    chmodSync(wrapper, 0o755)
    app = await startApp({
      dataFolder: join(folder, 'library'),
      args: ['--window', wrapper, '--because', 'this is a test'],
    })
    const note = readFileSync(join(app.dataFolder, 'window/chromium/DevToolsActivePort'), 'utf8')
    browser = await playwrightChromium.connectOverCDP(`http://127.0.0.1:${note.split('\n')[0]}`)
  })

  test.afterEach(async () => {
    // Only lets go of it: the app closes it.
    await browser.close()
    await app.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('is let in without a secret on any command line', async () => {
    expect(app.output).toBe('Sceneloom is ready in a Chromium app window (this is a test).\n')
    const [page] = browser.contexts()[0]!.pages()
    await expect(page!).toHaveURL(`${app.origin}/`)
    await expect(page!).toHaveTitle(/Sceneloom/)

    const [cookie] = await browser.contexts()[0]!.cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    const lines = commandLines()
    expect(lines.some((line) => line.includes(`--app=${app.origin}/enter`))).toBe(true)
    expect(lines.filter((line) => line.includes(cookie!.value) || line.includes('token='))).toEqual([])
  })

  test('ends the app when it is closed', async () => {
    const devtools = await browser.newBrowserCDPSession()
    await devtools.send('Browser.close')
    await expect.poll(() => app.exitCode).toBe(0)
  })

  test('does not outlive the app', async () => {
    const gone = new Promise((resolve) => browser.on('disconnected', resolve))
    await app.kill9()
    await gone
  })
})

/** Of every process, as any user of this machine can read them. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')]
      } catch {
        return []
      }
    })
}
