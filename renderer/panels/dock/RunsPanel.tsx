import { useTranslation } from 'react-i18next'
import { moneyText } from '../../i18n/money-words.ts'
import { selectMoneyMatters, useStore } from '../../store/index.ts'
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
      <Spent />
    </div>
  )
}

/** For whoever could spend something. */
function Spent() {
  const { t } = useTranslation('panels')
  const matters = useStore(selectMoneyMatters)
  const spending = useStore((state) => state.spending)
  if (!matters || !spending) return null
  const { day, month } = spending
  return (
    <footer className="tabular shrink-0 border-t border-line px-3 py-1 text-12 text-text-3">
      {month.usd === 0
        ? t('runs.spentNothing')
        : t('runs.spent', { today: moneyText(day.usd), month: moneyText(month.usd) })}
    </footer>
  )
}
