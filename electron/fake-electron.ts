import { EventEmitter } from 'node:events'
import type {
  App,
  BrowserWindowConstructorOptions,
  ContextBridge,
  CustomScheme,
  Dialog,
  IpcMain,
  IpcMainInvokeEvent,
  IpcRenderer,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  NativeTheme,
  Protocol,
  Rectangle,
  SafeStorage,
  Screen,
  Session,
  Shell,
  WebUtils,
} from 'electron'

/**
 * The part of Electron that the shell uses, for tests where its runtime is not on the machine. It is typed by
 * Electron's own types and behaves like it where it bites: schemes only before ready, one handler per
 * channel, structured clones on both ways of the border.
 */
export const said = fresh()
export const answers = { ...freshAnswers() }
export const windows: BrowserWindow[] = []

let ready = false
const schemes = new Map<string, CustomScheme>()
type ProtocolHandler = Parameters<Protocol['handle']>[1]
const protocolHandlers = new Map<string, ProtocolHandler>()
const ipcHandlers = new Map<string, (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown>()

const ipcListeners = new EventEmitter()
const appEvents = new EventEmitter()
export const app = Object.assign(appEvents, {
  isPackaged: false,
  enableSandbox: () => undefined,
  setPath: () => undefined,
  getVersion: () => '0.0.0-test',
  getLocale: () => 'en-GB',
  requestSingleInstanceLock: () => answers.isFirst,
  async whenReady() {
    await new Promise((resolve) => setImmediate(resolve))
    ready = true
  },
  exit: (code = 0) => void (said.exitCode = code),
  quit() {
    if (emitPreventable(appEvents, 'will-quit')) app.exit(0)
  },
} satisfies Partial<App>)

export const protocol = {
  registerSchemesAsPrivileged(added: CustomScheme[]) {
    if (ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const scheme of added) schemes.set(scheme.scheme, scheme)
  },
  handle(scheme: string, handler: ProtocolHandler) {
    if (!schemes.get(scheme)?.privileges?.standard) throw new Error(`${scheme}: is not a standard scheme`)
    if (protocolHandlers.has(scheme)) throw new Error(`${scheme}: is already handled`)
    protocolHandlers.set(scheme, handler)
  },
} satisfies Partial<Protocol>

export const ipcMain = {
  handle(channel: string, listener: (event: IpcMainInvokeEvent, ...args: never[]) => unknown) {
    if (ipcHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    ipcHandlers.set(channel, listener as (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown)
  },
  on: (channel: string, listener: (...args: never[]) => void) =>
    void ipcListeners.on(channel, listener as () => void),
} satisfies Pick<IpcMain, 'handle'> & Record<'on', unknown>

class WebContents extends EventEmitter {
  undo = () => undefined
  redo = () => undefined
  cut = () => undefined
  copy = () => undefined
  paste = () => undefined
  selectAll = () => undefined
  readonly mainFrame = { url: '' }
  readonly renderer = new EventEmitter()
  reloads = 0
  /** Whether the page would answer `beforeunload` by staying. */
  staysOpen = () => false
  openHandler: ((details: { url: string }) => { action: string }) | undefined
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.openHandler = handler
  }
  send(channel: string, value: unknown) {
    this.renderer.emit(channel, {}, structuredClone(value))
  }
  readonly drags: { readonly file: string; readonly files?: readonly string[] }[] = []
  startDrag(item: { file: string; files?: string[] }) {
    this.drags.push(item)
  }
  reload() {
    this.reloads++
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents()
  readonly options: BrowserWindowConstructorOptions
  readonly progress: number[] = []
  shown = false
  maximized = false
  focused = 0
  destroyed = false
  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
    windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url
    setImmediate(() => this.emit('ready-to-show'))
    return Promise.resolve()
  }
  show() {
    this.shown = true
  }
  maximize() {
    this.maximized = true
  }
  isMaximized() {
    return this.maximized
  }
  isDestroyed() {
    return this.destroyed
  }
  isMinimized() {
    return false
  }
  restore() {
    return undefined
  }
  focus() {
    this.focused++
  }
  getNormalBounds(): Rectangle {
    const { x = 0, y = 0, width = 800, height = 600 } = this.options
    return { x, y, width, height }
  }
  setProgressBar(fraction: number) {
    this.progress.push(fraction)
  }
  close() {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
    if (!emitPreventable(this, 'close')) return
    // Here preventing means to overrule the page.
    if (this.webContents.staysOpen() && emitPreventable(this.webContents, 'will-prevent-unload')) return
    this.destroyed = true
    this.emit('closed')
    app.emit('window-all-closed')
  }
}

export const dialog = {
  showErrorBox: (title: string, content: string) => void said.errors.push(`${title}: ${content}`),
  showMessageBox: (...args: unknown[]) => {
    said.questions.push(args.at(-1) as MessageBoxOptions)
    return Promise.resolve({ response: answers.button, checkboxChecked: false })
  },
  showSaveDialog: () =>
    Promise.resolve({ canceled: answers.savePath === undefined, filePath: answers.savePath ?? '' }),
  showOpenDialog: () =>
    Promise.resolve({
      canceled: answers.folder === undefined,
      filePaths: answers.folder === undefined ? [] : [answers.folder],
    }),
} satisfies Partial<Dialog>

export const Menu = {
  buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (template: MenuItemConstructorOptions[]) => void (said.menu = template),
}

export const nativeTheme: Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'> = {
  themeSource: 'system',
  shouldUseDarkColors: true,
}

const display = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } }
export const screen = {
  getPrimaryDisplay: () => display as Electron.Display,
  getAllDisplays: () => [display as Electron.Display],
} satisfies Partial<Screen>

type PermissionRequest = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>
let permissionRequest: PermissionRequest | undefined
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => void (permissionRequest = handler ?? undefined),
    setPermissionCheckHandler: () => undefined,
  } satisfies Partial<Session>,
}

export const shell = {
  openExternal: (url: string) => Promise.resolve(void said.opened.push(url)),
  showItemInFolder: (path: string) => void said.shown.push(path),
} satisfies Partial<Shell>

const picture = { isEmpty: () => true }
export const nativeImage = { createFromPath: () => picture, createFromDataURL: () => picture }

const scramble = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ answers.secret))
const ENCRYPTED = Buffer.from('v1')
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(ready && answers.hasKeychain),
  getSelectedStorageBackend: () => (ready ? answers.backend : 'unknown'),
  encryptStringAsync: async (text) => {
    if (!ready || !answers.hasKeychain) throw new Error('Encryption is not available')
    return scramble(Buffer.concat([ENCRYPTED, Buffer.from(text)]))
  },
  decryptStringAsync: async (bytes) => {
    const read = scramble(bytes)
    if (!read.subarray(0, 2).equals(ENCRYPTED)) throw new Error('Error while decrypting the ciphertext')
    return { shouldReEncrypt: answers.hasNewSecret, result: read.subarray(2).toString() }
  },
} satisfies Partial<SafeStorage>

/** As after a restart of the app. */
export function restart(): void {
  ready = false
  for (const table of [schemes, protocolHandlers, ipcHandlers]) table.clear()
  for (const events of [appEvents, ipcListeners]) events.removeAllListeners()
  windows.length = 0
  permissionRequest = undefined
  nativeTheme.themeSource = 'system'
  Object.assign(said, fresh())
  Object.assign(answers, freshAnswers())
}

function freshAnswers() {
  return {
    isFirst: true,
    savePath: undefined as string | undefined,
    folder: undefined as string | undefined,
    button: 0,
    backend: 'gnome_libsecret' as ReturnType<SafeStorage['getSelectedStorageBackend']>,
    hasKeychain: true,
    /** The secret in the keychain; another one, and nothing can be read any more. */
    secret: 0x5a,
    /** Whether the keychain has a better secret than the one that something was encrypted with. */
    hasNewSecret: false,
  }
}

function fresh() {
  return {
    errors: [] as string[],
    opened: [] as string[],
    shown: [] as string[],
    questions: [] as MessageBoxOptions[],
    exitCode: undefined as number | undefined,
    menu: [] as MenuItemConstructorOptions[],
  }
}

/** What Chromium would ask for, from outside. */
export const chromium = {
  fetch(url: string, init?: RequestInit): Promise<Response> {
    const handler = protocolHandlers.get(new URL(url).protocol.slice(0, -1))
    if (!handler) throw new Error(`nothing serves ${url}`)
    return Promise.resolve(handler(new Request(url, init)))
  },
  allows(permission: string): boolean | undefined {
    let allowed: boolean | undefined
    const answer = (value: boolean) => (allowed = value)
    permissionRequest?.({} as never, permission as never, answer, {} as never)
    return allowed
  },
}

/** The modules that a sandboxed preload of this window may require, and what it gives to the page. */
export function preloadSide(window: BrowserWindow, paths: ReadonlyMap<unknown, string>) {
  const page: Record<string, unknown> = {}
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => void (page[key] = api),
  } satisfies Partial<ContextBridge>
  const webUtils = { getPathForFile: (file: File) => paths.get(file) ?? '' } satisfies Partial<WebUtils>
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) => invokeFrom(window.webContents.mainFrame, channel, args),
    send: (channel: string, ...args: unknown[]) =>
      void ipcListeners.emit(
        channel,
        { senderFrame: window.webContents.mainFrame },
        ...structuredClone(args),
      ),
    on: (channel: string, listener: (...args: never[]) => void) =>
      void window.webContents.renderer.on(channel, listener as () => void),
    off: (channel: string, listener: (...args: never[]) => void) =>
      void window.webContents.renderer.off(channel, listener as () => void),
  } satisfies Record<'on' | 'off', unknown> & Pick<IpcRenderer, 'invoke' | 'send'>
  return { page, electron: { contextBridge, ipcRenderer, webUtils } }
}

export async function invokeFrom(frame: unknown, channel: string, args: unknown[]): Promise<unknown> {
  const handler = ipcHandlers.get(channel)
  if (!handler) throw new Error(`No handler registered for '${channel}'`)
  const event = { senderFrame: frame } as IpcMainInvokeEvent
  return structuredClone(await handler(event, ...structuredClone(args)))
}

/** Answers whether nobody prevented it. */
export function emitPreventable(emitter: EventEmitter, name: string, details: object = {}): boolean {
  let prevented = false
  emitter.emit(name, { ...details, preventDefault: () => void (prevented = true) }, details)
  return !prevented
}
