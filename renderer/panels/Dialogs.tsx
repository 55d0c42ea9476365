import { useStore } from '../store/index.ts'
import { TrashDialog } from '../library/TrashDialog.tsx'
import { ConnectMedia } from '../library/ConnectMedia.tsx'
import { SettingsDialog } from '../settings/SettingsDialog.tsx'
import { BatchDialog } from './batch/BatchDialog.tsx'
import { ConfirmRun } from './confirm/ConfirmRun.tsx'
import { CarriedDialog } from './export/CarriedDialog.tsx'
import { ExportDialog } from './export/ExportDialog.tsx'
import { HistoryDialog } from './history/HistoryDialog.tsx'
import { AboutDialog } from './help/AboutDialog.tsx'
import { CommandPalette } from './help/CommandPalette.tsx'
import { ShortcutsDialog } from './help/ShortcutsDialog.tsx'
import { FolderDialog } from './import/FolderDialog.tsx'
import { PackageDialog } from './package/PackageDialog.tsx'
import { SaveDialog } from './home/SaveDialog.tsx'
import { WorkflowsDialog } from './home/WorkflowsDialog.tsx'

export function Dialogs() {
  const dialog = useStore((state) => state.dialog)
  const close = useStore((state) => state.closeDialog)
  return (
    <>
      <WorkflowsDialog open={dialog === 'workflows'} onClose={close} />
      <SaveDialog open={dialog === 'save'} onClose={close} />
      <SettingsDialog open={dialog === 'settings'} onClose={close} />
      <CommandPalette open={dialog === 'palette'} onClose={close} />
      <ShortcutsDialog open={dialog === 'shortcuts'} onClose={close} />
      <AboutDialog open={dialog === 'about'} onClose={close} />
      <BatchDialog open={dialog === 'batch'} onClose={close} />
      <ConnectMedia />
      <ConfirmRun />
      <ExportDialog />
      <CarriedDialog />
      <FolderDialog />
      <HistoryDialog />
      <PackageDialog />
      <TrashDialog />
    </>
  )
}

export interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
}
