import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { policies } from '../../nodes/generation/quote.ts'
import { moneyText } from '../i18n/money-words.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { BudgetLimits } from './BudgetLimits.tsx'
import { Group } from './Group.tsx'
import { SpendingChart } from './SpendingChart.tsx'
import { SpendingShares } from './SpendingShares.tsx'
import { Usage } from './Usage.tsx'

/** What was spent, what may be, and how a model is chosen where nobody chose one. */
export function BudgetSettings() {
  const { t } = useTranslation('money')
  const spending = useStore((state) => state.spending)
  useEffect(() => void act().readSpending(), [])
  return (
    <>
      <Group title={t('budget.usage')}>
        {spending ? <Usage spending={spending} /> : <p className="text-text-2">{t('budget.reading')}</p>}
        <p className="text-12 text-text-3">{t('budget.estimates')}</p>
      </Group>
      <BudgetLimits />
      <AutoPolicy />
      {spending && (
        <>
          <SpendingChart days={spending.byDay} />
          <SpendingShares spending={spending} />
          {spending.unusedUsd > 0 && (
            <p className="text-text-2">{t('budget.unused', { cost: moneyText(spending.unusedUsd) })}</p>
          )}
        </>
      )}
    </>
  )
}

function AutoPolicy() {
  const { t } = useTranslation('money')
  const chosen = useStore((state) => state.settings.policy)
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-2 text-15 font-semibold">{t('budget.auto')}</legend>
      {policies.map((policy) => (
        <label
          key={policy}
          className="flex items-start gap-2 rounded-4 border border-line p-2 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-tint"
        >
          <input
            type="radio"
            name="policy"
            className="mt-0.5 size-4 shrink-0 accent-accent-fill"
            checked={policy === chosen}
            onChange={() => void act().changeSettings({ policy })}
          />
          <span>
            <span className="block font-medium">{t(`budget.policies.${policy}`)}</span>
            <span className="block text-12 text-text-2">{t(`budget.policyWhy.${policy}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
