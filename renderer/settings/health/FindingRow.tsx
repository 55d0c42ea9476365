import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoctorReport, Finding } from '../../../nodes/contract/keeping.ts'
import { moneyText } from '../../i18n/money-words.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { mend } from './mend.ts'
import { timeText } from './use-health-news.ts'

interface FindingRowProps {
  readonly finding: Finding
  readonly report: DoctorReport
}

type Offer = Finding['remedies'][number]

/** One thing that is wrong, and what can be done about it. */
export function FindingRow({ finding, report }: FindingRowProps) {
  const { t } = useTranslation('health')
  const [asked, setAsked] = useState<Offer>()
  const { id, kind, name, path, usedIn, remedies } = finding
  const hints = remedies.flatMap(({ from, until }) => [
    ...(from === undefined ? [] : [t('foundAt', { path: from })]),
    ...(until === undefined ? [] : [t('keptUntil', { time: timeText(until) })]),
  ])
  const uses = usedIn.length > 0 ? t('usedIn', { names: usedIn.join(', ') }) : t('unused')
  const perform = async (offer: Offer) => {
    setAsked(undefined)
    await mend({ id: report.id, remedy: offer.kind, findings: [id] })
  }
  const price = moneyText(asked?.usd ?? 0)
  return (
    <div className="flex h-full flex-col justify-center gap-1 px-2">
      <p className="truncate">
        <span className="text-warn">{t(`kinds.${kind}`)}</span> {name}
      </p>
      <p className="truncate text-12 text-text-3 select-text" title={path}>
        {[path, uses, ...hints].filter(Boolean).join(' · ')}
      </p>
      <div className="flex gap-1">
        {remedies.map((offer) => (
          <Button
            key={offer.kind}
            size="compact"
            disabled={report.state === 'running'}
            aria-label={`${t(`remedy.${offer.kind}`)}: ${name}`}
            onClick={() => setAsked(offer)}
          >
            {offer.usd === undefined
              ? t(`remedy.${offer.kind}`)
              : t('forPrice', { remedy: t(`remedy.${offer.kind}`), price: moneyText(offer.usd) })}
          </Button>
        ))}
      </div>
      {asked && (
        <AlertDialog
          open
          title={`${t(`remedy.${asked.kind}`)}: ${name}`}
          text={t(`will.${asked.kind}`, { count: 1, price })}
          action={t(`remedy.${asked.kind}`)}
          onConfirm={() => void perform(asked)}
          onCancel={() => setAsked(undefined)}
        />
      )}
    </div>
  )
}
