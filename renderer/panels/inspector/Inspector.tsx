import { useTranslation } from 'react-i18next'
import { useStore } from '../../store/index.ts'
import { PanelHeader } from '../../ui/PanelHeader.tsx'
import { Region } from '../Region.tsx'
import { ConnectionInspector } from './ConnectionInspector.tsx'
import { NodeInspector } from './NodeInspector.tsx'
import { SeveralInspector } from './SeveralInspector.tsx'
import { WorkflowInspector } from './WorkflowInspector.tsx'

/** All about what is selected; with nothing selected, about the workflow. */
export function Inspector({ untitled }: { readonly untitled?: boolean }) {
  const { t } = useTranslation('panels')
  return (
    <Region name="inspector" labelledBy="inspector-title" className="flex h-full min-h-0 flex-col bg-panel">
      <PanelHeader id="inspector-title" title={t('inspector.title')} hidden={untitled} />
      <div className="min-h-0 grow overflow-y-auto">
        <Subject />
      </div>
    </Region>
  )
}

function Subject() {
  const selection = useStore((state) => state.selection)
  const connections = useStore((state) => state.selectedConnections)
  const [first] = selection
  if (selection.length > 1) return <SeveralInspector ids={selection} />
  if (first !== undefined) return <NodeInspector key={first} nodeId={first} />
  const [connection] = connections
  if (connection !== undefined) return <ConnectionInspector id={connection} />
  return <WorkflowInspector />
}
