import { desktop } from '../../api.ts'
import { getStore } from '../../store/index.ts'
import { filesOf, isFolder } from './folder-files.ts'

/**
 * Imports what was dropped if a folder is among it, and answers whether it did. The desktop app reads it where it
 * lies; a browser hands its files over one by one.
 */
export function takeFolders({ items, files }: DataTransfer): boolean {
  // Only while the drop is being told of does the browser say what it is.
  const entries = [...items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []))
  const folder = entries.find(isFolder)
  if (!folder) return false
  const { importPicked, uploadFolder } = getStore()
  if (desktop) void importPicked([...files], 'copy')
  else void uploadFolder(folder.name, filesOf(entries))
  return true
}
