import { ArrowDown, ArrowUp, Ellipsis, Eye, Play, Spline } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { nodeTypeOf } from '../../../nodes/types/index.ts'
import { nodeName } from '../../i18n/node-words.ts'
import { useNodeView, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { NodeStatePill } from '../../ui/NodeStatePill.tsx'
import { NodeTypeIcon } from '../../ui/NodeTypeIcon.tsx'
import { act } from '../act.ts'
import { clipPlaceOf } from './clip-place.ts'

export function OutlineRow({ nodeId }: { readonly nodeId: string }) {
  const { t } = useTranslation('panels')
  const view = useNodeView(nodeId)
  const selected = useStore((state) => state.selection.includes(nodeId))
  const running = useStore((state) => state.activeRunId !== undefined)
  if (!view) return null
  const { node } = view
  const name = nodeName(node)
  const isMaker = nodeTypeOf(node.type)?.kind === 'maker'
  return (
    <div
      className={`flex h-full items-center gap-1 border-b border-line pr-1 pl-3 ${selected ? 'bg-accent-tint' : 'hover:bg-card'}`}
    >
      <button
        type="button"
        aria-current={selected ? 'true' : undefined}
        className="flex h-full min-w-0 grow flex-col items-start justify-center gap-1 text-left -outline-offset-2"
        onClick={() => goTo(nodeId)}
      >
        <span className="flex w-full items-center gap-2">
          <NodeTypeIcon type={node.type} />
          <span className="truncate">{name}</span>
        </span>
        {isMaker && <NodeStatePill view={view} />}
        {!isMaker && <span className="w-full truncate text-12 text-text-3">{firstLine(view)}</span>}
      </button>
      {isMaker && (
        <IconButton
          size="compact"
          label={t('outline.run', { node: name })}
          icon={<Play />}
          disabledReason={running ? t('outline.running') : undefined}
          onClick={() => void act().run({ kind: 'nodes', nodeIds: [nodeId] })}
        />
      )}
      <RowMenu view={view} name={name} />
    </div>
  )
}

function RowMenu({ view, name }: { readonly view: NodeView; readonly name: string }) {
  const { t } = useTranslation('panels')
  const nodeId = view.node.id
  const place = useStore((state) => clipPlaceOf(state.document, nodeId))
  const [first, last] = [place?.index === 0, place?.index === (place?.count ?? 0) - 1]
  return (
    <Menu
      align="end"
      trigger={<IconButton size="compact" label={t('outline.more', { node: name })} icon={<Ellipsis />} />}
    >
      <MenuItem
        icon={<Eye />}
        disabledReason={view.media ? undefined : t('outline.nothingToView')}
        onSelect={() => view.media && act().view(view.media.id, nodeId)}
      >
        {t('view')}
      </MenuItem>
      <MenuItem icon={<Spline />} onSelect={() => act().openConnect({ nodeId })}>
        {t('outline.connect')}
      </MenuItem>
      {place && (
        <>
          <MenuItem
            icon={<ArrowUp />}
            disabledReason={first ? t('outline.first') : undefined}
            onSelect={() => act().moveConnection(place.connectionId, -1)}
          >
            {t('outline.earlier')}
          </MenuItem>
          <MenuItem
            icon={<ArrowDown />}
            disabledReason={last ? t('outline.last') : undefined}
            onSelect={() => act().moveConnection(place.connectionId, 1)}
          >
            {t('outline.later')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

function goTo(nodeId: string): void {
  act().select([nodeId])
  act().canvas?.fit([nodeId])
}

/** What a prompt or a note says, or which file a Media node holds. */
function firstLine({ node, media }: NodeView): string {
  const text = node.params['text']
  return typeof text === 'string' ? (text.split('\n')[0] ?? '') : (media?.name ?? '')
}
