import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Jobs } from '../jobs/jobs.ts'

type JobHandlers = Pick<Handlers, 'jobs.list' | 'jobs.answer' | 'spending.read'>

export function jobHandlers(jobs: Jobs): JobHandlers {
  return {
    'jobs.list': async (query) => jobs.list(query),
    'jobs.answer': async ({ id, answer }) => jobs.answer(id, answer),
    'spending.read': async () => jobs.spending(),
  }
}
