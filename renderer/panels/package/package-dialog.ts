import { create } from 'zustand'
import type { PackageContents, PackageSource } from '../../../nodes/contract/moving.ts'
import { act } from '../act.ts'
import { pickFiles } from '../pick-files.ts'

/** What the dialog is about. */
export type Subject =
  | { readonly what: 'export'; readonly workflowIds: readonly string[] }
  | {
      readonly what: 'import'
      readonly name: string
      /** Absent while the core still looks into it. */
      readonly found?: { readonly source: PackageSource; readonly contents: PackageContents }
      readonly error?: unknown
    }
  | { readonly what: 'legacy' }

interface PackageDialogState {
  readonly subject: Subject | undefined
  /** The transfer that is watched in it. It goes on when the dialog is closed. */
  readonly transferId: string | undefined
}

export const usePackageDialog = create<PackageDialogState>()(() => ({
  subject: undefined,
  transferId: undefined,
}))

const show = (subject: Subject) => usePackageDialog.setState({ subject, transferId: undefined })

export function openPackageExport(workflowIds: readonly string[]): void {
  act().closeDialog()
  void act().refreshWorkflows()
  show({ what: 'export', workflowIds })
}

export function openLegacyImport(): void {
  act().closeDialog()
  show({ what: 'legacy' })
}

/** Looks into a package and says what it holds; it is let in only when the person says so. */
export async function openPackageFile(file: File): Promise<void> {
  act().closeDialog()
  const waiting: Subject = { what: 'import', name: file.name }
  show(waiting)
  const settle = (news: Partial<Extract<Subject, { what: 'import' }>>) => {
    // Closed meanwhile, or another was opened.
    if (usePackageDialog.getState().subject === waiting) show({ ...waiting, ...news })
  }
  try {
    settle({ found: await act().inspectPackage(file) })
  } catch (error) {
    settle({ error })
  }
}

export async function pickPackage(): Promise<void> {
  const [file] = await pickFiles('package')
  if (file) await openWorkflowOrPackage(file)
}

/** A package begins as every zip does; anything else is tried as the text of a workflow. */
export async function openWorkflowOrPackage(file: File): Promise<void> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  if (/\.sceneloom$/i.test(file.name) && head[0] !== 0x7b) return openPackageFile(file)
  return act().importWorkflowText(file.name.replace(/(\.sceneloom)?\.[^.]+$/i, ''), await file.text())
}

export function watchTransfer(transferId: string): void {
  usePackageDialog.setState({ transferId })
}

export function closePackage(): void {
  usePackageDialog.setState({ subject: undefined, transferId: undefined })
}
