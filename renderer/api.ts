import type { DesktopBridge } from '../nodes/contract/bridge.ts'
import type { CoreEvent } from '../nodes/contract/events.ts'
import type { FolderImport, ImportOrder, PackageSource } from '../nodes/contract/moving.ts'
import { createCaller, type Caller, type Reply } from '../nodes/contract/rpc.ts'
import { AppError, fromWire } from '../nodes/errors.ts'
import type { Media } from '../nodes/media.ts'
import { openSocket, type CoreSocket, type ReachableListener } from './socket.ts'

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in a browser. */
    readonly core?: DesktopBridge<File>
  }
}

export interface Imported {
  readonly media: Media
  /** The library had these bytes already. */
  readonly existed: boolean
}

/** All that the store knows of the core. Tests hand it another one. */
export interface CoreLink {
  readonly call: Caller
  onEvent(listener: (event: CoreEvent) => void): () => void
  onReachable(listener: ReachableListener): () => void
  importFile(file: File): Promise<Imported>
  /** Holds a package out to the core, which answers where it then finds it. */
  offerPackage(file: File): Promise<PackageSource>
  /** Folders and files that have a path, which stays outside the page. In the desktop app only. */
  importPaths?: (files: readonly File[], way: ImportOrder['way']) => Promise<FolderImport>
}

/** Native menus, dialogs and files with paths; undefined in the browser shell. */
export const desktop = typeof window === 'undefined' ? undefined : window.core

export const platform: 'darwin' | 'linux' | 'win32' = desktop?.platform ?? guessPlatform()

export const core: CoreLink = desktop ? overBridge(desktop) : overSocket(openSocket)

/** Throws the core's AppError. */
export const call: Caller = core.call

export function mediaUrl(id: string): string {
  return `/media/${id}`
}

/** Ten moments of a clip, side by side. */
export function stripUrl(id: string): string {
  return `/media/${id}?strip`
}

export function posterUrl(id: string): string {
  return `/media/${id}?poster`
}

export function downloadUrl(id: string, name: string): string {
  return `/media/${id}?download=${encodeURIComponent(name)}`
}

function overBridge(bridge: DesktopBridge<File>): CoreLink {
  return {
    call: createCaller(bridge.call),
    onEvent: bridge.onEvent,
    onReachable(listener) {
      // The core lives in the same app: it is there as long as the window is.
      listener(true)
      return () => {}
    },
    async importPaths(files, way) {
      const reply = await bridge.importPaths(files, way)
      if (!reply.ok) throw fromWire(reply.error)
      return reply.value as FolderImport
    },
    async offerPackage(file) {
      const reply = await bridge.offerPackage(file)
      if (!reply.ok) throw fromWire(reply.error)
      return reply.value as PackageSource
    },
    async importFile(file) {
      const [reply] = await bridge.importFiles([file])
      return imported(reply ?? { ok: false, error: { code: 'internal', details: {}, message: 'no reply' } })
    },
  }
}

/** The socket opens when it is first needed, so that importing this file does nothing. */
function overSocket(open: () => CoreSocket): CoreLink {
  let opened: CoreSocket | undefined
  const socket = () => (opened ??= open())
  return {
    call: createCaller((name, input) => socket().send(name, input)),
    onEvent: (listener) => socket().onEvent(listener),
    onReachable: (listener) => socket().onReachable(listener),
    importFile: async (file) => imported(await post('upload', file)),
    async offerPackage(file) {
      const reply = await post('package', file)
      if (!reply.ok) throw fromWire(reply.error)
      return reply.value as PackageSource
    },
  }
}

async function post(where: 'upload' | 'package', file: File): Promise<Reply> {
  const response = await fetch(`/${where}?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    body: file,
  }).catch((cause: unknown) => {
    throw new AppError('core_unreachable', {}, { cause })
  })
  if (response.status === 401) throw new AppError('session_over')
  if (!response.headers.get('content-type')?.includes('json')) throw new AppError('core_unreachable')
  return (await response.json()) as Reply
}

function imported(reply: Reply): Imported {
  if (!reply.ok) throw fromWire(reply.error)
  return reply.value as Imported
}

function guessPlatform(): 'darwin' | 'linux' | 'win32' {
  if (typeof navigator === 'undefined') return 'linux'
  if (/mac/i.test(navigator.platform)) return 'darwin'
  return /win/i.test(navigator.platform) ? 'win32' : 'linux'
}
