import { Play, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { nodeTypeOf } from '../../../nodes/types/index.ts'
import { useCommand } from '../../commands.ts'
import { typeTitle } from '../../i18n/node-words.ts'
import { useNodeView } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { Button } from '../../ui/Button.tsx'
import { NodeStatePill, useStateWords } from '../../ui/NodeStatePill.tsx'
import { NodeTypeIcon } from '../../ui/NodeTypeIcon.tsx'
import { CommitField } from '../../ui/TextField.tsx'
import { act } from '../act.ts'
import { MediaFacts } from '../left/MediaFacts.tsx'
import { ClipOrder } from './ClipOrder.tsx'
import { ModelNotes } from './ModelNotes.tsx'
import { ParamForm } from './ParamForm.tsx'
import { Section } from './Section.tsx'
import { SentPrompt } from './SentPrompt.tsx'
import { Takes } from './Takes.tsx'

export function NodeInspector({ nodeId }: { readonly nodeId: string }) {
  const { t } = useTranslation(['panels', 'commands'])
  const view = useNodeView(nodeId)
  if (!view) return null
  const { node, media } = view
  const definition = nodeTypeOf(node.type)
  return (
    <>
      <Heading view={view} />
      {definition ? (
        <ParamForm view={view} definition={definition} />
      ) : (
        <Section>
          <p className="text-text-2">{t('inspector.unknown')}</p>
        </Section>
      )}
      <ModelNotes view={view} />
      <SentPrompt nodeId={nodeId} />
      <ClipOrder view={view} />
      {definition?.kind === 'maker' && <Takes view={view} />}
      {media && (
        <Section title={t(media.generation ? 'inspector.made' : 'media.open')}>
          <MediaFacts media={media} />
          <Button size="compact" className="self-start" onClick={() => void act().showInLibrary(media)}>
            {t('commands:labels.show-in-library')}
          </Button>
        </Section>
      )}
    </>
  )
}

function Heading({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('panels')
  const { node } = view
  const { reason, quiet } = useStateWords(view)
  const isMaker = nodeTypeOf(node.type)?.kind === 'maker'
  return (
    <Section>
      <div className="flex items-center gap-2">
        <NodeTypeIcon type={node.type} />
        <span className="grow truncate text-text-2">{typeTitle(node.type)}</span>
        {/* A node that only holds something has no state, unless it needs somebody. */}
        {(isMaker || !quiet) && <NodeStatePill view={view} />}
      </div>
      {reason && <p className="-mt-1 text-12 text-text-2 select-text">{reason}</p>}
      <CommitField
        label={t('inspector.nodeName')}
        value={node.title}
        placeholder={typeTitle(node.type)}
        maxLength={500}
        onCommit={(title) => act().renameNode(node.id, title.trim())}
      />
      {isMaker && <RunButtons />}
    </Section>
  )
}

/** The inspector shows the one selected node, so these are the commands for the selection. */
function RunButtons() {
  const { t } = useTranslation('panels')
  const run = useCommand('run-selected')
  const again = useCommand('new-takes')
  return (
    <div className="flex gap-2">
      <Button icon={<Play />} disabledReason={run.disabledReason} className="grow" onClick={run.perform}>
        {t('inspector.run')}
      </Button>
      <Button icon={<Plus />} disabledReason={again.disabledReason} onClick={again.perform}>
        {t('inspector.newTake')}
      </Button>
    </div>
  )
}
