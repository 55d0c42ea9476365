import { CircleAlert, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../nodes/contract/money.ts'
import { i18n } from '../../i18n/index.ts'
import { timeAgo } from '../home/time-ago.ts'
import { firstWords, jobSentences } from './inbox.ts'
import { InboxAnswers } from './InboxAnswers.tsx'

/** One paid job: what it is, what is the matter, what it may have cost, and what can be said to it. */
export function InboxRow({ job }: { readonly job: Job }) {
  const { t } = useTranslation('money')
  const from = t('inbox.from', {
    workflow: job.workflowName,
    provider: job.providerTitle,
    when: timeAgo(job.createdAt, i18n.language),
  })
  return (
    <li className="flex items-start gap-2 px-3 py-2 hover:bg-card">
      <span className="mt-0.5 shrink-0">
        {job.asks ? (
          <CircleAlert className="text-warn" />
        ) : (
          <LoaderCircle className="animate-turn text-accent" />
        )}
      </span>
      <div className="flex min-w-0 grow flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <div className="flex min-w-72 flex-1 flex-col gap-0.5 select-text">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{job.nodeTitle}</span>
            <span className="text-12 text-text-3">{from}</span>
          </p>
          {job.prompt.trim() !== '' && (
            <p className="truncate text-12 text-text-3">
              {t('inbox.prompt', { words: firstWords(job.prompt) })}
            </p>
          )}
          <p className="max-w-180 text-text-2">{jobSentences(job).join(t('gap'))}</p>
          <Progress job={job} />
        </div>
        <InboxAnswers job={job} />
      </div>
    </li>
  )
}

/** Never a bare spinner: how far it is, or when somebody last heard of it. */
function Progress({ job: { progress, queuePosition, heardAt, keptUntil, asks } }: { readonly job: Job }) {
  const { t } = useTranslation('money')
  const language = i18n.language
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const parts = [
    progress !== undefined && !asks && t('inbox.percent', { percent: Math.round(progress * 100) }),
    queuePosition !== undefined && !asks && t('inbox.queue', { place: queuePosition }),
    heardAt !== undefined && t('inbox.heard', { when: timeAgo(heardAt, language) }),
    keptUntil !== undefined && t('inbox.keptUntil', { when: day.format(keptUntil) }),
  ].filter((part) => part !== false)
  if (parts.length === 0) return null
  return <p className="tabular text-12 text-text-3">{parts.join(' · ')}</p>
}
