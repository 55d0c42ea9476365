import { planRun, type Plan, type Quotes } from '../../nodes/engine/plan.ts'
import type { Offers } from '../../nodes/generation/quote.ts'
import { quote } from '../../nodes/generation/quote.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { GenerationMode } from '../../nodes/models.ts'
import type { Take } from '../../nodes/takes.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { presentMedia, type MediaManager } from '../media-manager.ts'
import type { Workflows } from '../workflows.ts'
import type { RunOrder } from './runs.ts'

interface PlanParts {
  readonly workflows: Workflows
  readonly manager: MediaManager
  readonly offers: () => Offers
}

/** What a run will do, and the document it does it on: with stand-ins, where the animatic is to stand in. */
export function planFor(
  parts: PlanParts,
  { workflowId, document, target, standIn }: RunOrder,
): { document: WorkflowDocument; plan: Plan } {
  const { workflows, manager } = parts
  const offers = parts.offers()
  const takes = Map.groupBy(workflows.takesOf(workflowId), (take: Take) => take.nodeId)
  const quotes: Quotes = (need) => quote(need, offers)
  const world = {
    takesOf: (nodeId: string) => takes.get(nodeId) ?? [],
    isMissing: (mediaId: string) => !presentMedia(manager, mediaId),
    quotes,
  }
  const plan = planRun(document, target, world)
  if (!standIn) return { document, plan }
  const stoodIn = withStandIns(document, plan, offers)
  return { document: stoodIn, plan: planRun(stoodIn, target, world) }
}

/** The same document with the animatic in the place of every model that is not on this machine. */
function withStandIns(document: WorkflowDocument, plan: Plan, { models }: Offers): WorkflowDocument {
  const paid = new Set(
    plan.rows.filter(({ quote }) => quote && !quote.model?.local).map(({ nodeId }) => nodeId),
  )
  const localFor = (mode: GenerationMode) => models.find((model) => model.local && model.modes.includes(mode))
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const field = nodeTypeOf(node.type)?.fields['model' as never] as
        { readonly control: string; readonly mode: GenerationMode } | undefined
      const local = paid.has(node.id) && field?.control === 'model' ? localFor(field.mode) : undefined
      return local ? { ...node, params: { ...node.params, model: local.id } } : node
    }),
  }
}
