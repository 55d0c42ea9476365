import { NodeToolbar, Position, useStore as useFlowStore } from '@xyflow/react'
import { CopyPlus, Eye, FastForward, Play, Repeat, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../commands.ts'
import { nodeTypeOf } from '../../../nodes/types/index.ts'
import { useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { ReactElement } from 'react'

const ROOM = 52

/** What one does most with a single node, above it and never scaled. */
export function NodeTools({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('canvas')
  const alone = useStore(
    ({ selection, selectedConnections }) => selection.length + selectedConnections.length === 1,
  )
  const { id } = view.node
  // Near the upper edge there is only room below.
  const below = useFlowStore(({ nodeLookup, transform: [, top, zoom] }) => {
    const y = nodeLookup.get(id)?.internals.positionAbsolute.y ?? 0
    return y * zoom + top < ROOM
  })
  if (!alone) return null
  const makes = nodeTypeOf(view.node.type)?.kind === 'maker'
  return (
    <NodeToolbar
      isVisible
      position={below ? Position.Bottom : Position.Top}
      offset={10}
      className="nodrag nopan"
    >
      <div
        role="toolbar"
        aria-label={t('tools')}
        className="flex rounded-8 border border-line bg-overlay p-0.5 shadow-overlay"
      >
        {makes && <Tool id="run-selected" icon={<Play />} />}
        {makes && <Tool id="run-from-here" icon={<FastForward />} />}
        {makes && <Tool id="new-takes" icon={<Repeat />} />}
        {view.media && <Tool id="view-node" icon={<Eye />} />}
        <Tool id="duplicate" icon={<CopyPlus />} />
        <Tool id="delete" icon={<Trash2 />} />
      </div>
    </NodeToolbar>
  )
}

function Tool({ id, icon }: { readonly id: string; readonly icon: ReactElement }) {
  const { label, keys, disabledReason, perform } = useCommand(id)
  return (
    <IconButton label={label} keys={keys} icon={icon} disabledReason={disabledReason} onClick={perform} />
  )
}
