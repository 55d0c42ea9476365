import { CircleAlert, CircleCheck, CircleSlash, Download, FolderOpen, Play } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FilmExport } from '../../../nodes/contract/films.ts'
import { errorText } from '../../i18n/index.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useNow } from '../../ui/useNow.ts'
import { noteText } from '../../stitch/note-words.ts'
import { formatLength } from '../../viewer/timecode.ts'
import { act } from '../act.ts'
import { closeExport, useExportDialog } from './export-dialog.ts'
import { exportUrl, fileNameOf, showExport } from './export-files.ts'
import { ExportPreview, isShowable } from './ExportPreview.tsx'
import { ExportRemedy } from './ExportRemedy.tsx'

/** One export, from its beginning to its files. */
export function ExportProgress({ watched }: { readonly watched: FilmExport }) {
  if (watched.state === 'running') return <Running watched={watched} />
  if (watched.state === 'done') return <Done key={watched.id} watched={watched} />
  return <NotDone watched={watched} />
}

function Running({ watched }: { readonly watched: FilmExport }) {
  const { t } = useTranslation(['exports', 'panels'])
  const stopExport = useStore((state) => state.stopExport)
  const [stopping, setStopping] = useState(false)
  const now = useNow(true)
  const percent = Math.floor(watched.progress * 100)
  const label = t('exporting', { preset: t(`preset.${watched.preset}.name`) })
  const stop = () => {
    setStopping(true)
    void stopExport(watched.id).then(() => setStopping(false))
  }
  return (
    <Frame
      actions={
        <>
          <Button onClick={closeExport}>{t('panels:close')}</Button>
          <Button disabled={stopping} onClick={stop}>
            {t(stopping ? 'stopping' : 'stop')}
          </Button>
        </>
      }
    >
      <p className="tabular flex items-baseline gap-2">
        <span className="grow font-medium">{label}</span>
        <span>{t('percent', { percent })}</span>
        <span className="text-12 text-text-3">
          {t('elapsed', { time: formatLength(Math.max(0, (now - watched.startedAt) / 1000)) })}
        </span>
      </p>
      <ProgressBar label={label} value={watched.progress} />
      <p className="text-12 text-text-3">{t('goesOn')}</p>
    </Frame>
  )
}

function Done({ watched }: { readonly watched: FilmExport }) {
  const { t } = useTranslation(['exports', 'panels'])
  const { id, files, notes, startedAt, endedAt = startedAt } = watched
  const [film = ''] = files
  const [shown, setShown] = useState(false)
  return (
    <Frame
      actions={
        <>
          <Another />
          <Button onClick={closeExport}>{t('panels:close')}</Button>
          {isShowable(film) && !shown && (
            <Button look={showExport ? 'normal' : 'primary'} icon={<Play />} onClick={() => setShown(true)}>
              {t('play')}
            </Button>
          )}
          {showExport && <ShowButton id={id} />}
        </>
      }
    >
      <p className="flex items-center gap-2 font-medium">
        <CircleCheck className="text-ok" />
        {t('done', { time: formatLength((endedAt - startedAt) / 1000) })}
      </p>
      {shown && <ExportPreview url={exportUrl(id, 0, { download: false })} name={fileNameOf(film)} />}
      {notes && (
        <details className="text-12 text-text-2">
          <summary className="min-h-6 content-center">{t('panels:toasts.moreDetails')}</summary>
          <ul className="select-text">
            {notes.map((note) => (
              <li key={JSON.stringify([note.code, note.values])}>{noteText(note)}</li>
            ))}
          </ul>
        </details>
      )}
      <ul aria-label={t('files')} className="flex flex-col rounded-4 border border-line">
        {files.map((path, index) => (
          <li
            key={path}
            className="flex min-h-8 items-center gap-2 border-b border-line px-2 last:border-b-0"
          >
            <span className="min-w-0 grow truncate select-text" title={path}>
              {fileNameOf(path)}
            </span>
            {!showExport && isFile(path) && (
              <DownloadLink name={fileNameOf(path)} href={exportUrl(id, index, { download: true })} />
            )}
          </li>
        ))}
      </ul>
      <p className="truncate text-12 text-text-3 select-text" title={folderOf(film)}>
        {folderOf(film)}
      </p>
    </Frame>
  )
}

function ShowButton({ id }: { readonly id: string }) {
  const { t } = useTranslation('exports')
  return (
    <Button
      look="primary"
      icon={<FolderOpen />}
      onClick={() => void showExport?.(id).catch(act().toastError)}
    >
      {t('show')}
    </Button>
  )
}

function DownloadLink({ name, href }: { readonly name: string; readonly href: string }) {
  const { t } = useTranslation('exports')
  return (
    <a
      href={href}
      download={name}
      aria-label={t('downloadFile', { name })}
      className="inline-flex min-h-6 items-center gap-1.5 rounded-4 border border-line px-2 text-12 hover:border-line-strong"
    >
      <Download />
      {t('download')}
    </a>
  )
}

function NotDone({ watched: { state, error } }: { readonly watched: FilmExport }) {
  const { t } = useTranslation(['exports', 'panels'])
  const back = () => useExportDialog.setState({ exportId: undefined })
  return (
    <Frame
      actions={
        <>
          <Another />
          <Button onClick={closeExport}>{t('panels:close')}</Button>
        </>
      }
    >
      {state === 'failed' && error ? (
        <div role="alert" className="flex items-center gap-2">
          <CircleAlert className="shrink-0 text-err" />
          <p className="min-w-0 grow break-words select-text">{errorText(error)}</p>
          <ExportRemedy error={error} chooseFolder={back} retry={back} />
        </div>
      ) : (
        <p className="flex items-center gap-2">
          <CircleSlash className="text-text-3" />
          {t('stopped')}
        </p>
      )}
    </Frame>
  )
}

function Another() {
  const { t } = useTranslation('exports')
  return (
    <Button look="quiet" onClick={() => useExportDialog.setState({ exportId: undefined })}>
      {t('another')}
    </Button>
  )
}

function Frame({ actions, children }: { readonly actions: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-3 p-4">{children}</div>
      <footer className="sticky bottom-0 flex items-center justify-end gap-2 border-t border-line bg-overlay px-4 py-3">
        {actions}
      </footer>
    </div>
  )
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')))
}

/** A folder of media beside a list has no ending. */
function isFile(path: string): boolean {
  return /\.[a-z0-9]{2,6}$/i.test(path)
}
