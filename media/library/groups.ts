import type { Input } from '../../nodes/contract/methods.ts'
import type { MediaGroup } from '../../nodes/contract/library.ts'
import type { Tables } from '../db/tables.ts'
import { readWorkflow } from './uses.ts'

/** How a list falls into groups, each with the name that stands above it. */
export function groupsOf(
  tables: Tables,
  { filter = {}, by, descending }: Input<'media.groups'>,
): MediaGroup[] {
  const groups = tables.pages.groups(filter, by, descending)
  if (by === 'day') return groups.map(({ key, count }) => ({ key, name: key, within: '', count }))
  const workflows = new Map<string, ReturnType<typeof readWorkflow>>()
  return groups.map(({ key, count }) => {
    const [workflowId = '', nodeId = ''] = key.split('\n')
    if (!workflows.has(workflowId)) workflows.set(workflowId, readWorkflow(tables, workflowId))
    const workflow = workflows.get(workflowId)
    // A node that is gone from its workflow leaves its takes there.
    return { key, name: workflow?.nodes.get(nodeId)?.title ?? '', within: workflow?.name ?? '', count }
  })
}
