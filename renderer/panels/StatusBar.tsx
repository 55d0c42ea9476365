import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { commandKeys } from '../commands.ts'
import { errorText } from '../i18n/index.ts'
import { useStore } from '../store/index.ts'
import { Tooltip } from '../ui/Tooltip.tsx'
import { act } from './act.ts'
import { ExportStatus } from './export/ExportStatus.tsx'
import { InboxStatus, SpendingStatus } from './MoneyStatus.tsx'

const item = 'flex h-6 items-center gap-1.5 px-1.5 whitespace-nowrap'

export function StatusBar() {
  const { t } = useTranslation('panels')
  return (
    <footer
      aria-label={t('status.title')}
      className="tabular flex h-6 shrink-0 items-center gap-2 overflow-hidden border-t border-line bg-panel px-1 text-11 text-text-3"
    >
      <EngineState />
      <RunState />
      <ExportStatus className={item} />
      <InboxStatus />
      <span className="grow" />
      <SpendingStatus />
      <Counts />
      <Zoom />
      <Tooltip text={t('status.shortcuts')} keys={commandKeys('shortcuts')} side="top">
        <button
          type="button"
          aria-label={t('status.shortcuts')}
          className={`${item} hover:text-text-1`}
          onClick={() => act().openDialog('shortcuts')}
        >
          <CircleHelp className="size-3.5" />
        </button>
      </Tooltip>
    </footer>
  )
}

function EngineState() {
  const { t } = useTranslation('panels')
  const engine = useStore((state) => state.engine)
  const reachable = useStore((state) => state.phase !== 'unreachable')
  const sessionOver = useStore((state) => state.sessionOver)
  if (!reachable) {
    const why = sessionOver ? errorText({ code: 'session_over', details: {} }) : t('status.unreachable')
    return <span className={`${item} text-warn`}>{why}</span>
  }
  if (!engine) return <span className={item}>{t('status.engineChecking')}</span>
  return (
    <button
      type="button"
      className={`${item} hover:text-text-1`}
      onClick={() => act().openSettings('engine')}
    >
      {engine.ok ? <CircleCheck className="size-3 text-ok" /> : <CircleAlert className="size-3 text-err" />}
      {engine.ok ? t('status.engine', { version: engine.version }) : t('status.engineMissing')}
    </button>
  )
}

function RunState() {
  const { t } = useTranslation('panels')
  const run = useStore((state) => state.runs.find(({ id }) => id === state.activeRunId))
  if (!run) return null
  const count = (wanted: string) => run.nodes.filter(({ state }) => state === wanted).length
  return (
    <button type="button" className={`${item} text-accent`} onClick={() => act().openDock('runs')}>
      {t('status.running', { running: count('running'), waiting: count('waiting') })}
    </button>
  )
}

function Counts() {
  const { t } = useTranslation('panels')
  const nodes = useStore((state) => state.document.nodes.length)
  const selected = useStore((state) => state.selection.length)
  return (
    <span className={item}>
      {selected > 0 ? t('status.selected', { count: selected }) : t('status.nodes', { count: nodes })}
    </span>
  )
}

function Zoom() {
  const { t } = useTranslation('panels')
  const zoom = useStore((state) => Math.round(state.zoom * 100))
  return (
    <button type="button" className={`${item} hover:text-text-1`} onClick={() => act().canvas?.zoomTo(1)}>
      {t('status.zoom', { percent: zoom })}
    </button>
  )
}
