import { useTranslation } from 'react-i18next'
import { nameOf } from '../../i18n/node-words.ts'
import { selectFilm, useStore } from '../../store/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { closeExport, useExportDialog } from './export-dialog.ts'
import { ExportForm } from './ExportForm.tsx'
import { ExportProgress } from './ExportProgress.tsx'

/** A film leaves the library: what for, under which name, and with what beside it. */
export function ExportDialog() {
  const { t } = useTranslation('exports')
  const { nodeId, exportId } = useExportDialog()
  const name = useStore((state) => (nodeId === undefined ? '' : nameOf(state.document, nodeId)))
  const watched = useStore((state) => state.exports.find(({ id }) => id === exportId))
  const film = useStore((state) => (nodeId === undefined ? undefined : selectFilm(state, nodeId)))
  return (
    <Dialog
      open={nodeId !== undefined}
      onClose={closeExport}
      title={t('title', { film: name })}
      width="large"
    >
      {watched ? (
        <ExportProgress watched={watched} />
      ) : (
        nodeId !== undefined && <ExportForm key={nodeId} nodeId={nodeId} film={film} />
      )}
    </Dialog>
  )
}
