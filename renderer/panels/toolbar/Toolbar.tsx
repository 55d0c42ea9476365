import { Command, PanelRight, Redo2, TriangleAlert, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { commandKeys } from '../../commands.ts'
import { selectRedoLabel, selectUndoLabel, useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { act } from '../act.ts'
import { useDocks } from '../docks.ts'
import { useProblems } from '../dock/problems.ts'
import { Region } from '../Region.tsx'
import { RunControls } from './RunControls.tsx'
import { SaveState } from './SaveState.tsx'

export function Toolbar() {
  const { t } = useTranslation('panels')
  return (
    <Region
      name="toolbar"
      label={t('toolbar.title')}
      className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-panel px-2"
    >
      <WorkflowName />
      <SaveState />
      <History />
      <RunControls />
      <span className="grow" />
      <ProblemsBadge />
      <PaletteButton />
      <RightToggle />
    </Region>
  )
}

function WorkflowName() {
  const { t } = useTranslation('panels')
  const name = useStore((state) => state.workflow?.name ?? '')
  const openDialog = useStore((state) => state.openDialog)
  return (
    <Tooltip text={t('toolbar.workflows')} keys={commandKeys('open-workflow')}>
      <button
        type="button"
        className="flex h-8 min-w-0 max-w-60 shrink items-center rounded-4 px-2 text-15 font-semibold hover:bg-card"
        onClick={() => openDialog('workflows')}
      >
        <h1 className="truncate">{name}</h1>
      </button>
    </Tooltip>
  )
}

function History() {
  const { t } = useTranslation(['panels', 'edits'])
  const undoable = useStore(selectUndoLabel)
  const redoable = useStore(selectRedoLabel)
  return (
    <div className="flex">
      <IconButton
        label={undoable ? t('toolbar.undoWhat', { edit: t(`edits:${undoable}`) }) : t('toolbar.undo')}
        keys={commandKeys('undo')}
        icon={<Undo2 />}
        disabledReason={undoable ? undefined : t('toolbar.nothingToUndo')}
        onClick={() => act().undo()}
      />
      <IconButton
        label={redoable ? t('toolbar.redoWhat', { edit: t(`edits:${redoable}`) }) : t('toolbar.redo')}
        keys={commandKeys('redo')}
        icon={<Redo2 />}
        disabledReason={redoable ? undefined : t('toolbar.nothingToRedo')}
        onClick={() => act().redo()}
      />
    </div>
  )
}

function ProblemsBadge() {
  const { t } = useTranslation('panels')
  const count = useProblems().length
  const openDock = useStore((state) => state.openDock)
  if (count === 0) return null
  return (
    <Tooltip text={t('toolbar.problems', { count })}>
      <Button
        look="quiet"
        icon={<TriangleAlert className="text-warn" />}
        aria-label={t('toolbar.problems', { count })}
        narrow
        className="tabular"
        onClick={() => openDock('problems')}
      >
        {count}
      </Button>
    </Tooltip>
  )
}

function PaletteButton() {
  const { t } = useTranslation('panels')
  const openDialog = useStore((state) => state.openDialog)
  return (
    <IconButton
      label={t('toolbar.palette')}
      keys={commandKeys('command-palette')}
      icon={<Command />}
      onClick={() => openDialog('palette')}
    />
  )
}

function RightToggle() {
  const { t } = useTranslation('panels')
  const open = useDocks((state) => state.rightOpen)
  return (
    <IconButton
      label={t('toolbar.rightPanel')}
      icon={<PanelRight />}
      aria-pressed={open}
      onClick={() => useDocks.setState({ rightOpen: !open })}
    />
  )
}
