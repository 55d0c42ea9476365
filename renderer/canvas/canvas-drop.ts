import type { DragEvent } from 'react'
import type { End } from '../../nodes/graph/document.ts'
import { takeFolders } from '../panels/import/take-folders.ts'
import { getStore } from '../store/index.ts'
import type { NodeSearch } from '../store/types.ts'
import { droppedMedia } from '../library/dragging.ts'
import { MEDIA_DRAG_TYPE, NODE_DRAG_TYPE } from './drag-types.ts'
import { dropFiles } from './drop-files.ts'
import { fittingTypes } from './pick/fitting-types.ts'
import { wireAt } from './wire/wire-at.ts'

/** Node types, files of the library and files of the computer that are dropped on the canvas. */
export const canvasDrop = {
  onDragOver(event: DragEvent) {
    if (!takes(event.dataTransfer)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
  },
  onDrop(event: DragEvent) {
    if (!takes(event.dataTransfer)) return
    event.preventDefault()
    event.stopPropagation()
    drop(event)
  },
}

function takes({ types }: DataTransfer): boolean {
  return [NODE_DRAG_TYPE, MEDIA_DRAG_TYPE, 'Files'].some((type) => types.includes(type))
}

function drop({ dataTransfer, clientX, clientY, target }: DragEvent): void {
  const state = getStore()
  const at = state.canvas?.toCanvas({ x: clientX, y: clientY }) ?? { x: 0, y: 0 }
  const type = dataTransfer.getData(NODE_DRAG_TYPE)
  if (type !== '') {
    const onWire = wireFor(type, { screen: { x: clientX, y: clientY }, at })
    return void state.addNode(type, { at, ...(onWire !== undefined && { onWire }) })
  }
  const port = inputUnder(target)
  const held = droppedMedia(dataTransfer)
  if (held.length > 0) return void state.addMediaNodes(held, { at, port })
  if (takeFolders(dataTransfer)) return
  const files = [...dataTransfer.files]
  if (!port || files.length !== 1) return void dropFiles(files, at)
  void state.importFiles(files).then(([media]) => media && state.addMediaNodes([media], { at, port }))
}

/** The wire under the pointer that a new node of this type may go into. */
function wireFor(type: string, search: Pick<NodeSearch, 'screen' | 'at'>): string | undefined {
  const id = wireAt(search.screen)
  if (id === undefined) return undefined
  const fits = fittingTypes(getStore().document, { ...search, onWire: id }).some(
    (known) => known.type === type,
  )
  return fits ? id : undefined
}

function inputUnder(target: EventTarget): End | undefined {
  if (!(target instanceof Element)) return undefined
  const port = target.closest<HTMLElement>('.react-flow__handle.target')
  const { nodeid, handleid } = port?.dataset ?? {}
  return nodeid !== undefined && handleid !== undefined ? { node: nodeid, port: handleid } : undefined
}
