import { Boxes, Film, ListTree, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeftPanel } from '../../store/types.ts'
import { commandKeys } from '../../commands.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'

const panels: readonly { readonly id: LeftPanel; readonly icon: ReactNode; readonly command: string }[] = [
  { id: 'nodes', icon: <Boxes />, command: 'show-nodes' },
  { id: 'media', icon: <Film />, command: 'show-media' },
  { id: 'outline', icon: <ListTree />, command: 'show-outline' },
]

export function Rail() {
  const { t } = useTranslation('panels')
  const shown = useStore((state) => (state.panelsHidden ? undefined : state.leftPanel))
  const openDialog = useStore((state) => state.openDialog)
  return (
    <nav
      aria-label={t('rail.title')}
      className="flex w-11 shrink-0 flex-col items-center gap-1 border-r border-line bg-panel py-1.5"
    >
      {panels.map(({ id, icon, command }) => (
        <RailButton
          key={id}
          label={t(`rail.${id}`)}
          keys={commandKeys(command)}
          icon={icon}
          pressed={shown === id}
          onClick={() => showPanel(id)}
        />
      ))}
      <span className="grow" />
      <RailButton
        label={t('rail.settings')}
        keys={commandKeys('settings')}
        icon={<Settings />}
        onClick={() => openDialog('settings')}
      />
    </nav>
  )
}

/** With all panels hidden, a press shows the one asked for instead of closing it unseen. */
function showPanel(panel: LeftPanel): void {
  const { panelsHidden, leftPanel, toggleLeftPanel } = useStore.getState()
  if (panelsHidden) useStore.setState({ panelsHidden: false })
  if (!panelsHidden || leftPanel !== panel) toggleLeftPanel(panel)
}

interface RailButtonProps {
  readonly label: string
  readonly keys?: string | undefined
  readonly icon: ReactNode
  readonly pressed?: boolean
  readonly onClick: () => void
}

function RailButton({ label, keys, icon, pressed, onClick }: RailButtonProps) {
  return (
    <Tooltip text={label} keys={keys} side="right">
      <Button
        look="quiet"
        aria-label={label}
        aria-pressed={pressed}
        icon={icon}
        narrow
        className="size-8 aria-pressed:bg-accent-tint aria-pressed:text-accent"
        onClick={onClick}
      />
    </Tooltip>
  )
}
