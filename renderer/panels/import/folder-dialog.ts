import { create } from 'zustand'

/** Whether the window asks which folder to import. */
export const useFolderDialog = create<{ readonly open: boolean }>()(() => ({ open: false }))

export function openFolderDialog(): void {
  useFolderDialog.setState({ open: true })
}

export function closeFolderDialog(): void {
  useFolderDialog.setState({ open: false })
}
