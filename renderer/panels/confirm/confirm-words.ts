import { translate, i18n } from '../../i18n/index.ts'
import { moneyText } from '../../i18n/money-words.ts'
import { formatLimit } from '../../i18n/usd.ts'
import type { PaidRow, RunQuestion } from '../../store/confirm.ts'

/** "6 s · 720p · 9:16 · sound": what would be sent, beside the words and pictures. */
export function sentWords({ quote }: PaidRow): string {
  const { seconds, resolution, sound, aspect } = quote.fitted
  const silent = sound === undefined ? undefined : translate(`dialogs:confirm.${sound ? 'sound' : 'silent'}`)
  const parts = [
    seconds === undefined ? undefined : translate('money:seconds', { seconds }),
    resolution,
    aspect,
    silent,
  ]
  return parts.filter((part) => part !== undefined).join(' · ')
}

/** Which limit it would cross, and what is left of it. */
export function crossingWords({ crossing, usd, paid }: RunQuestion): string | undefined {
  if (!crossing) return undefined
  const { period, of, limit, left } = crossing
  if (of === 'clips') {
    return translate(`dialogs:confirm.crossingClips.${period}`, { count: paid.length, limit, left })
  }
  return translate(`dialogs:confirm.crossing.${period}`, {
    cost: moneyText(usd),
    limit: formatLimit(limit, i18n.language),
    left: moneyText(left),
  })
}

/** What would remain of the limits of the day and the month; nothing is said of a limit that is crossed. */
export function leftWords({ leftAfter, crossing }: RunQuestion): string | undefined {
  if (crossing || leftAfter.length === 0) return undefined
  const parts = leftAfter.map(({ period, usd }) =>
    translate(period === 'day' ? 'dialogs:confirm.afterDay' : 'dialogs:confirm.afterMonth', {
      cost: moneyText(usd),
    }),
  )
  return translate('dialogs:confirm.after', { parts: parts.join(translate('money:comma')) })
}

export function titleWords({ crossing, unknown, usd }: RunQuestion): string {
  if (crossing) return translate('dialogs:confirm.titleOver')
  return translate(unknown > 0 && usd === 0 ? 'dialogs:confirm.titleUnknown' : 'dialogs:confirm.title')
}
