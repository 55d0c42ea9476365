import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Workflows } from '../workflows.ts'

type WorkflowHandlers = Pick<Handlers, Extract<keyof Handlers, `workflows.${string}`>>

export function workflowHandlers(workflows: Workflows): WorkflowHandlers {
  return {
    'workflows.list': async () => workflows.list(),
    'workflows.open': async ({ id, language }) => workflows.open(id, language ?? 'en'),
    'workflows.create': async ({ name, document }) => workflows.create(name, document),
    'workflows.import': async ({ name, text }) => workflows.importText(name, text),
    'workflows.sample': async ({ language }) => workflows.sample(language),
    'workflows.save': async ({ id, rev, document }) => workflows.save(id, rev, document),
    'workflows.describe': async ({ id, ...change }) => workflows.describe(id, change),
    'workflows.duplicate': async ({ id, name }) => workflows.duplicate(id, name),
    'workflows.remove': async ({ id }) => {
      workflows.remove(id)
      return {}
    },
  }
}
