import { useTranslation } from 'react-i18next'
import type { End } from '../../../nodes/graph/document.ts'
import { nodeName, portLabel } from '../../i18n/node-words.ts'
import { nodeById, useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { NodeTypeIcon } from '../../ui/NodeTypeIcon.tsx'
import { act } from '../act.ts'
import { Section } from './Section.tsx'

export function ConnectionInspector({ id }: { readonly id: string }) {
  const { t } = useTranslation('panels')
  const connection = useStore((state) => state.document.connections.find((one) => one.id === id))
  if (!connection) return null
  return (
    <Section title={t('inspector.connection')}>
      <EndButton label={t('inspector.from')} end={connection.from} />
      <EndButton label={t('inspector.to')} end={connection.to} />
      <Button onClick={() => act().disconnect([id])}>{t('inspector.disconnect')}</Button>
    </Section>
  )
}

function EndButton({ label, end }: { readonly label: string; readonly end: End }) {
  const node = useStore((state) => nodeById(state.document, end.node))
  if (!node) return null
  return (
    <div className="flex flex-col gap-1">
      <span className="text-12 text-text-2">{label}</span>
      <Button className="justify-start" onClick={() => act().select([node.id])}>
        <NodeTypeIcon type={node.type} />
        <span className="truncate">{nodeName(node)}</span>
        <span className="ml-auto text-text-3">{portLabel(node, end.port)}</span>
      </Button>
    </div>
  )
}
