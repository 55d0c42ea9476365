import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { dist as built, root } from './paths.mjs'

/**
 * Boots what was really built: the desktop app on a stand-in for Electron, which is not on every machine, and
 * the other programs as they are. `node build/smoke.mjs [folder]`; the folder may be that of a packaged app.
 */
const dist = process.argv[2] ? resolve(process.argv[2]) : built
const folder = mkdtempSync(join(tmpdir(), 'sceneloom-smoke-'))
try {
  await bootDesktopApp()
  if (dist === built) {
    await serveBrowserShell()
    await printHelp()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function bootDesktopApp() {
  const stub = pathToFileURL(join(root, 'electron/fake-electron.ts')).href
  registerHooks({
    resolve: (name, context, next) =>
      name === 'electron' ? { url: stub, shortCircuit: true } : next(name, context),
  })
  const electron = await import(stub)
  process.argv = ['electron', root, '--data', join(folder, 'desktop')]
  await import(pathToFileURL(join(dist, 'main.mjs')).href)
  await until(() => electron.windows[0]?.shown || electron.said.errors.length > 0)
  assert.deepEqual(electron.said.errors, [])

  const [window] = electron.windows
  const preload = readFileSync(window.options.webPreferences.preload, 'utf8')
  const side = electron.preloadSide(window, new Map())
  const sandbox = { require: onlyElectron(side.electron), module: { exports: {} }, exports: {}, process }
  runInNewContext(preload, sandbox)
  const info = await side.page.core.call('app.info', {})
  assert.equal(info.value?.dataFolder, join(folder, 'desktop'))
  const page = await electron.chromium.fetch(window.webContents.mainFrame.url)
  assert.match(await page.text(), /<div id="root">/)

  window.close()
  await until(() => electron.said.exitCode !== undefined)
  assert.equal(electron.said.exitCode, 0)
}

/** What a sandboxed preload may require. */
function onlyElectron(electron) {
  return (name) => {
    assert.equal(name, 'electron')
    return electron
  }
}

async function serveBrowserShell() {
  const args = [join(dist, 'server.mjs'), '--data', join(folder, 'browser')]
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(server, 'exit')
  const [line] = await Promise.race([once(server.stdout, 'data'), ended])
  const address = /http:\S+/.exec(String(line))?.[0]
  assert.ok(address, `no address in: ${line}`)
  const cookie = (await fetch(address)).headers.getSetCookie()[0].split(';')[0]
  const window = await fetch(new URL('/', address), { headers: { cookie } })
  assert.match(await window.text(), /<div id="root">/)
  server.kill('SIGTERM')
  const [code] = await ended
  if (process.platform !== 'win32') assert.equal(code, 0)
}

async function printHelp() {
  const cli = spawn(process.execPath, [join(dist, 'cli.mjs'), '--help'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [help] = await once(cli.stderr, 'data')
  assert.match(String(help), /sceneloom /)
}

async function until(isTrue) {
  const deadline = performance.now() + 60_000
  while (!isTrue()) {
    assert.ok(performance.now() < deadline, 'nothing happened for a minute')
    await new Promise((done) => setTimeout(done, 5))
  }
}
