import type { Media } from '../nodes/media.ts'
import { desktop, downloadUrl } from './api.ts'

/** A copy where the person wants it: the desktop app asks, a browser puts it with the downloads. */
export function saveCopy(media: Media): void {
  if (desktop) return void desktop.saveFile(media.id, media.name)
  const link = document.createElement('a')
  link.href = downloadUrl(media.id, media.name)
  link.download = media.name
  link.click()
}
