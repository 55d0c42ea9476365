import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../../i18n/index.ts'
import { planLine } from '../../stitch/plan-words.ts'
import type { Film } from '../../store/film.ts'
import { bytesText } from '../../viewer/facts.ts'
import { ExportRemedy } from './ExportRemedy.tsx'
import type { Estimated } from './use-estimate.ts'

interface ExportSummaryProps {
  readonly film: Film | undefined
  readonly estimated: Estimated
  readonly chooseFolder: () => void
}

/** How large it will be, whether there is room, and what will be done to the clips; or why it cannot be done. */
export function ExportSummary({ film, estimated, chooseFolder }: ExportSummaryProps) {
  const { t, i18n } = useTranslation('exports')
  const { estimate, error, waiting } = estimated
  if (error) {
    return (
      <div role="alert" className="flex min-w-0 grow items-center gap-2 text-12">
        <CircleAlert className="shrink-0 text-err" />
        <p className="min-w-0 grow break-words select-text">{errorText(error)}</p>
        <ExportRemedy error={error} chooseFolder={chooseFolder} />
      </div>
    )
  }
  if (!estimate) return <p className="grow text-12 text-text-3">{film && t('estimating')}</p>
  const { bytes, free, plan } = estimate
  const size = (amount: number) => bytesText(amount, i18n.language)
  const tight = free !== undefined && free < bytes * 1.1
  const shots = film?.shots.flatMap(({ index, shot, media }) => (shot.card || media ? [index] : [])) ?? []
  return (
    <div className={`min-w-0 grow text-12 ${waiting ? 'opacity-60' : ''}`}>
      <p className="tabular text-text-1">
        {t('size', { size: size(bytes) })}
        {free !== undefined && (
          <span className={tight ? 'text-warn' : 'text-text-3'}>
            {' · '}
            {tight ? t('tight', { free: size(free) }) : t('free', { size: size(free) })}
          </span>
        )}
      </p>
      {plan && film && (
        <p className="truncate text-text-2" title={planLine({ plan, shots }, film)}>
          {planLine({ plan, shots }, film)}
        </p>
      )}
    </div>
  )
}
