import type { ModelInfo } from '../../nodes/models.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { nodeById } from './graph-lookup.ts'
import type { Store } from './types.ts'

/** The model on this machine that could make what a node makes; undefined where it is used already. */
export function standInFor(
  { document, models }: Pick<Store, 'document' | 'models'>,
  nodeId: string,
): ModelInfo | undefined {
  const node = nodeById(document, nodeId)
  const field = node && nodeTypeOf(node.type)?.fields['model' as never]
  const mode = modeOf(field)
  if (!node || mode === undefined) return undefined
  const local = models.find((model) => model.local && model.modes.includes(mode))
  const own = node.params['model']
  return own === undefined || own === local?.id ? undefined : local
}

function modeOf(field: unknown): ModelInfo['modes'][number] | undefined {
  const { control, mode } = (field ?? {}) as { control?: string; mode?: ModelInfo['modes'][number] }
  return control === 'model' ? mode : undefined
}
