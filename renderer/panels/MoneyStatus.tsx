import { CircleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Spending, Budget } from '../../nodes/contract/money.ts'
import { i18n, translate } from '../i18n/index.ts'
import { moneyText } from '../i18n/money-words.ts'
import { formatLimit } from '../i18n/usd.ts'
import { selectInboxCount, selectMoneyMatters, useStore } from '../store/index.ts'
import { act } from './act.ts'

const item = 'flex h-6 items-center gap-1.5 px-1.5 whitespace-nowrap hover:text-text-1'

/** What was spent today, for whoever could spend something; it leads to the limits. */
export function SpendingStatus() {
  const { t } = useTranslation('money')
  const matters = useStore(selectMoneyMatters)
  const ready = useStore((state) => state.phase === 'ready')
  const spending = useStore((state) => state.spending)
  const budget = useStore((state) => state.settings.budget)
  useEffect(() => {
    if (ready) void act().readSpending()
  }, [ready])
  if (!matters || !spending) return null
  return (
    <button
      type="button"
      className={item}
      title={t('status.open')}
      onClick={() => act().openSettings('budget')}
    >
      {spendingText(spending, budget)}
    </button>
  )
}

/** How many paid jobs wait for the person; it leads to them. */
export function InboxStatus() {
  const { t } = useTranslation('money')
  const count = useStore(selectInboxCount)
  if (count === 0) return null
  return (
    <button type="button" className={`${item} text-warn`} onClick={() => act().openDock('inbox')}>
      <CircleAlert className="size-3" />
      {t('status.inbox', { count })}
    </button>
  )
}

/** Against the nearest limit there is: the day's, else the month's. */
export function spendingText({ day, month }: Spending, { usd }: Budget): string {
  if (usd.day === undefined && usd.month !== undefined) {
    const limit = formatLimit(usd.month, i18n.language)
    return translate('money:status.monthOf', { spent: moneyText(month.usd), limit })
  }
  const spent = moneyText(day.usd)
  if (usd.day === undefined) return translate('money:status.today', { spent })
  return translate('money:status.todayOf', { spent, limit: formatLimit(usd.day, i18n.language) })
}
