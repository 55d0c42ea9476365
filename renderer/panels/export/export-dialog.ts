import { create } from 'zustand'
import { getStore } from '../../store/index.ts'

interface ExportDialogState {
  /** The Video Stitcher whose film is to be saved; undefined while the dialog is closed. */
  readonly nodeId: string | undefined
  /** The export that is watched in it; without one, it asks what is wanted. */
  readonly exportId: string | undefined
}

/** Whether the export dialog is open, and for which film. An export goes on when it is closed. */
export const useExportDialog = create<ExportDialogState>(() => ({ nodeId: undefined, exportId: undefined }))

/** Shows the export of this film that works now, if there is one. */
export function openExport(nodeId: string): void {
  const running = getStore().exports.find((one) => one.nodeId === nodeId && one.state === 'running')
  useExportDialog.setState({ nodeId, exportId: running?.id })
}

export function watchExport(exportId: string): void {
  const nodeId = getStore().exports.find(({ id }) => id === exportId)?.nodeId
  if (nodeId !== undefined) useExportDialog.setState({ nodeId, exportId })
}

export function closeExport(): void {
  useExportDialog.setState({ nodeId: undefined, exportId: undefined })
}
