import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '../../nodes/contract/keeping.ts'
import { call } from '../api.ts'
import { act } from '../panels/act.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { bytesText } from '../viewer/facts.ts'
import { timeText } from './health/use-health-news.ts'

/** The copies of the library, and the way back to one. */
export function BackupSettings() {
  const { t } = useTranslation('health')
  const [backups, setBackups] = useState<readonly Backup[]>()
  const [isMaking, setMaking] = useState(false)
  const [asked, setAsked] = useState<Backup>()
  const [isReady, setReady] = useState(false)
  useEffect(() => void call('backups.list', {}).then(setBackups, act().toastError), [])

  const make = async () => {
    setMaking(true)
    try {
      await call('backups.make', {})
      act().toast({ kind: 'success', text: t('backups.made') })
      setBackups(await call('backups.list', {}))
    } catch (error) {
      act().toastError(error)
    } finally {
      setMaking(false)
    }
  }
  const restore = async ({ id }: Backup) => {
    setAsked(undefined)
    await call('backups.restore', { id }).then(() => setReady(true), act().toastError)
  }
  return (
    <>
      <p className="text-text-2">{t('backups.why')}</p>
      <div>
        <Button disabled={isMaking} onClick={() => void make()}>
          {t(isMaking ? 'backups.making' : 'backups.make')}
        </Button>
      </div>
      {isReady && <Restart />}
      {backups?.length === 0 && <p className="text-text-3">{t('backups.none')}</p>}
      {backups && backups.length > 0 && (
        <ul aria-label={t('backups.list')} className="flex flex-col gap-1">
          {backups.map((backup) => (
            <BackupRow key={backup.id} backup={backup} onRestore={() => setAsked(backup)} />
          ))}
        </ul>
      )}
      {asked && (
        <AlertDialog
          open
          title={t('backups.title', { time: timeText(asked.madeAt) })}
          text={t('backups.text')}
          action={t('backups.action')}
          onConfirm={() => void restore(asked)}
          onCancel={() => setAsked(undefined)}
        />
      )}
    </>
  )
}

interface BackupRowProps {
  readonly backup: Backup
  readonly onRestore: () => void
}

function BackupRow({ backup, onRestore }: BackupRowProps) {
  const { t, i18n } = useTranslation('health')
  const { madeAt, workflows, media, bytes, sound } = backup
  const time = timeText(madeAt)
  return (
    <li className="flex items-center gap-3 rounded-4 border border-line px-3 py-2">
      <div className="min-w-0 grow">
        <p className="tabular">{time}</p>
        <p className={`text-12 ${sound ? 'text-text-3' : 'text-err'}`}>
          {sound
            ? t('backups.content', { workflows, media, size: bytesText(bytes, i18n.language) })
            : t('backups.unsound')}
        </p>
      </div>
      <Button
        size="compact"
        aria-label={t('backups.restoreOf', { time })}
        disabledReason={sound ? undefined : t('backups.unsound')}
        onClick={onRestore}
      >
        {t('backups.restore')}
      </Button>
    </li>
  )
}

/** The window loads itself anew when the library is open again. */
function Restart() {
  const { t } = useTranslation('health')
  const [isOn, setOn] = useState(false)
  const restart = async () => {
    setOn(true)
    try {
      await act().flush()
      await call('backups.reopen', {})
    } catch (error) {
      setOn(false)
      act().toastError(error)
    }
  }
  return (
    <div role="status" className="flex items-center gap-3 rounded-4 bg-accent-tint p-3">
      <p className="grow">{t('backups.ready')}</p>
      <Button look="primary" disabled={isOn} onClick={() => void restart()}>
        {t(isOn ? 'backups.restarting' : 'backups.restart')}
      </Button>
    </div>
  )
}
