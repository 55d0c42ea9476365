import { useTranslation } from 'react-i18next'
import type { Spending } from '../../nodes/contract/money.ts'
import { i18n } from '../i18n/index.ts'
import { moneyText } from '../i18n/money-words.ts'
import { formatLimit } from '../i18n/usd.ts'
import { useStore } from '../store/index.ts'
import { Meter } from '../ui/Meter.tsx'
import { levelOf, shareOf } from './limits.ts'

/** Today and this month: used, limit, what is left, and how near that is to the end. */
export function Usage({ spending }: { readonly spending: Spending }) {
  return (
    <div className="grid grid-cols-2 gap-4">
      <Period name="day" used={spending.day} />
      <Period name="month" used={spending.month} />
    </div>
  )
}

interface PeriodProps {
  readonly name: 'day' | 'month'
  readonly used: Spending['day']
}

function Period({ name, used }: PeriodProps) {
  const { t } = useTranslation('money')
  const limit = useStore((state) => state.settings.budget.usd[name])
  const clipLimit = useStore((state) => state.settings.budget.clips[name])
  const title = t(name === 'day' ? 'budget.today' : 'budget.month')
  return (
    <section aria-label={title} className="tabular flex flex-col gap-2 rounded-8 border border-line p-3">
      <h4 className="text-12 text-text-2">{title}</h4>
      <p className="text-18 font-semibold">
        {limit === undefined
          ? t('budget.usedOnly', { used: moneyText(used.usd) })
          : t('budget.usedOf', { used: moneyText(used.usd), limit: formatLimit(limit, i18n.language) })}
      </p>
      {limit !== undefined && <LimitMeter title={title} used={used.usd} limit={limit} />}
      <p className="text-12 text-text-2">
        {clipLimit === undefined
          ? t('budget.clipsUsed', { count: used.clips })
          : t('budget.clipsOf', { count: used.clips, limit: clipLimit })}
      </p>
      {clipLimit !== undefined && <ClipMeter title={title} used={used.clips} limit={clipLimit} />}
      {used.reservedUsd > 0 && (
        <p className="text-12 text-text-3">
          {t('budget.reserved', { reserved: moneyText(used.reservedUsd) })}
        </p>
      )}
    </section>
  )
}

interface LimitMeterProps {
  readonly title: string
  readonly used: number
  readonly limit: number
}

function LimitMeter({ title, used, limit }: LimitMeterProps) {
  const { t } = useTranslation('money')
  const share = shareOf(used, limit)
  const words = [
    useLevelWords(share),
    t('budget.percent', { percent: Math.round(share * 100) }),
    t('budget.left', { left: moneyText(Math.max(0, limit - used)) }),
  ].join(' · ')
  return <Meter label={title} value={share} level={levelOf(share)} words={words} />
}

function ClipMeter({ title, used, limit }: LimitMeterProps) {
  const { t } = useTranslation('money')
  const share = shareOf(used, limit)
  const label = t('budget.limitLabel', { what: t('budget.clips'), period: title })
  return <Meter label={label} value={share} level={levelOf(share)} words={useLevelWords(share)} />
}

function useLevelWords(share: number): string {
  const { t } = useTranslation('money')
  return t(share >= 1 ? 'budget.level.over' : `budget.level.${levelOf(share)}`)
}
