import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { History } from '../history/history.ts'

type HistoryHandlers = Pick<Handlers, Extract<keyof Handlers, `history.${string}`>>

export function historyHandlers(history: History): HistoryHandlers {
  return {
    'history.list': async ({ workflowId, ...page }) => history.list(workflowId, page),
    'history.read': async ({ id }) => history.read(id),
    'history.keep': async ({ workflowId, name }) => history.keep(workflowId, name),
    'history.rename': async ({ id, name }) => history.rename(id, name),
    'history.remove': async ({ id }) => {
      history.remove(id)
      return {}
    },
    'history.showing': async ({ ids }) => ({ ids: await history.showing(ids) }),
  }
}
