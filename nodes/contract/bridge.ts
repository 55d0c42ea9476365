import type { CoreEvent } from './events.ts'
import type { ImportOrder } from './moving.ts'
import type { Reply } from './rpc.ts'

/**
 * What a window is given by its shell. Electron's preload puts a `DesktopBridge` at `window.core`; in the
 * browser shell the window speaks the frames below itself. Both carry the same methods and events, so a new
 * method or event changes neither.
 *
 * Both shells serve the window and its media from one origin, so a page addresses a file by its media id in
 * the same way in either, and may draw a frame of it on a canvas:
 *
 * - `/media/<id>` is the original and answers Range requests,
 * - `/media/<id>?poster` is its poster, 404 when there is none (yet),
 * - `/media/<id>?strip` is ten moments of a clip side by side, 404 likewise,
 * - `/media/<id>?download=<name>` is the original as a download (browser shell; in Electron use `saveFile`),
 * - `/export/<id>/<n>` is a file of an export that is done and answers Range requests, `?download` as a download
 *   (browser shell; in Electron use `showFile`),
 * - `POST /upload?name=<name>` imports its body and answers a `Reply` (browser shell; in Electron use
 *   `importFiles`),
 * - `POST /package?name=<name>` keeps its body beside the library and answers `{ upload }`, a `PackageSource`
 *   (browser shell; in Electron use `offerPackage`).
 */
export interface DesktopBridge<PickedFile> {
  readonly platform: 'darwin' | 'linux' | 'win32'
  call: (name: string, input: unknown) => Promise<Reply>
  /** Answers the function that stops listening. */
  onEvent: (listener: (event: CoreEvent) => void) => () => void
  /**
   * The native menu, from the window's own list of commands and in its language. Sent again whenever a label
   * or what can be done now changes.
   */
  setMenu: (menus: readonly BridgeMenu[]) => void
  /** A command chosen from that menu, such as "run-all". Answers the function that stops listening. */
  onCommand: (listener: (id: string) => void) => () => void
  /** Files that the person dropped or picked have a path, and it stays outside the page; others come as bytes. */
  importFiles: (files: readonly PickedFile[]) => Promise<readonly Reply[]>
  /**
   * Imports folders and files with all that is in them, by paths that stay outside the page. Answers a
   * `FolderImport`; the event `import.changed` tells how it goes.
   */
  importPaths: (files: readonly PickedFile[], way: ImportOrder['way']) => Promise<Reply>
  /** A package that the person dropped or picked; its path stays outside the page. Answers `{ upload }`. */
  offerPackage: (file: PickedFile) => Promise<Reply>
  /** Asks where to save a copy of a media. Answers false when the person changes their mind. */
  saveFile: (id: string, name: string) => Promise<Reply>
  /** Lets the drag that just began carry these media as real files, to the desktop or to an editor. */
  startDrag: (ids: readonly string[]) => void
  /** Asks for a folder, beginning at one if it is there. Answers its path, or null when the person changes their mind. */
  pickFolder: (beginAt?: string) => Promise<Reply>
  /** Shows a file of an export that is done in its folder: the film, or another by its place in the list. */
  showFile: (exportId: string, index?: number) => Promise<Reply>
}

export interface BridgeMenu {
  readonly label: string
  readonly items: readonly (BridgeMenuItem | 'separator')[]
}

export interface BridgeMenuItem {
  /** The command's id. */
  readonly id: string
  readonly label: string
  /** As the window's commands spell them: "Mod+Shift+KeyZ". Shown; the window itself listens to the keys. */
  readonly keys?: string
  readonly enabled: boolean
}

/** The WebSocket of the browser shell is at this path, one JSON text frame per message. */
export const socketPath = '/rpc'

/** Window to core. `id` is chosen by the window and comes back with the reply. */
export interface CallFrame {
  readonly id: number
  readonly name: string
  readonly input: unknown
}

/** Core to window. */
export type CoreFrame = { readonly id: number; readonly reply: Reply } | { readonly event: CoreEvent }
