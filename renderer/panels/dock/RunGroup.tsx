import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../nodes/contract/records.ts'
import { sumUsd } from '../../../nodes/money.ts'
import { aboutText, moneyText } from '../../i18n/money-words.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { act } from '../act.ts'
import { runProgress } from '../toolbar/run-progress.ts'
import { Elapsed } from './Elapsed.tsx'
import { RunRow } from './RunRow.tsx'
import { outcomeWords } from './outcome-words.ts'
import { costIn, countRun } from './run-count.ts'

/** One run: how it went, and a row for each node. Older runs are folded. */
export function RunGroup({ run, latest }: { readonly run: Run; readonly latest: boolean }) {
  const { t, i18n } = useTranslation('panels')
  const started = new Intl.DateTimeFormat(i18n.language, {
    ...(isToday(run.startedAt) ? {} : { dateStyle: 'short' }),
    timeStyle: 'short',
  }).format(run.startedAt)
  return (
    <details open={latest} className="group border-b border-line">
      <summary className="sticky top-0 z-1 flex min-h-8 items-center gap-3 bg-panel px-3 -outline-offset-2 hover:bg-card">
        <span className="tabular text-12 text-text-3">{started}</span>
        {run.pickedUp && (
          <span className="font-medium">{t('runs.pickedUpTitle', { count: run.nodes.length })}</span>
        )}
        <Outcome run={run} />
        <Elapsed from={run.startedAt} until={run.endedAt} />
        <RunCost run={run} />
        {run.state === 'running' && <Progress run={run} />}
        {latest && <RetryButton run={run} />}
      </summary>
      <ul className="pb-1">
        {run.nodes.map((node) => (
          <RunRow key={node.nodeId} node={node} cost={costIn(run, node)} runEnded={run.endedAt} />
        ))}
      </ul>
    </details>
  )
}

function Outcome({ run }: { readonly run: Run }) {
  const { t } = useTranslation('panels')
  const tone = run.state === 'partial' ? 'text-err' : run.state === 'running' ? 'text-accent' : 'text-text-1'
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      {run.state !== 'partial' && <span className={`font-medium ${tone}`}>{t(`runs.${run.state}`)}</span>}
      <span className={run.state === 'partial' ? 'font-medium' : 'text-text-2'}>{outcomeWords(run)}</span>
    </span>
  )
}

/** What all of it cost; while it runs, what is reserved for it. */
function RunCost({ run }: { readonly run: Run }) {
  const usd = sumUsd(run.nodes.map((node) => costIn(run, node)))
  if (usd === 0) return null
  return (
    <span className="tabular text-12 text-text-2">
      {run.state === 'running' ? aboutText(usd) : moneyText(usd)}
    </span>
  )
}

function Progress({ run }: { readonly run: Run }) {
  const { t } = useTranslation('panels')
  const value = runProgress(run.nodes)
  return (
    <span className="w-32">
      <ProgressBar label={t('toolbar.progress', { percent: Math.round(value * 100) })} value={value} />
    </span>
  )
}

function RetryButton({ run }: { readonly run: Run }) {
  const { t } = useTranslation('panels')
  const running = useStore((state) => state.activeRunId !== undefined)
  const { failed, stopped, held } = countRun(run)
  const count = failed + stopped + held
  if (count === 0 || running) return null
  return (
    <Button
      size="compact"
      icon={<RotateCcw className="size-3.5" />}
      onClick={(event) => {
        // The heading would fold the rows away.
        event.preventDefault()
        void act().retryRun()
      }}
    >
      {t('runs.retry', { count })}
    </Button>
  )
}

function isToday(time: number): boolean {
  return new Date(time).toDateString() === new Date().toDateString()
}
