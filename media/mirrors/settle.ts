import { setImmediate } from 'node:timers/promises'
import type { Media } from '../../nodes/media.ts'
import type { Tables } from '../db/tables.ts'
import type { WorkflowMedia } from '../db/workflow-media.ts'
import type { Events } from '../events.ts'
import { toTake } from '../workflows.ts'
import type { Memory } from './memory.ts'

export interface SettleParts {
  readonly tables: Tables
  readonly manager: { readonly get: (id: string) => Media | undefined }
  readonly events: Pick<Events, 'emit'>
}

/** Media at a time: so few that nothing else waits for it noticeably. */
const SLICE = 100

/**
 * Gives files that are in the library again what is remembered of them: their dates, favourites and tags, the takes
 * that they are, and which signature made them. Of a file that is not there, and of what is known already, nothing
 * changes. Whoever looks at a workflow sees its takes come back.
 */
export async function settleAll(parts: SettleParts, memory: Memory, signal: AbortSignal): Promise<void> {
  const ids = [...new Set([...memory.media.keys(), ...memory.takes.keys(), ...memory.results.keys()])]
  for (let from = 0; from < ids.length && !signal.aborted; from += SLICE) {
    settle(parts, memory, ids.slice(from, from + SLICE))
    await setImmediate()
  }
}

export function settle(parts: SettleParts, memory: Memory, ids: readonly string[]): void {
  const takes = parts.tables.together(() => ids.flatMap((id) => settleOne(parts.tables, memory, id)))
  for (const take of takes) {
    const media = take.role === 'input' ? undefined : parts.manager.get(take.mediaId)
    if (!media) continue
    parts.events.emit({ type: 'take.made', workflowId: take.workflowId, take: toTake(take), media })
  }
}

/** Answers the takes that were not known. */
function settleOne({ media, putBack }: Tables, memory: Memory, id: string): WorkflowMedia[] {
  const row = media.get(id)
  if (!row) return []
  const known = memory.media.get(id)
  // One that came in anew has the date of today until it is given back what it had.
  if (known && known.createdAt !== row.createdAt) putBack.mediaHistory(id, known)
  for (const result of memory.results.get(id) ?? []) putBack.result(result)
  return (memory.takes.get(id) ?? []).filter((take) => putBack.take(take))
}
