import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen, session, type WebContents } from 'electron'
import { appUrl } from './app-protocol.ts'
import type { OutsideLinks } from './outside-links.ts'
import { SMALLEST, placeWindow, readWindowState, writeWindowState } from './window-state.ts'

/** The `canvas` colour of the theme, so that nothing white flashes before the first picture. */
const background = { dark: '#131416', light: '#E6E8EB' }
const permissions = new Set(['clipboard-sanitized-write', 'fullscreen'])
/** A window that goes down again this soon would do so for ever. */
const RELOAD_AFTER_MS = 10_000

export function openWindow(windowFolder: string, preload: string): BrowserWindow {
  const stateFile = join(windowFolder, 'place.json')
  const state = placeWindow(
    readWindowState(stateFile),
    [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Sceneloom',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // The dictionaries would be downloaded.
      spellcheck: false,
    },
  })
  if (state.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  })
  reloadAfterCrash(window)
  void window.loadURL(appUrl)
  return window
}

/** A page can neither leave its address, open windows, nor ask for the camera. */
export function confine(contents: WebContents, outside: Pick<OutsideLinks, 'open'>): void {
  contents.on('will-navigate', (event) => event.url === appUrl || event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    outside.open(url)
    return { action: 'deny' }
  })
}

export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permissions.has(permission)),
  )
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permissions.has(permission))
}

/** The core and its runs live on when the page goes down; the workflow is saved after each change. */
function reloadAfterCrash(window: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const now = performance.now()
    if (reason === 'clean-exit' || now - last < RELOAD_AFTER_MS) return
    last = now
    window.webContents.reload()
  })
}
