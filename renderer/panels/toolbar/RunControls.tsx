import { ChevronDown, Play, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../commands.ts'
import { targetOf } from '../../commands/run.ts'
import { sumWords } from '../../i18n/quote-words.ts'
import { selectRunCost, selectRunCounts, useStore } from '../../store/index.ts'
import type { Store } from '../../store/types.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { CommandItem } from '../CommandItem.tsx'
import { runProgress } from './run-progress.ts'
import { runWords } from './run-words.ts'

export function RunControls() {
  const running = useStore((state) => state.activeRunId !== undefined)
  return (
    <div className="flex items-center gap-2">
      <div className="flex">
        <RunButton />
        <RunMenu />
      </div>
      {running && <StopButton />}
      {running && <RunProgress />}
    </div>
  )
}

function RunButton() {
  const { t } = useTranslation('panels')
  const cost = useStore(selectCostOfAll)
  const { label, detail } = runWords({ ...useStore(selectRunCounts), cost })
  const { keys, disabledReason, perform } = useCommand('run-all')
  const button = (
    <Button
      look="primary"
      size="large"
      icon={<Play />}
      disabledReason={disabledReason}
      className="tabular rounded-r-[0]"
      onClick={perform}
    >
      {label}
      {detail && <span className="font-normal whitespace-nowrap">{detail}</span>}
    </Button>
  )
  if (disabledReason !== undefined) return button
  return (
    <Tooltip text={t('toolbar.runWhy')} keys={keys}>
      {button}
    </Tooltip>
  )
}

function RunMenu() {
  const { t } = useTranslation('panels')
  return (
    <Menu
      trigger={
        <Button
          look="primary"
          size="large"
          icon={<ChevronDown />}
          aria-label={t('toolbar.more')}
          narrow
          className="ml-px rounded-l-[0]"
        />
      }
    >
      <PricedItem id="run-selected" />
      <PricedItem id="run-from-here" />
      <PricedItem id="new-takes" />
      <CommandItem id="run-animatic" />
      <MenuSeparator />
      <CommandItem id="retry-unfinished" />
    </Menu>
  )
}

/** With what it would cost, while it can be chosen. */
function PricedItem({ id }: { readonly id: string }) {
  const { t } = useTranslation('panels')
  const { label: command, keys, disabledReason, perform } = useCommand(id)
  const cost = useStore((state) => {
    const target = targetOf(id, state)
    return target && selectRunCost(state, target)
  })
  const label =
    cost && disabledReason === undefined ? t('toolbar.runCosts', { command, cost: sumWords(cost) }) : command
  return (
    <MenuItem keys={keys} disabledReason={disabledReason} onSelect={perform}>
      {label}
    </MenuItem>
  )
}

const all = { kind: 'all' } as const
const selectCostOfAll = (state: Store) => selectRunCost(state, all)

function StopButton() {
  const { t } = useTranslation('panels')
  const { label, keys, perform } = useCommand('stop-run')
  return (
    <Tooltip text={t('toolbar.stopWhy')} keys={keys}>
      <Button size="large" icon={<Square />} onClick={perform}>
        {label}
      </Button>
    </Tooltip>
  )
}

function RunProgress() {
  const { t } = useTranslation('panels')
  const percent = useStore((state) => {
    const run = state.runs.find(({ id }) => id === state.activeRunId)
    return run ? Math.round(runProgress(run.nodes) * 100) : 0
  })
  return (
    <div className="hidden w-28 items-center gap-2 min-[1000px]:flex">
      <ProgressBar label={t('toolbar.progress', { percent })} value={percent / 100} />
      <span className="tabular shrink-0 text-12 text-text-2">{percent} %</span>
    </div>
  )
}
