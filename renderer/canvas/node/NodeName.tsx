import { useTranslation } from 'react-i18next'
import { portsOf } from '../../../nodes/graph/node-ports.ts'
import { nodeName, typeTitle } from '../../i18n/node-words.ts'
import { getStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { stateWords } from '../../ui/node-state.ts'

export function nameId(nodeId: string): string {
  return `name-${nodeId}`
}

/** What a screen reader says of a card: "Motion 1, Image to Video, running 62 %, 2 inputs, 1 output". */
export function NodeName({ view, selected }: { readonly view: NodeView; readonly selected: boolean }) {
  const { t } = useTranslation('canvas')
  const { node } = view
  const { inputs, outputs } = portsOf(node)
  const { words, quiet } = stateWords(view, getStore().document)
  const parts = [
    nodeName(node),
    node.title.trim() !== '' && typeTitle(node.type),
    (!quiet || view.status.state === 'idle') && node.type !== 'note' && words,
    t('reader.inputs', { count: Object.keys(inputs).length }),
    t('reader.outputs', { count: Object.keys(outputs).length }),
    selected && t('reader.selected'),
  ]
  return (
    <span id={nameId(node.id)} className="sr-only">
      {parts.filter(Boolean).join(t('reader.comma'))}
    </span>
  )
}
