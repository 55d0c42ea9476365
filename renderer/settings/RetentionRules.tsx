import { useTranslation } from 'react-i18next'
import type { CleaningReport, Retention } from '../../nodes/contract/keeping.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { cleanedByItself } from '../store/storage.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { Switch } from '../ui/Switch.tsx'
import { Group } from './Group.tsx'

const rules = ['trashDays', 'unusedTakesDays', 'runsDays'] as const
type Rule = (typeof rules)[number]

const suggested: Readonly<Record<Rule, number>> = { trashDays: 30, unusedTakesDays: 90, runsDays: 365 }

/** What is cleaned up without anybody asking; nothing unless it is switched on. */
export function RetentionRules({ last }: { readonly last: CleaningReport | undefined }) {
  const { t, i18n } = useTranslation('storage')
  const retention = useStore((state) => state.settings.retention)
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Group title={t('keep')} why={t('keepWhy')}>
      {rules.map((rule) => (
        <RuleRow key={rule} rule={rule} retention={retention} />
      ))}
      {last && (
        <p className="text-12 text-text-2">
          {t('lastTime', { date: date.format(last.at), what: cleanedByItself(last) })}
        </p>
      )}
    </Group>
  )
}

function RuleRow({ rule, retention }: { readonly rule: Rule; readonly retention: Retention }) {
  const { t } = useTranslation('storage')
  const days = retention[rule]
  const change = (next: number | undefined) => {
    const { [rule]: _before, ...others } = retention
    void act().changeSettings({ retention: { ...others, ...(next !== undefined && { [rule]: next }) } })
  }
  return (
    <div className="flex flex-col gap-1">
      <Switch
        label={t(`rule.${rule}`)}
        checked={days !== undefined}
        onChange={(on) => change(on ? suggested[rule] : undefined)}
      />
      {days !== undefined && (
        <div className="w-40 self-end">
          <NumberField
            label={t('olderThan')}
            value={days}
            min={1}
            max={3_650}
            unit={t('days')}
            onChange={(next) => change(Math.round(next))}
          />
        </div>
      )}
    </div>
  )
}
