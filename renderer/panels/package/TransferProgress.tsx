import { CircleAlert, CircleCheck, CircleSlash, Download, FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../nodes/contract/moving.ts'
import { errorText } from '../../i18n/index.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { act } from '../act.ts'
import { exportUrl, fileNameOf, showExport } from '../export/export-files.ts'
import { Frame } from './Frame.tsx'
import { closePackage, usePackageDialog } from './package-dialog.ts'

/** One transfer, from its beginning to what came of it. */
export function TransferProgress({ watched }: { readonly watched: Transfer }) {
  if (watched.state === 'running') return <Running watched={watched} />
  if (watched.state === 'done') return <Done watched={watched} />
  return <NotDone watched={watched} />
}

function Running({ watched }: { readonly watched: Transfer }) {
  const { t } = useTranslation(['packages', 'panels'])
  const label = t(`going.${watched.kind}`)
  return (
    <Frame
      actions={
        <>
          <Button onClick={closePackage}>{t('panels:close')}</Button>
          <Button onClick={() => void act().stopTransfer(watched.id)}>{t('stop')}</Button>
        </>
      }
    >
      <p className="tabular flex items-baseline gap-2">
        <span className="grow font-medium">{label}</span>
        <span>{t('percent', { percent: Math.floor(watched.progress * 100) })}</span>
      </p>
      <ProgressBar label={label} value={watched.progress} />
      <p className="text-12 text-text-3">{t('goesOn')}</p>
    </Frame>
  )
}

function Done({ watched }: { readonly watched: Transfer }) {
  const { t } = useTranslation(['packages', 'panels'])
  const { kind, workflowIds, media, notes, path } = watched
  return (
    <Frame
      actions={
        <>
          <Button onClick={closePackage}>{t('panels:close')}</Button>
          {kind === 'package-out' ? <Fetch watched={watched} /> : <OpenFirst workflowIds={workflowIds} />}
        </>
      }
    >
      <p role="status" className="flex items-center gap-2 font-medium">
        <CircleCheck className="shrink-0 text-ok" />
        {kind === 'package-out'
          ? t('written', { name: fileNameOf(path ?? ''), count: media })
          : t('arrived', { workflows: workflowIds.length, count: media })}
      </p>
      {path !== undefined && <p className="text-12 text-text-3 break-all select-text">{path}</p>}
      {notes.length > 0 && (
        <ul
          aria-label={t('notes')}
          className="flex max-h-60 flex-col gap-1 overflow-y-auto text-12 text-text-2"
        >
          {[...new Set(notes.map(errorText))].map((text) => (
            <li key={text} className="break-words select-text">
              {text}
            </li>
          ))}
        </ul>
      )}
    </Frame>
  )
}

/** In the desktop app its folder; in a browser a download. */
function Fetch({ watched }: { readonly watched: Transfer }) {
  const { t } = useTranslation('packages')
  if (showExport) {
    return (
      <Button
        look="primary"
        icon={<FolderOpen />}
        onClick={() => void showExport?.(watched.id).catch(act().toastError)}
      >
        {t('show')}
      </Button>
    )
  }
  const download = () => {
    const link = document.createElement('a')
    link.href = exportUrl(watched.id, 0, { download: true })
    link.download = fileNameOf(watched.path ?? '')
    link.click()
  }
  return (
    <Button look="primary" icon={<Download />} onClick={download}>
      {t('download')}
    </Button>
  )
}

function OpenFirst({ workflowIds: [first] }: Pick<Transfer, 'workflowIds'>) {
  const { t } = useTranslation('packages')
  if (first === undefined) return null
  const open = () => {
    closePackage()
    void act().openWorkflow(first)
  }
  return (
    <Button look="primary" onClick={open}>
      {t('open')}
    </Button>
  )
}

function NotDone({ watched: { state, error } }: { readonly watched: Transfer }) {
  const { t } = useTranslation(['packages', 'panels'])
  return (
    <Frame
      actions={
        <>
          <Button onClick={closePackage}>{t('panels:close')}</Button>
          <Button onClick={() => usePackageDialog.setState({ transferId: undefined })}>{t('again')}</Button>
        </>
      }
    >
      {state === 'failed' && error ? (
        <p role="alert" className="flex items-start gap-2">
          <CircleAlert className="mt-0.5 shrink-0 text-err" />
          <span className="min-w-0 break-words select-text">{errorText(error)}</span>
        </p>
      ) : (
        <p role="status" className="flex items-center gap-2">
          <CircleSlash className="text-text-3" />
          {t('stopped')}
        </p>
      )}
    </Frame>
  )
}
