import type { Receipt, ReceiptShot } from '../../nodes/contract/films.ts'
import { framesToSeconds, type LaidShot, type Layout } from '../../nodes/cut/layout.ts'
import type { Generation } from '../../nodes/media.ts'

/** What flowed into one place of a film, and who made it. */
export interface Origin {
  readonly mediaId: string
  /** The title of the node, or the name of the file where no node is known. */
  readonly node: string
  readonly nodeId?: string | undefined
  readonly take?: number | undefined
  readonly generation?: Generation | undefined
}

export interface ReceiptFacts {
  readonly workflow: string
  readonly madeAt: number
  readonly layout: Layout
  /** In the places that the cut names. */
  readonly origins: readonly Origin[]
}

/** Where every moment of a film comes from. */
export function buildReceipt(facts: ReceiptFacts): Omit<Receipt, 'hasWorkflow'> {
  const { workflow, madeAt, layout, origins } = facts
  const shots = layout.shots.map((laid, index) => ({
    number: index + 1,
    ...spanOf(laid, layout),
    ...nameOrigin(laid, origins),
  }))
  return { workflow, madeAt, shots }
}

function spanOf({ start, frames }: LaidShot, { fps }: Layout): Pick<ReceiptShot, 'start' | 'end'> {
  return { start: framesToSeconds(start, fps), end: framesToSeconds(start + frames, fps) }
}

function nameOrigin({ shot }: LaidShot, origins: readonly Origin[]) {
  const origin = shot.clip === undefined ? undefined : origins[shot.clip]
  if (!origin) return { node: shot.card?.title ?? '' }
  const { mediaId, node, nodeId, take, generation } = origin
  const made = generation && {
    provider: generation.provider,
    model: generation.model,
    cost: generation.cost,
    ...(generation.prompt !== '' && { prompt: generation.prompt }),
  }
  return {
    mediaId,
    node,
    ...(nodeId !== undefined && { nodeId }),
    ...(take !== undefined && { take }),
    ...made,
  }
}
