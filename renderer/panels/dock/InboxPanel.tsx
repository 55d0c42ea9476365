import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isFromBefore, useStore } from '../../store/index.ts'
import { InboxRow } from './InboxRow.tsx'

/** Paid jobs that wait for a word of the person, and under them those that are open from before. */
export function InboxPanel() {
  const { t } = useTranslation('money')
  const jobs = useStore((state) => state.jobs)
  const runs = useStore((state) => state.runs)
  const asking = jobs.filter(({ asks }) => asks)
  const before = jobs.filter((job) => isFromBefore({ runs }, job))
  return (
    <div className="h-full overflow-y-auto">
      {asking.length === 0 ? (
        <div className="p-4 text-text-2">
          <p className="flex items-center gap-2">
            <CircleCheck className="text-ok" />
            {t('inbox.empty')}
          </p>
          <p className="mt-1 text-12 text-text-3">{t('inbox.emptyWhy')}</p>
        </div>
      ) : (
        <ul aria-label={t('inbox.list')} className="divide-y divide-line">
          {asking.map((job) => (
            <InboxRow key={job.id} job={job} />
          ))}
        </ul>
      )}
      {before.length > 0 && (
        <section aria-label={t('inbox.before')} className="border-t border-line">
          <h3 className="px-3 pt-2 text-12 font-medium text-text-2">{t('inbox.before')}</h3>
          <p className="px-3 pb-1 text-12 text-text-3">{t('inbox.beforeWhy')}</p>
          <ul aria-label={t('inbox.before')} className="divide-y divide-line">
            {before.map((job) => (
              <InboxRow key={job.id} job={job} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
