import { useEffect } from 'react'
import type { DoctorReport, Recovery } from '../../../nodes/contract/keeping.ts'
import { call, core } from '../../api.ts'
import { i18n, translate } from '../../i18n/index.ts'
import { act } from '../../panels/act.ts'
import { totalOf, useHealth } from './health-store.ts'

/** Tells once what had to be done to open the library, and quietly when files are not as they should be. */
export function useHealthNews(): void {
  useEffect(() => {
    void call('backups.recovery', {}).then(
      ({ recovery }) => recovery && tellRecovery(recovery),
      // A core that cannot be asked now has told why already.
      () => undefined,
    )
    return core.onEvent((event) => {
      // Nothing that is on screen is certain any more.
      if (event.type === 'library.reopened') location.reload()
      if (event.type === 'doctor.changed') take(event.report)
    })
  }, [])
}

function take(report: DoctorReport): void {
  const before = useHealth.getState()
  useHealth.setState({ report })
  const isNews = before.report?.id !== report.id || before.report.state === 'running'
  const count = totalOf(report)
  if (report.state !== 'done' || !isNews || before.watchedId === report.id || count === 0) return
  act().toast({
    kind: 'info',
    text: translate('health:notice', { count }),
    action: { label: translate('health:look'), perform: () => act().openSettings('health') },
  })
}

/** It stays until it is dismissed: nobody should miss it. */
function tellRecovery({ how, from, workflows, media, aside }: Recovery): void {
  const time = timeText(from)
  const text =
    how === 'backup'
      ? translate('health:backups.recovered', { time, workflows, media, aside })
      : translate('health:backups.rebuilt', { workflows, media, aside })
  act().toast({
    kind: 'error',
    text,
    action: { label: translate('health:backups.show'), perform: () => act().openSettings('backups') },
  })
}

export function timeText(time: number | undefined): string {
  if (time === undefined) return ''
  return new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(time)
}
