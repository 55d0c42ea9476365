import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Runs } from '../runs/runs.ts'

type RunHandlers = Pick<Handlers, Extract<keyof Handlers, `runs.${string}`>>

export function runHandlers(runs: Runs): RunHandlers {
  return {
    'runs.start': async ({ workflowId, rev, target }) => runs.start(workflowId, rev, target),
    'runs.stop': async ({ id }) => {
      runs.stop(id)
      return {}
    },
    'runs.list': async (query) => runs.list(query),
  }
}
