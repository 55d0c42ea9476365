import { useState, type DragEvent } from 'react'
import type { Media } from '../../nodes/media.ts'
import { MEDIA_DRAG_TYPE } from '../canvas/drag-types.ts'
import { translate } from '../i18n/index.ts'
import { droppedMedia } from '../library/dragging.ts'
import { act } from '../panels/act.ts'
import { takeLists } from './import-lists.ts'

/**
 * Files of the library and of the computer that are dropped on the film. `placeAt` answers between which shots the
 * pointer is; `over` is that place while something is held there.
 */
export function useDrop(nodeId: string | undefined, placeAt: (event: DragEvent) => number | undefined) {
  const [over, setOver] = useState<{ readonly at: number | undefined }>()
  const takes = ({ dataTransfer }: DragEvent) =>
    dataTransfer.types.includes(MEDIA_DRAG_TYPE) || dataTransfer.types.includes('Files')
  return {
    over,
    onDragOver(event: DragEvent) {
      if (!takes(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      const at = placeAt(event)
      if (!over || over.at !== at) setOver({ at })
    },
    onDragLeave(event: DragEvent) {
      const { relatedTarget, currentTarget } = event
      if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(undefined)
    },
    onDrop(event: DragEvent) {
      setOver(undefined)
      const files = [...event.dataTransfer.files]
      // A workflow is opened by the window, wherever it is dropped.
      if (!takes(event) || files.some(({ name }) => /\.(json|sceneloom)$/i.test(name))) return
      event.preventDefault()
      const at = placeAt(event)
      const held = droppedMedia(event.dataTransfer)
      if (held.length > 0) add(nodeId, held, at)
      else void bringIn(nodeId, files, at)
    },
  }
}

async function bringIn(nodeId: string | undefined, files: readonly File[], at: number | undefined) {
  const others = await takeLists(files)
  if (others.length === 0) return
  const imported = await act().importFiles(others)
  add(
    nodeId,
    imported.filter((media) => media !== undefined),
    at,
  )
}

function add(nodeId: string | undefined, media: readonly Media[], at: number | undefined): void {
  if (media.length === 0) return
  act().addClips(nodeId, media, at)
  act().announce(translate('stitch:say.added', { count: media.length }))
}
