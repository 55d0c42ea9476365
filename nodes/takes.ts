import { z } from 'zod'
import type { ChosenTake } from './graph/document.ts'
import { MediaId } from './media.ts'

/** One result of a node. A node keeps all its takes; one is active and feeds downstream. */
export const Take = z.object({
  nodeId: z.string(),
  mediaId: MediaId,
  /** 1, 2, 3, …: what the person sees. */
  number: z.number().int(),
  /** Counts the takes made from the same inputs, from 0. */
  variation: z.number().int(),
  signature: z.string(),
  runId: z.string().optional(),
  createdAt: z.number().int(),
  /** When a run last made or reused it. Rises strictly within a node. */
  activatedAt: z.number().int(),
})
export type Take = z.infer<typeof Take>

/** The take that feeds downstream: the one chosen, unless a run has made or reused another since then. */
export function activeTake(takes: readonly Take[], chosen: ChosenTake | undefined): Take | undefined {
  let latest: Take | undefined
  for (const take of takes) if (!latest || take.activatedAt > latest.activatedAt) latest = take
  if (!chosen || (latest && latest.activatedAt > chosen.at)) return latest
  return takes.find((take) => take.mediaId === chosen.mediaId) ?? latest
}
