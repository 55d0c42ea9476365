import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoctorReport } from '../../../nodes/contract/keeping.ts'
import { act } from '../../panels/act.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { errorText } from '../../i18n/index.ts'
import { Banner } from '../Banner.tsx'
import { Findings } from './Findings.tsx'
import { SearchFolders } from './SearchFolders.tsx'
import { timeText } from './use-health-news.ts'
import { examine, readHealth, stopExamining, totalOf, useHealth } from './health-store.ts'

/** Library health: look, read what was found, and mend what can be mended. */
export function HealthSettings() {
  const { t } = useTranslation('health')
  const report = useHealth((state) => state.report)
  const deep = useHealth((state) => state.deep)
  useEffect(() => void readHealth().catch(act().toastError), [])
  const isRunning = report?.state === 'running'
  return (
    <>
      <p className="text-text-2">{t('why')}</p>
      <Checkbox
        label={t('deep')}
        hint={t('deepHint')}
        checked={deep}
        onChange={(deep) => useHealth.setState({ deep })}
      />
      <SearchFolders />
      <div className="flex items-center gap-2">
        {isRunning ? (
          <Button onClick={() => void stopExamining().catch(act().toastError)}>{t('stop')}</Button>
        ) : (
          <Button look="primary" onClick={() => void examine().catch(act().toastError)}>
            {t(report ? 'examineAgain' : 'examine')}
          </Button>
        )}
        {report && <Words report={report} />}
      </div>
      {isRunning && <ProgressBar label={t('progress')} value={report.progress} />}
      {report?.error && <Banner text={errorText(report.error)} />}
      {report && totalOf(report) > 0 && <Findings key={report.id} report={report} />}
    </>
  )
}

function Words({ report }: { readonly report: DoctorReport }) {
  const { t, i18n } = useTranslation('health')
  const number = report.examined.toLocaleString(i18n.language)
  const percent = report.progress.toLocaleString(i18n.language, { style: 'percent' })
  return (
    <p role="status" className="tabular text-text-2">
      {report.state === 'running' && t('going', { percent, number })}
      {report.state === 'stopped' && t('stopped', { number })}
      {report.state === 'done' &&
        totalOf(report) === 0 &&
        t('well', { number, time: timeText(report.endedAt) })}
    </p>
  )
}
