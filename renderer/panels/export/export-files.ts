import { desktop } from '../../api.ts'
import { fromWire } from '../../../nodes/errors.ts'
import type { Reply } from '../../../nodes/contract/rpc.ts'

/** The last part of a path of any system. */
export function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

/** In the desktop app only. Undefined when the person changes their mind. */
export const pickFolder = desktop && folderPicker(desktop)

/** In the desktop app only: a browser has its downloads. */
export const showExport = desktop && filmShower(desktop)

/** A file of an export by its place in the list. */
export function exportUrl(id: string, index: number, options: { readonly download: boolean }): string {
  return `/export/${id}/${index}${options.download ? '?download' : ''}`
}

type Bridge = NonNullable<typeof desktop>

function folderPicker(bridge: Bridge) {
  return async (beginAt: string): Promise<string | undefined> => {
    const folder = valueOf(await bridge.pickFolder(beginAt))
    return typeof folder === 'string' ? folder : undefined
  }
}

function filmShower(bridge: Bridge) {
  return async (id: string): Promise<void> => void valueOf(await bridge.showFile(id))
}

function valueOf(reply: Reply): unknown {
  if (!reply.ok) throw fromWire(reply.error)
  return reply.value
}
