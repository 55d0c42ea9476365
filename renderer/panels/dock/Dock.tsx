import { ChevronDown, ChevronUp } from 'lucide-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { StitchPanel } from '../../stitch/StitchPanel.tsx'
import { selectInboxCount, useStore } from '../../store/index.ts'
import type { DockTab } from '../../store/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { act } from '../act.ts'
import { Region } from '../Region.tsx'
import { InboxPanel } from './InboxPanel.tsx'
import { ProblemsPanel } from './ProblemsPanel.tsx'
import { useProblems } from './problems.ts'
import { RunsPanel } from './RunsPanel.tsx'

const panels = {
  stitch: StitchPanel,
  runs: RunsPanel,
  problems: ProblemsPanel,
  inbox: InboxPanel,
} as const satisfies Record<DockTab, ComponentType>

/** Under the canvas: what ran, and what needs somebody. Closed, only its tabs remain. */
export function Dock() {
  const { t } = useTranslation(['panels', 'money', 'stitch'])
  const { open, tab } = useStore((state) => state.dock)
  const problems = useProblems().length
  const asking = useStore(selectInboxCount)
  const Panel = panels[tab]
  const tabs = [
    { id: 'stitch', label: t('stitch:title') },
    { id: 'runs', label: t('dock.runs') },
    { id: 'problems', label: <Counted label={t('dock.problems')} count={problems} /> },
    { id: 'inbox', label: <Counted label={t('money:inbox.title')} count={asking} /> },
  ] as const satisfies readonly { id: DockTab; label: unknown }[]
  return (
    <Region name="dock" label={t('dock.title')} className="h-full bg-panel">
      <Tabs
        label={t('dock.title')}
        tabs={tabs}
        value={tab}
        onChange={(next) => act().openDock(next)}
        end={
          <IconButton
            size="compact"
            label={t(open ? 'dock.hide' : 'dock.show')}
            icon={open ? <ChevronDown /> : <ChevronUp />}
            aria-expanded={open}
            onClick={() => act().setDockOpen(!open)}
          />
        }
      >
        {open && <Panel />}
      </Tabs>
    </Region>
  )
}

function Counted({ label, count }: { readonly label: string; readonly count: number }) {
  return (
    <>
      {label}
      {count > 0 && <span className="tabular rounded-4 bg-warn-tint px-1 text-11 text-warn">{count}</span>}
    </>
  )
}
