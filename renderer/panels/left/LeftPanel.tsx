import type { LeftPanel as PanelName } from '../../store/types.ts'
import { Region } from '../Region.tsx'
import { MediaPanel } from './MediaPanel.tsx'
import { NodesPanel } from './NodesPanel.tsx'
import { OutlinePanel } from './OutlinePanel.tsx'

const panels = { nodes: NodesPanel, media: MediaPanel, outline: OutlinePanel }

export function LeftPanel({ panel }: { readonly panel: PanelName }) {
  const Panel = panels[panel]
  return (
    <Region name="left" labelledBy="left-title" className="flex h-full min-h-0 flex-col bg-panel">
      <Panel />
    </Region>
  )
}
