import { desktop } from '../../api.ts'

/** The last part of a path of any system. */
export function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

export const pickFolder: (() => Promise<string | undefined>) | undefined = undefined
export const showExport: ((id: string) => Promise<void>) | undefined = undefined
export function exportUrl(id: string, index: number, download: boolean): string {
  return `/exports/${id}/${index}${download ? '?download' : ''}`
}
void desktop
