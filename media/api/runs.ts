import type { Handlers } from '../../nodes/contract/rpc.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Runs } from '../runs/runs.ts'
import type { Workflows } from '../workflows.ts'

type RunHandlers = Pick<Handlers, Extract<keyof Handlers, `runs.${string}`>>

export function runHandlers(runs: Runs, workflows: Workflows): RunHandlers {
  return {
    'runs.start': async ({ workflowId, rev, ...order }) => {
      const saved = workflows.read(workflowId)
      if (saved.rev !== rev) throw new AppError('workflow_conflict')
      const { summary, document } = saved
      return runs.start({ ...order, workflowId, workflowName: summary.name, document })
    },
    'runs.stop': async ({ id }) => {
      runs.stop(id)
      return {}
    },
    'runs.list': async (query) => runs.list(query),
  }
}
