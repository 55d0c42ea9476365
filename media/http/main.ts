import '../node-guard.ts'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError, sentence, toWire } from '../../nodes/errors.ts'
import { openCore, type Core } from '../core.ts'
import { version } from '../version.ts'
import { openAppWindow, type AppWindow } from './app-window.ts'
import { openDefaultBrowser } from './default-browser.ts'
import { joinRunning } from './join-running.ts'
import { keepSession, readKeptSession } from './kept-session.ts'
import { readOptions, type ShellOptions } from './options.ts'
import { ENTRY_MS, startServer, type RunningServer } from './server.ts'
import { removeSessionNote, writeSessionNote } from './session-file.ts'

/** A browser that we start ourselves asks at once. */
const OWN_ENTRY_MS = 60_000

/** The browser shell, as a program: `node dist/server.mjs`. It ends with its window, or when it is told to. */
await main().catch((error: unknown) => {
  say(process.stderr, error instanceof AppError ? sentence(toWire(error)) : describe(error))
  process.exit(1)
})

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const core = await openCore({ dataFolder: options.dataFolder, version }).catch(async (error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'library_in_use') throw error
    const { message, closed } = await joinRunning(options, error)
    say(process.stdout, message)
    await closed
    process.exit(0)
  })
  await serve(core, options).catch(async (error: unknown) => {
    await core.close()
    throw error
  })
}

async function serve(core: Core, options: ShellOptions): Promise<void> {
  const note = () => writeSessionNote(options.dataFolder, { pid: process.pid, entryUrl: server.entryUrl() })
  const server = await startServer({
    core,
    port: options.port,
    kept: readKeptSession(options.dataFolder),
    rendererFolder: fileURLToPath(new URL('renderer', import.meta.url)),
    onEnter: () => note(),
  })
  keepSession(options.dataFolder, { port: server.port, secret: server.session.cookieValue })
  note()
  // A second start finds an address that is still good, whenever it comes.
  setInterval(note, ENTRY_MS / 2).unref()

  const told = toldToStop()
  const showing = show(server, options)
  await Promise.race([told, showing.then((window) => (window ? window.closed : told))])

  void showing.then((window) => window?.close())
  await server.close()
  await core.close()
  removeSessionNote(options.dataFolder)
  process.exit(0)
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

async function show(server: RunningServer, options: ShellOptions): Promise<AppWindow | undefined> {
  const because = options.because ? ` (${options.because})` : ''
  const address = `${server.entryUrl()}\nThis address opens once, within ten minutes. Press Ctrl+C to stop Sceneloom.`
  if (!options.window) {
    say(process.stdout, `Sceneloom is ready${because} at ${address}`)
    return undefined
  }
  if (options.window === 'browser') {
    openDefaultBrowser(options.dataFolder, server.entryUrl(OWN_ENTRY_MS))
    say(
      process.stdout,
      `Sceneloom is ready in your default browser${because}. If it did not open: ${address}`,
    )
    return undefined
  }
  try {
    const window = await openAppWindow({
      chromium: options.window,
      profileFolder: join(options.dataFolder, 'window', 'chromium'),
      origin: server.origin,
      cookie: server.session,
    })
    if (window) say(process.stdout, `Sceneloom is ready in a Chromium app window${because}.`)
    else say(process.stdout, `Sceneloom is ready at ${address}`)
    return window
  } catch (error) {
    say(process.stdout, `The window did not open: ${describe(error)}\nSceneloom is ready at ${address}`)
    return undefined
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function say(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${text}\n`)
}
