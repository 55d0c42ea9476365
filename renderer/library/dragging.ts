import type { DragEvent } from 'react'
import type { Media } from '../../nodes/media.ts'
import { desktop, downloadUrl } from '../api.ts'
import { MEDIA_DRAG_TYPE } from '../canvas/drag-types.ts'
import { getStore } from '../store/index.ts'
import { fileNameOf } from './file-name.ts'

/** What the system carries for us, as files: on the way back into the window they are known by this. */
let outgoing: readonly string[] = []

if (typeof window !== 'undefined') {
  // A button that is pressed anew means that the drag before is over, however it ended.
  window.addEventListener('pointerdown', () => (outgoing = []), true)
}

/** Takes files along: to the canvas, a port, the film, a collection, or out of the window as real files. */
export function startMediaDrag(event: DragEvent, media: readonly Media[]): void {
  const [first] = media
  if (!first) return
  const ids = media.map(({ id }) => id)
  // Whoever takes them asks for more than their ids.
  media.forEach((one) => getStore().applyMedia(one))
  if (desktop) {
    event.preventDefault()
    outgoing = ids
    desktop.startDrag(ids)
    return
  }
  const { dataTransfer } = event
  dataTransfer.setData(MEDIA_DRAG_TYPE, ids.join('\n'))
  const name = fileNameOf(first)
  const address = new URL(downloadUrl(first.id, name), location.href)
  // Chromium makes a file of it wherever it is dropped outside.
  dataTransfer.setData('DownloadURL', `application/octet-stream:${name}:${address.href}`)
  dataTransfer.effectAllowed = 'copy'
}

/** Whether a drag holds files of the library. */
export function holdsMedia({ types }: DataTransfer): boolean {
  return types.includes(MEDIA_DRAG_TYPE) || (outgoing.length > 0 && types.includes('Files'))
}

/** The files of the library that were dropped; none where the drop is of something else. */
export function droppedMedia(dataTransfer: DataTransfer): Media[] {
  const ids = idsIn(dataTransfer)
  const { media } = getStore()
  return ids.flatMap((id) => media[id] ?? [])
}

function idsIn(dataTransfer: DataTransfer): readonly string[] {
  const text = dataTransfer.getData(MEDIA_DRAG_TYPE)
  if (text !== '') return text.split('\n')
  if (!holdsMedia(dataTransfer)) return []
  const ids = outgoing
  outgoing = []
  return ids
}

/** Ours on the way round, so that nobody offers to import them. */
export function isOwnDrag(): boolean {
  return outgoing.length > 0
}
