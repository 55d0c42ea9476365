import { createHash } from 'node:crypto'
import type { Take } from '../../nodes/takes.ts'
import type { Tables } from '../db/tables.ts'
import { toTake } from '../workflows.ts'

/** Which file became a take of which node, and from what. */
export interface MadeTake {
  readonly signature: string
  readonly variation: number
  readonly mediaId: string
  readonly workflowId: string | undefined
  readonly nodeId: string
  readonly nodeType: string
  readonly role: 'output' | 'intermediate'
  readonly runId: string | undefined
}

/**
 * Remembers what a signature produced, and gives it to its node as a take. Answers the take; undefined when the
 * workflow was deleted meanwhile: its media stay, with no node to belong to.
 */
export function linkTake(tables: Tables, made: MadeTake): Take | undefined {
  const now = Date.now()
  const { signature, variation, mediaId, workflowId, nodeId } = made
  return tables.together(() => {
    tables.results.put({ signatureHash: hashOf(signature), signature, variation, mediaId, createdAt: now })
    if (workflowId === undefined || !tables.workflows.exists(workflowId)) return undefined
    const stored = tables.workflowMedia.add({
      workflowId,
      mediaId,
      nodeId,
      nodeType: made.nodeType,
      role: made.role,
      executionId: made.runId,
      take: tables.workflowMedia.nextTake(workflowId, nodeId),
      variation,
      signature,
      createdAt: now,
      activatedAt: now,
    })
    return toTake(stored)
  })
}

/** A signature is long, so it is found by this. */
export function hashOf(signature: string): string {
  return createHash('sha256').update(signature).digest('hex')
}
