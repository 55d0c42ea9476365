import { useTranslation } from 'react-i18next'
import { useStore } from '../../store/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ExportPackage } from './ExportPackage.tsx'
import { ImportPackage } from './ImportPackage.tsx'
import { LegacyForm } from './LegacyForm.tsx'
import { closePackage, usePackageDialog } from './package-dialog.ts'
import { TransferProgress } from './TransferProgress.tsx'

/** Workflows that leave the library in one file, come in from one, or from an older library. */
export function PackageDialog() {
  const { t } = useTranslation('packages')
  const { subject, transferId } = usePackageDialog()
  const watched = useStore((state) => state.transfers.find(({ id }) => id === transferId))
  return (
    <Dialog
      open={subject !== undefined}
      onClose={closePackage}
      title={subject ? t(`title.${subject.what}`) : ''}
    >
      {watched ? (
        <TransferProgress watched={watched} />
      ) : (
        <>
          {subject?.what === 'export' && <ExportPackage workflowIds={subject.workflowIds} />}
          {subject?.what === 'import' && <ImportPackage subject={subject} />}
          {subject?.what === 'legacy' && <LegacyForm />}
        </>
      )}
    </Dialog>
  )
}
