import type { RunNode } from '../../nodes/contract/records.ts'
import { useStore } from '../store/index.ts'
import { jobWords, type JobWords } from './job-words.ts'
import { useNow } from './useNow.ts'

/** What is known of the paid job of a node, counted down second by second. */
export function useJobWords(run: RunNode | undefined): JobWords | undefined {
  const working = run?.state === 'running' && run.job !== undefined
  const now = useNow(working)
  const provider = useStore(({ providers }) => {
    const id = run?.model?.split('/')[0]
    return providers?.find((known) => known.id === id)?.title ?? id ?? ''
  })
  return working ? jobWords(run, provider, now) : undefined
}
