import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Spending } from '../../nodes/contract/money.ts'
import { moneyText } from '../i18n/money-words.ts'
import { modelTitle } from '../i18n/node-words.ts'
import { useStore } from '../store/index.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { Group } from './Group.tsx'

type By = 'provider' | 'model' | 'workflow'

/** What this month's money went to. */
export function SpendingShares({ spending }: { readonly spending: Spending }) {
  const { t } = useTranslation('money')
  const models = useStore((state) => state.models)
  const [by, setBy] = useState<By>('provider')
  const shares = { provider: spending.byProvider, model: spending.byModel, workflow: spending.byWorkflow }[by]
  const nameOf = (name: string) => {
    const model = by === 'model' ? models.find(({ id }) => id === name) : undefined
    return model ? `${modelTitle(model)} · ${model.providerTitle}` : name
  }
  return (
    <Group title={t('budget.breakdown')}>
      <Tabs
        label={t('budget.breakdown')}
        tabs={(['provider', 'model', 'workflow'] as const).map((id) => ({ id, label: t(`budget.by.${id}`) }))}
        value={by}
        onChange={setBy}
      >
        {shares.length === 0 ? (
          <p className="p-2 text-text-2">{t('budget.nothing')}</p>
        ) : (
          <table className="tabular w-full select-text">
            <thead className="text-left text-12 text-text-2">
              <tr>
                <th className="p-2 font-normal">{t('budget.name')}</th>
                <th className="p-2 text-right font-normal">{t('budget.spent')}</th>
                <th className="p-2 text-right font-normal">{t('budget.clipCount')}</th>
              </tr>
            </thead>
            <tbody>
              {shares.map(({ name, usd, clips }) => (
                <tr key={name} className="border-t border-line">
                  <td className="max-w-0 truncate p-2" title={nameOf(name)}>
                    {nameOf(name)}
                  </td>
                  <td className="w-28 p-2 text-right">{moneyText(usd)}</td>
                  <td className="w-20 p-2 text-right">{clips}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Tabs>
    </Group>
  )
}
