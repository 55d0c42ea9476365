import type { RunNode } from '../../nodes/contract/records.ts'
import { errorText, translate } from '../i18n/index.ts'
import { durationText } from '../i18n/duration-words.ts'

/** As often as a request that was not taken is sent. */
const MOST_TRIES = 3
/** A provider that was silent this long is worth a word; asking less often than that is usual. */
const SILENT_MS = 90_000

/** What is known of a paid job while its node works. */
export interface JobWords {
  /** For a pill or a footer: "In line, 3rd". */
  readonly short: string
  /** A sentence where something is the matter. */
  readonly trouble?: string
}

type Working = Pick<RunNode, 'job' | 'progress'>

/** Never a bare spinner: how far it is, its place in line, or what it waits for and how long. */
export function jobWords({ job, progress }: Working, provider: string, now: number): JobWords | undefined {
  if (!job) return undefined
  const trouble = troubleOf(job, provider, now)
  return { short: shortly(job, progress), ...(trouble !== undefined && { trouble }) }
}

function shortly({ state, trouble, queuePosition }: NonNullable<RunNode['job']>, progress?: number): string {
  if (state === 'succeeded' || state === 'adopted') return translate('nodes:job.fetching')
  if (state === 'intent') return translate(trouble ? 'nodes:job.again' : 'nodes:job.sending')
  if (progress !== undefined && progress > 0) {
    return translate('nodes:states.running-percent', { percent: Math.round(progress * 100) })
  }
  if (queuePosition !== undefined && queuePosition > 0) {
    return translate('nodes:job.line', { count: queuePosition, ordinal: true })
  }
  return translate(state === 'running' ? 'nodes:states.running' : 'nodes:job.submitted')
}

function troubleOf(job: NonNullable<RunNode['job']>, provider: string, now: number): string | undefined {
  const { state, trouble, tries, nextAt, heardAt } = job
  const silent = heardAt === undefined ? 0 : now - heardAt
  if ((state === 'submitted' || state === 'running') && silent >= SILENT_MS) {
    return translate('nodes:job.silent', { provider, since: durationText(silent) })
  }
  if (!trouble) return undefined
  const what = whatIsWrong(trouble, provider)
  if (nextAt === undefined || nextAt <= now) return what
  const wait = durationText(nextAt - now)
  // What was taken is asked after for as long as it takes; only a request that was not taken is given up.
  if (state !== 'intent' || tries === undefined) return translate('nodes:job.askAgain', { what, wait })
  return translate('nodes:job.tryAgain', {
    what,
    wait,
    tries: Math.min(tries + 1, MOST_TRIES),
    most: MOST_TRIES,
  })
}

/** Shorter than the sentence of one that was given up. */
function whatIsWrong(trouble: NonNullable<NonNullable<RunNode['job']>['trouble']>, provider: string): string {
  switch (trouble.code) {
    case 'provider_busy':
      return translate('nodes:job.busy', { provider })
    case 'provider_trouble':
      return translate('nodes:job.hasTrouble', { provider })
    case 'provider_unreachable':
      return translate('nodes:job.unreachable', { provider })
    default:
      return errorText(trouble)
  }
}
