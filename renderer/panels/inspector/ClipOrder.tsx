import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../nodes/graph/document.ts'
import { portsOf } from '../../../nodes/graph/node-ports.ts'
import { nodeName, portLabel } from '../../i18n/node-words.ts'
import { useNodeView } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { lengthOf } from '../../viewer/facts.ts'
import { act } from '../act.ts'
import { Poster } from '../left/MediaTile.tsx'
import { Section } from './Section.tsx'

/** The order in which clips are joined: that of their connections. */
export function ClipOrder({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('panels')
  const { node, connections } = view
  const port = Object.entries(portsOf(node).inputs).find(
    ([, { many, type }]) => many && type === 'video',
  )?.[0]
  if (port === undefined) return null
  const clips = connections.incoming.filter(({ to }) => to.port === port)
  return (
    <Section title={t('inspector.clips')}>
      {clips.length === 0 && (
        <p className="text-text-2">{t('inspector.noClips', { port: portLabel(node, port) })}</p>
      )}
      <ol className="flex flex-col gap-1">
        {clips.map((clip, index) => (
          <ClipRow key={clip.id} clip={clip} index={index} count={clips.length} />
        ))}
      </ol>
    </Section>
  )
}

interface ClipRowProps {
  readonly clip: Connection
  readonly index: number
  readonly count: number
}

function ClipRow({ clip, index, count }: ClipRowProps) {
  const { t } = useTranslation('panels')
  const view = useNodeView(clip.from.node)
  if (!view) return null
  const { node, media } = view
  return (
    <li className="flex items-center gap-1 rounded-4 bg-card p-1">
      <span className="tabular w-5 text-center text-12 text-text-3">{index + 1}</span>
      <span className="size-8 shrink-0 overflow-hidden rounded-4 bg-surround">
        {media && <Poster key={media.id} media={media} />}
      </span>
      <button
        type="button"
        className="min-h-8 min-w-0 grow truncate px-1 text-left hover:text-accent"
        onClick={() => act().select([node.id])}
      >
        {nodeName(node)}
      </button>
      <span className="tabular text-12 text-text-3">{media && lengthOf(media)}</span>
      <IconButton
        size="compact"
        label={t('inspector.earlier')}
        icon={<ArrowUp />}
        disabledReason={index === 0 ? t('outline.first') : undefined}
        onClick={() => act().moveConnection(clip.id, -1)}
      />
      <IconButton
        size="compact"
        label={t('inspector.later')}
        icon={<ArrowDown />}
        disabledReason={index === count - 1 ? t('outline.last') : undefined}
        onClick={() => act().moveConnection(clip.id, 1)}
      />
    </li>
  )
}
