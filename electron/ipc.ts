import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { dialog, ipcMain, shell, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import type { Core } from '../media/core.ts'
import { toFileName } from '../media/http/file-name.ts'
import type { BridgeMenu } from '../nodes/contract/bridge.ts'
import { answer, type Reply } from '../nodes/contract/rpc.ts'
import { AppError, toWire } from '../nodes/errors.ts'
import { MediaId } from '../nodes/media.ts'
import { appUrl } from './app-protocol.ts'
import { dragOut } from './drag-out.ts'

interface PickedFile {
  readonly name: string
  readonly path: string
  /** Of a picture that the page made: pasted, or a frame of a film. */
  readonly bytes?: Uint8Array
}

/** Carries calls, events and files between one window and the core. */
export function connectWindow(core: Core, window: BrowserWindow): void {
  handle('call', (name: unknown, input: unknown) => answer(core.handlers, name, input))
  handle('import-files', (files: readonly PickedFile[]) => importFiles(core, files))
  handle('import-paths', (paths: unknown, way: unknown) =>
    answer(core.handlers, 'imports.start', { paths, way }),
  )
  handle('offer-package', (file: PickedFile) => replyWith(() => offerPackage(core, file)))
  handle('save-file', (id: unknown, name: unknown) => replyWith(() => saveFile(core, window, { id, name })))
  handle('pick-folder', (beginAt: unknown) => replyWith(() => pickFolder(window, beginAt)))
  handle('show-file', (id: unknown, index: unknown) => replyWith(() => showFile(core, { id, index })))

  ipcMain.on('start-drag', (event, ids: unknown) => {
    // A drag that cannot be carried out is one that lands nowhere: there is nothing to tell.
    if (isOurs(event, window)) dragOut(core, window, ids).catch(() => undefined)
  })
  const stopListening = core.onEvent((event) => window.webContents.send('event', event))
  window.on('closed', stopListening)

  function handle<Args extends unknown[]>(
    channel: string,
    listener: (...args: Args) => Promise<unknown>,
  ): void {
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      if (!isOurs(event, window)) throw new Error('call from a foreign frame')
      return listener(...(args as Args))
    })
  }
}

export function onMenu(window: BrowserWindow, listener: (menus: readonly BridgeMenu[]) => void): void {
  ipcMain.on('menu', (event, menus: readonly BridgeMenu[]) => {
    if (isOurs(event, window)) listener(menus)
  })
}

function isOurs(event: Pick<IpcMainInvokeEvent, 'senderFrame'>, window: BrowserWindow): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === window.webContents.mainFrame && frame.url.startsWith(appUrl)
}

/** One after the other: each is read once from end to end, which a disk does best undisturbed. */
async function importFiles(core: Core, files: readonly PickedFile[]): Promise<Reply[]> {
  const replies: Reply[] = []
  for (const file of files) replies.push(await replyWith(() => importFile(core, file)))
  return replies
}

async function importFile(core: Core, { name, path, bytes }: PickedFile): Promise<unknown> {
  if (path) return core.importFile(path)
  if (!(bytes instanceof Uint8Array)) throw new AppError('file_not_found', { name })
  return core.uploadFile(name, Readable.from([bytes]))
}

async function offerPackage(core: Core, { name, path, bytes }: PickedFile): Promise<unknown> {
  if (path) return core.moving.packages.offer(path)
  if (!(bytes instanceof Uint8Array)) throw new AppError('file_not_found', { name })
  return core.uploadPackage(name, Readable.from([bytes]))
}

async function saveFile(
  core: Core,
  window: BrowserWindow,
  asked: { id: unknown; name: unknown },
): Promise<boolean> {
  const name = String(asked.name)
  const id = MediaId.safeParse(asked.id)
  const file = id.success ? await core.fileOf(id.data, 'original') : undefined
  if (!file) throw new AppError('media_missing', { name })
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: toFileName(name, file.path),
  })
  if (canceled || !filePath) return false
  await copyFile(file.path, filePath).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOSPC') throw new AppError('disk_full', { what: name }, { cause })
    throw new AppError('folder_not_writable', { folder: dirname(filePath) }, { cause })
  })
  return true
}

async function pickFolder(window: BrowserWindow, beginAt: unknown): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openDirectory', 'createDirectory'],
    ...(typeof beginAt === 'string' && beginAt !== '' && { defaultPath: beginAt }),
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** The page names an export and never a path, so nothing else can be shown. */
async function showFile(core: Core, { id, index = 0 }: { id: unknown; index: unknown }): Promise<boolean> {
  const file =
    typeof id === 'string' && typeof index === 'number' ? core.exports.fileOf(id, index) : undefined
  if (!file || !existsSync(file.path)) throw new AppError('not_found', { what: file?.name ?? 'This export' })
  shell.showItemInFolder(file.path)
  return true
}

async function replyWith(action: () => Promise<unknown>): Promise<Reply> {
  try {
    return { ok: true, value: await action() }
  } catch (error) {
    return { ok: false, error: toWire(error) }
  }
}
