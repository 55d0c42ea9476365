import { create } from 'zustand'

interface ExportDialogState {
  /** The Video Stitcher whose film is to be saved; undefined while the dialog is closed. */
  readonly nodeId: string | undefined
}

/** Whether the export dialog is open, and for which film. An export goes on when it is closed. */
export const useExportDialog = create<ExportDialogState>(() => ({ nodeId: undefined }))

export function openExport(nodeId: string): void {
  useExportDialog.setState({ nodeId })
}

export function closeExport(): void {
  useExportDialog.setState({ nodeId: undefined })
}
