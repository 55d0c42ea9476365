import { useTranslation } from 'react-i18next'
import { Group, Panel, Separator, type LayoutChangedMeta } from 'react-resizable-panels'
import { Tabs } from '../ui/Tabs.tsx'
import { useMedia } from '../ui/useMedia.ts'
import { Viewer } from '../viewer/Viewer.tsx'
import { ViewerTools } from '../viewer/ViewerTools.tsx'
import { useDocks } from './docks.ts'
import { Inspector } from './inspector/Inspector.tsx'
import { lying } from './lines.ts'
import { useLayout } from './use-layout.ts'

const VIEWER_SHARE = 56

/** Viewer over inspector; on a small screen two tabs of one place. */
export function RightColumn() {
  const small = useMedia('(max-width: 1279px)')
  return small ? <Tabbed /> : <Stacked />
}

function Stacked() {
  const { t } = useTranslation('panels')
  const [share, keepShare] = useLayout('viewerShare', VIEWER_SHARE)
  const keep = (layout: Readonly<Record<string, number>>, { isUserInteraction }: LayoutChangedMeta) => {
    if (isUserInteraction) keepShare(layout['viewer'] ?? VIEWER_SHARE)
  }
  return (
    <Group id="right-rows" orientation="vertical" onLayoutChanged={keep}>
      <Panel id="viewer" minSize={180} defaultSize={`${share}%`}>
        <Viewer />
      </Panel>
      <Separator id="right-line" className={lying} aria-label={t('dock.resizeViewer')} />
      <Panel id="inspector" minSize={140}>
        <Inspector />
      </Panel>
    </Group>
  )
}

function Tabbed() {
  const { t } = useTranslation(['panels', 'viewer'])
  const tab = useDocks((state) => state.rightTab)
  const tabs = [
    { id: 'viewer', label: t('viewer:title') },
    { id: 'inspector', label: t('inspector.title') },
  ] as const
  return (
    <div className="h-full bg-panel">
      <Tabs
        label={t('dock.right')}
        tabs={tabs}
        value={tab}
        onChange={(rightTab) => useDocks.setState({ rightTab })}
        end={tab === 'viewer' && <ViewerTools />}
      >
        {tab === 'viewer' ? <Viewer untitled /> : <Inspector untitled />}
      </Tabs>
    </div>
  )
}
