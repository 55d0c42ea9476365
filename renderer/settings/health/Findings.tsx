import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findingKinds, type DoctorReport } from '../../../nodes/contract/keeping.ts'
import { Button } from '../../ui/Button.tsx'
import { FindingRow } from './FindingRow.tsx'
import { MendAll } from './MendAll.tsx'
import { totalOf } from './health-store.ts'
import { countOf, useFindings } from './use-findings.ts'

const ROW_HEIGHT = 88

/** What was found, by kind; what can be done about all of it, or about one. */
export function Findings({ report }: { readonly report: DoctorReport }) {
  const { t, i18n } = useTranslation('health')
  const [kind, setKind] = useState<string>()
  const shown = findingKinds.filter((name) => (report.counts[name] ?? 0) > 0)
  const number = (count: number) => count.toLocaleString(i18n.language)
  return (
    <section aria-label={t('findings')} className="flex flex-col gap-2">
      <div role="group" aria-label={t('findings')} className="flex flex-wrap gap-1">
        {[undefined, ...shown].map((name) => (
          <Button
            key={name ?? ''}
            size="compact"
            look={kind === name ? 'primary' : 'quiet'}
            aria-pressed={kind === name}
            onClick={() => setKind(name)}
          >
            {name === undefined ? t('all') : t(`kinds.${name}`)}{' '}
            {number(name === undefined ? totalOf(report) : report.counts[name]!)}
          </Button>
        ))}
      </div>
      {report.state !== 'running' && <MendAll report={report} />}
      <Rows key={`${kind} ${countOf(report, kind)}`} report={report} kind={kind} />
    </section>
  )
}

function Rows({ report, kind }: { readonly report: DoctorReport; readonly kind: string | undefined }) {
  const { t } = useTranslation('health')
  const findings = useFindings(report, kind)
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here, and the rows stay in this component
  const list = useVirtualizer({
    count: findings.total,
    getScrollElement: () => frame,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
  })
  const rows = list.getVirtualItems()
  useEffect(() => {
    if (rows.length > 0) findings.show(rows[0]!.index, rows.at(-1)!.index)
  })
  if (findings.total === 0) return <p className="text-text-3">{t('none')}</p>
  return (
    <div ref={setFrame} tabIndex={0} className="h-80 overflow-y-auto rounded-4 border border-line">
      <ol aria-label={t('findings')} className="relative" style={{ height: list.getTotalSize() }}>
        {rows.map((row) => {
          const finding = findings.at(row.index)
          return (
            <li
              key={row.key}
              aria-setsize={findings.total}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 border-b border-line"
              style={{ top: row.start, height: ROW_HEIGHT }}
            >
              {finding && <FindingRow finding={finding} report={report} />}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
