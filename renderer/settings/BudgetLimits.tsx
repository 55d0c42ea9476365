import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { periods, type Budget, type Period } from '../../nodes/contract/money.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { CommitField } from '../ui/TextField.tsx'
import { Group } from './Group.tsx'
import { readLimit } from './limits.ts'

const units = ['usd', 'clips'] as const
type Unit = (typeof units)[number]

/** How much may be spent in a run, a day and a month, in money and in clips. */
export function BudgetLimits() {
  const { t } = useTranslation('money')
  const budget = useStore((state) => state.settings.budget)
  return (
    <Group title={t('budget.limits')} why={t('budget.limitsWhy')}>
      <table className="max-w-140 border-separate border-spacing-x-2 border-spacing-y-1 -mx-2">
        <thead className="text-left text-12 text-text-2">
          <tr>
            <td />
            {periods.map((period) => (
              <th key={period} scope="col" className="font-normal">
                {t(`budget.per.${period}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit}>
              <th
                scope="row"
                className="h-7 pr-2 text-left align-top font-normal whitespace-nowrap leading-7"
              >
                {t(`budget.${unit}`)}
              </th>
              {periods.map((period) => (
                <td key={period} className="align-top">
                  <LimitField
                    label={t('budget.limitLabel', {
                      what: t(`budget.${unit}`),
                      period: t(`budget.per.${period}`),
                    })}
                    hideLabel
                    unit={unit}
                    value={budget[unit][period]}
                    onChange={(limit) => change(withLimit(budget, { unit, period, limit }))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="max-w-80">
        <LimitField
          label={t('budget.confirm')}
          hint={t('budget.confirmWhy')}
          unit="usd"
          value={budget.confirmAboveUsd}
          onChange={(limit) => change({ ...budget, confirmAboveUsd: limit ?? 0 })}
        />
      </div>
    </Group>
  )
}

interface LimitFieldProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly hint?: string
  readonly unit: Unit
  readonly value: number | undefined
  readonly onChange: (limit: number | undefined) => void
}

/** Keeps what cannot be read on screen, with the reason; the limit stays as it was. */
function LimitField({ label, hideLabel = false, hint, unit, value, onChange }: LimitFieldProps) {
  const { t } = useTranslation('money')
  const [refused, setRefused] = useState<string>()
  const kept = value === undefined ? '' : String(value)
  return (
    <CommitField
      label={label}
      hideLabel={hideLabel}
      value={refused ?? kept}
      placeholder={t('budget.none')}
      hint={hint}
      error={refused === undefined ? undefined : t(unit === 'usd' ? 'budget.notANumber' : 'budget.notACount')}
      onCommit={(typed) => {
        const read = readLimit(typed, unit)
        setRefused(read.ok ? undefined : typed)
        if (read.ok && read.limit !== value) onChange(read.limit)
      }}
    />
  )
}

interface LimitChange {
  readonly unit: Unit
  readonly period: Period
  readonly limit: number | undefined
}

function withLimit(budget: Budget, { unit, period, limit }: LimitChange): Budget {
  return { ...budget, [unit]: { ...budget[unit], [period]: limit } }
}

function change(budget: Budget): void {
  void act().changeSettings({ budget })
}
