import { useTranslation } from 'react-i18next'
import { useStore } from '../../store/index.ts'
import { costText } from '../toolbar/run-words.ts'
import { countToday } from './run-count.ts'
import { RunGroup } from './RunGroup.tsx'

/** What ran, newest first. */
export function RunsPanel() {
  const { t } = useTranslation('panels')
  const runs = useStore((state) => state.runs)
  if (runs.length === 0) return <p className="p-4 text-text-2">{t('runs.empty')}</p>
  return (
    <div className="flex h-full flex-col">
      <div className="min-h-0 grow overflow-y-auto">
        {runs.map((run, index) => (
          <RunGroup key={run.id} run={run} latest={index === 0} />
        ))}
      </div>
      <Today />
    </div>
  )
}

function Today() {
  const { t, i18n } = useTranslation('panels')
  const runs = useStore((state) => state.runs)
  const { count, cost } = countToday(runs)
  return (
    <footer className="shrink-0 border-t border-line px-3 py-1 text-12 text-text-3">
      {t('runs.today', {
        count,
        cost: cost === 0 ? t('runs.noCost') : costText(cost, i18n.language),
      })}
    </footer>
  )
}
