import type { Job, JobAnswer } from '../../../nodes/contract/money.ts'
import { errorText, translate } from '../../i18n/index.ts'
import { moneyText } from '../../i18n/money-words.ts'
import { isOpen } from '../../store/jobs.ts'

const FIRST_WORDS = 60

/** What can be said to a job where it stands, the most useful first. */
export function answersTo(job: Job): JobAnswer[] {
  if (job.error?.code === 'job_parked') return ['resume', 'charged']
  // What is being followed settles itself: only what nobody follows can be settled by hand.
  if (job.state === 'unknown' || job.state === 'expired') return ['check', 'not-charged', 'charged']
  if (!isOpen(job)) return ['not-charged', 'charged']
  return job.state === 'succeeded' ? ['check'] : ['check', 'cancel']
}

/** What happened, or what is happening, and what it may have cost. */
export function jobSentences(job: Job): string[] {
  return [matter(job), ...moneySentence(job)]
}

function matter({ error, state, providerTitle: provider }: Job): string {
  switch (error?.code) {
    case undefined:
      return translate(`money:inbox.state.${state}`, { provider })
    case 'outcome_unknown':
    case 'job_parked':
    case 'result_unfetched':
      return translate(`money:inbox.why.${error.code}`, { provider })
    default:
      return errorText(error)
  }
}

/** Open, its estimate is reserved; unknown, it may be spent; once somebody said what it cost, that is. */
function moneySentence(job: Job): string[] {
  const { chargedUsd, estimatedUsd, chargedBy, state, asks } = job
  const usd = chargedUsd ?? estimatedUsd
  if (usd === 0) return []
  const cost = moneyText(usd)
  if (chargedBy === 'provider') return [translate('money:inbox.cost', { cost })]
  if (state === 'succeeded') return [translate('money:inbox.costAbout', { cost })]
  return [translate(asks ? 'money:inbox.mayHaveCost' : 'money:inbox.reserved', { cost })]
}

/** The beginning of a prompt, cut between words where there are any. */
export function firstWords(prompt: string, most: number = FIRST_WORDS): string {
  const line = prompt.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  if (letters.length <= most) return line
  const cut = letters.slice(0, most).join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trimEnd()}…`
}
