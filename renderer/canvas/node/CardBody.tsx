import { useTranslation } from 'react-i18next'
import type { NodeDefinition } from '../../../nodes/define.ts'
import { portsOf } from '../../../nodes/graph/node-ports.ts'
import type { MediaKind } from '../../../nodes/media.ts'
import { nodeTypeOf } from '../../../nodes/types/index.ts'
import { getStore, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { countWords } from '../../ui/count-words.ts'
import { stateWords } from '../../ui/node-state.ts'
import { pickMediaFor } from '../drop-files.ts'
import { ClipStrip } from './ClipStrip.tsx'
import { MainField } from './MainField.tsx'
import { Preview } from './Preview.tsx'
import { Trouble } from './Trouble.tsx'
import { Button } from '../../ui/Button.tsx'

/** What stands between ports and footer; which parts a node has follows from its definition. */
export function CardBody({ view }: { readonly view: NodeView }) {
  const { node } = view
  const definition = nodeTypeOf(node.type)
  if (!definition) return <UnknownBody view={view} />
  const field = writtenField(definition, view)
  return (
    <div className="flex flex-col gap-2 px-3 pt-1 pb-3">
      {field && (
        <MainField node={node} param={field} className="rounded-4 border border-line bg-field px-2 py-1" />
      )}
      {field === 'text' && <Count text={String(node.params['text'] ?? '')} />}
      {node.type === 'video-stitcher' && <ClipStrip nodeId={node.id} />}
      {(definition.kind === 'maker' || node.type === 'media') && <Made view={view} />}
    </div>
  )
}

function Made({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('canvas')
  const workflowAspect = useStore(({ document }) => document.settings.aspect)
  const { node, status, run } = view
  const aspect = typeof status.params['aspect'] === 'string' ? status.params['aspect'] : workflowAspect
  const output = Object.values(portsOf(node).outputs)[0]?.type
  const kind: MediaKind = output === undefined || output === 'text' ? 'image' : output
  const waits = run?.state === 'waiting' || status.state === 'blocked'
  if (node.type === 'media' && !view.media && node.params['mediaId'] === undefined) {
    return (
      <Button size="compact" className="nodrag" onClick={() => pickMediaFor(node.id)}>
        {t('choose-file')}
      </Button>
    )
  }
  return (
    <Preview view={view} kind={kind} aspect={aspect} dimmed={waits}>
      <Trouble view={view} />
    </Preview>
  )
}

/** The words edited on the card: none while they flow in by wire. */
function writtenField(definition: NodeDefinition, { connections }: NodeView): string | undefined {
  const field = Object.entries(definition.fields).find(
    ([, field]) => field?.onCard && field.control === 'textarea',
  )?.[0]
  if (field === undefined) return undefined
  const port = Object.entries(definition.inputs).find(([, { orParam }]) => orParam === field)?.[0]
  return connections.incoming.some(({ to }) => to.port === port) ? undefined : field
}

/** Characters for Chinese, words for the rest: what a writer counts in. */
function Count({ text }: { readonly text: string }) {
  const { t } = useTranslation('canvas')
  const counts = countWords(text)
  const characters = t('count.characters', { count: counts.characters })
  const words = t('count.words', { count: counts.words })
  const both = counts.characters > 0 && counts.words > 0 && t('count.both', { characters, words })
  return (
    <p className="tabular -mt-1 text-right text-11 text-text-3">
      {both || (counts.characters > 0 ? characters : words)}
    </p>
  )
}

function UnknownBody({ view }: { readonly view: NodeView }) {
  const { reason } = stateWords(view, getStore().document)
  return <p className="px-3 py-3 text-12 text-text-2">{reason}</p>
}
