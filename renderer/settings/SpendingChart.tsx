import { useTranslation } from 'react-i18next'
import type { Spending } from '../../nodes/contract/money.ts'
import { i18n } from '../i18n/index.ts'
import { moneyText } from '../i18n/money-words.ts'
import { Group } from './Group.tsx'

type Days = Spending['byDay']

/** A bar for each of the last 30 days, and the same as a table. */
export function SpendingChart({ days }: { readonly days: Days }) {
  const { t } = useTranslation('money')
  const total = days.reduce((sum, { usd }) => sum + usd, 0)
  const most = Math.max(0, ...days.map(({ usd }) => usd))
  if (total === 0) {
    return (
      <Group title={t('budget.chart')}>
        <p className="text-text-2">{t('budget.chartNone')}</p>
      </Group>
    )
  }
  const sum = t('budget.chartSum', { total: moneyText(total), most: moneyText(most) })
  return (
    <Group title={t('budget.chart')}>
      <figure className="flex flex-col gap-1">
        <div role="img" aria-label={sum} className="flex h-24 items-end gap-0.5 border-b border-line-strong">
          {days.map((day) => (
            <span
              key={day.name}
              title={t('budget.chartDay', { day: dayText(day.name), cost: moneyText(day.usd) })}
              className="flex h-full min-w-0 grow items-end"
            >
              <span
                className="w-full rounded-t-[2px] bg-accent hover:brightness-110 forced-colors:bg-[CanvasText]"
                style={{ height: `${(day.usd / most) * 100}%`, minHeight: day.usd > 0 ? 2 : 0 }}
              />
            </span>
          ))}
        </div>
        <div className="tabular flex justify-between text-12 text-text-3" aria-hidden>
          <span>{days[0] && dayText(days[0].name)}</span>
          <span>{days.at(-1) && dayText(days.at(-1)!.name)}</span>
        </div>
        <figcaption className="text-12 text-text-2">{sum}</figcaption>
      </figure>
      <AsTable days={days} />
    </Group>
  )
}

function AsTable({ days }: { readonly days: Days }) {
  const { t } = useTranslation('money')
  const spent = days.filter(({ usd, clips }) => usd > 0 || clips > 0).toReversed()
  return (
    <details>
      <summary className="min-h-6 content-center text-12 text-text-2">{t('budget.showTable')}</summary>
      <table className="tabular mt-1 w-full max-w-96 text-12 select-text">
        <thead className="text-left text-text-2">
          <tr>
            <th className="py-1 font-normal">{t('budget.day')}</th>
            <th className="py-1 text-right font-normal">{t('budget.spent')}</th>
            <th className="py-1 text-right font-normal">{t('budget.clipCount')}</th>
          </tr>
        </thead>
        <tbody>
          {spent.map(({ name, usd, clips }) => (
            <tr key={name} className="border-t border-line">
              <td className="py-1">{dayText(name)}</td>
              <td className="py-1 text-right">{moneyText(usd)}</td>
              <td className="py-1 text-right">{clips}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** "2026-11-21" is a day of the calendar, not an instant in some time zone. */
function dayText(day: string): string {
  const format = new Intl.DateTimeFormat(i18n.language, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  return format.format(Date.parse(day))
}
