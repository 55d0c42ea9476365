import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, Menu, nativeTheme, protocol, type BrowserWindow } from 'electron'
import { openCore, type Core } from '../media/core.ts'
import type { Rendition } from '../media/http/media-file.ts'
import { removeSessionNote, writeSessionNote } from '../media/http/session-file.ts'
import type { BridgeMenu } from '../nodes/contract/bridge.ts'
import { AppError, sentence, toWire } from '../nodes/errors.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { closeOnceSaved } from './closing.ts'
import { connectWindow, onMenu } from './ipc.ts'
import { openKeyring } from './keyring.ts'
import { menuTemplate } from './menu.ts'
import { createOutsideLinks } from './outside-links.ts'
import { showProgress } from './progress-bar.ts'
import { confine, denyPermissions, openWindow } from './window.ts'

export interface ShellPaths {
  readonly dataFolder: string
  /** The built window: dist/renderer. */
  readonly rendererFolder: string
  readonly preload: string
}

/** The desktop app: one window on one library. Called before Electron is ready. */
export async function startShell(paths: ShellPaths): Promise<void> {
  app.enableSandbox()
  registerAppScheme(protocol)
  const outside = createOutsideLinks(['ffmpeg.org', 'www.ffmpeg.org', 'nodejs.org'])
  app.on('web-contents-created', (_event, contents) => confine(contents, outside))
  const windowFolder = join(paths.dataFolder, 'window', 'electron')
  if (!isAlone(windowFolder)) {
    process.stdout.write(
      `Sceneloom is already open on ${paths.dataFolder}; its window was brought to the front.\n`,
    )
    return app.quit()
  }

  await app.whenReady()
  const core = await open(paths, windowFolder).catch(refuseToStart)
  if (core) outside.alsoOf(() => core.handlers['providers.list']({}))
}

async function open(
  { dataFolder, rendererFolder, preload }: ShellPaths,
  windowFolder: string,
): Promise<Core> {
  const keyring = await openKeyring(join(windowFolder, 'keys.json'))
  const config = { dataFolder, version: app.getVersion(), keyring }
  const core = await openCore(config)
  writeSessionNote(dataFolder, { pid: process.pid })
  quitTogether(core, dataFolder)

  denyPermissions()
  const served = {
    media: (id: string, rendition: Rendition) => core.fileOf(id, rendition),
    exported: (id: string, index: number) => core.exports.fileOf(id, index),
  }
  serveApp(protocol, served, rendererFolder)
  await followTheme(core)
  const window = openWindow(windowFolder, preload)
  connectWindow(core, window)
  closeOnceSaved(window, async () => (await core.handlers['settings.get']({})).language)
  showProgress(core, window)
  showMenu(window)
  app.on('second-instance', () => bringToFront(window))
  return core
}

/** Asked before anything is opened: a second start only brings the first to the front. */
function isAlone(windowFolder: string): boolean {
  try {
    mkdirSync(windowFolder, { recursive: true, mode: 0o700 })
  } catch {
    // The core will say what is wrong with the folder.
    return true
  }
  // The lock belongs to this folder, so every library may have its own window.
  app.setPath('userData', windowFolder)
  return app.requestSingleInstanceLock()
}

function refuseToStart(error: unknown): undefined {
  const text = error instanceof AppError ? sentence(toWire(error)) : String(error)
  dialog.showErrorBox('Sceneloom could not start', text)
  app.exit(1)
}

/** The core closes after the last window and before the process ends. */
function quitTogether(core: Core, dataFolder: string): void {
  let closing: Promise<void> | undefined
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    event.preventDefault()
    closing ??= core.close().finally(() => {
      removeSessionNote(dataFolder)
      app.exit(0)
    })
  })
}

async function followTheme(core: Core): Promise<void> {
  nativeTheme.themeSource = (await core.handlers['settings.get']({})).theme
  core.onEvent((event) => {
    if (event.type === 'settings.changed') nativeTheme.themeSource = event.settings.theme
  })
}

/** The window sends its menus as soon as it knows its language; until then there is only the way out. */
function showMenu(window: BrowserWindow): void {
  const send = (command: string) => window.webContents.send('command', command)
  const show = (menus: readonly BridgeMenu[]) => {
    const mac = process.platform === 'darwin'
    const template = menuTemplate(menus, { send, contents: window.webContents, mac })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  show([{ label: 'Sceneloom', items: [] }])
  onMenu(window, show)
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}
