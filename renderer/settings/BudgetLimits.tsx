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
      <div className="grid max-w-120 grid-cols-[1fr_1fr_1fr] gap-x-3 gap-y-2">
        {units.flatMap((unit) =>
          periods.map((period) => (
            <LimitField
              key={`${unit}-${period}`}
              label={t('budget.limitLabel', { what: t(`budget.${unit}`), period: t(`budget.per.${period}`) })}
              unit={unit}
              value={budget[unit][period]}
              onChange={(limit) => change(withLimit(budget, { unit, period, limit }))}
            />
          )),
        )}
      </div>
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
  readonly hint?: string
  readonly unit: Unit
  readonly value: number | undefined
  readonly onChange: (limit: number | undefined) => void
}

/** Keeps what cannot be read on screen, with the reason; the limit stays as it was. */
function LimitField({ label, hint, unit, value, onChange }: LimitFieldProps) {
  const { t } = useTranslation('money')
  const [refused, setRefused] = useState<string>()
  const kept = value === undefined ? '' : String(value)
  return (
    <CommitField
      label={label}
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
