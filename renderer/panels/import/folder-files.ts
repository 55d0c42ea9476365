import { isLeftAside } from '../../../nodes/left-aside.ts'
import { AppError } from '../../../nodes/errors.ts'
import type { FolderFile } from '../../store/imports.ts'

const natural = new Intl.Collator('en', { numeric: true })

/** Everything below what was dropped, in the order that people expect. */
export async function* filesOf(entries: readonly FileSystemEntry[]): AsyncGenerator<FolderFile> {
  for (const entry of entries.toSorted((a, b) => natural.compare(a.name, b.name))) {
    const name = entry.fullPath.replace(/^\//, '')
    if (isLeftAside(entry.name)) yield { name, error: new AppError('file_left_aside', { name: entry.name }) }
    else if (isFolder(entry)) yield* filesOf(await childrenOf(entry))
    else yield await fileOf(entry as FileSystemFileEntry, name)
  }
}

/** The same of a folder that was picked: the browser has listed its files already. */
export async function* pickedFiles(files: readonly File[]): AsyncGenerator<FolderFile> {
  const inOrder = files.toSorted((a, b) => natural.compare(a.webkitRelativePath, b.webkitRelativePath))
  for (const file of inOrder) {
    const name = file.webkitRelativePath || file.name
    const aside = name.split('/').find((part) => isLeftAside(part))
    if (aside === undefined) yield { name, file }
    else yield { name, error: new AppError('file_left_aside', { name: aside }) }
  }
}

export function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

async function fileOf(entry: FileSystemFileEntry, name: string): Promise<FolderFile> {
  try {
    return { name, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }
  } catch (cause) {
    return { name, error: new AppError('file_not_found', { name: entry.name }, { cause }) }
  }
}

/** A browser hands them out a hundred at a time, and says that there are no more with an empty list. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const children: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    ).catch(() => [])
    if (some.length === 0) return children
    children.push(...some)
  }
}
