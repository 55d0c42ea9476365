import { Play, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunNode } from '../../../nodes/contract/records.ts'
import { isFresh } from '../../../nodes/engine/status.ts'
import { moneyText } from '../../i18n/money-words.ts'
import { modelTitle, nodeName, optionLabel } from '../../i18n/node-words.ts'
import { choiceWords, costWords } from '../../i18n/quote-words.ts'
import { getStore, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useJobWords } from '../../ui/useJobWords.ts'
import { JobLine } from './JobLine.tsx'
import { Elapsed } from './ProgressLine.tsx'

/** What it is made with, what it costs, and the button that makes it; while it works, for how long and how to stop. */
export function Footer({ view }: { readonly view: NodeView }) {
  const { run } = view
  const works = run?.state === 'running' || run?.state === 'waiting'
  return (
    <>
      <JobLine view={view} />
      <footer className="flex h-8 items-center gap-2 border-t border-line pr-1 pl-3 text-12 text-text-3">
        {works ? <Working run={run} /> : <AtRest view={view} />}
      </footer>
    </>
  )
}

function Working({ run }: { readonly run: RunNode }) {
  const { t } = useTranslation('canvas')
  const job = useJobWords(run)
  return (
    <>
      <span className="tabular flex min-w-0 grow gap-2 truncate">
        {job && <span className="truncate text-text-2">{job.short}</span>}
        {run.state === 'running' && run.startedAt !== undefined && <Elapsed since={run.startedAt} />}
      </span>
      <IconButton
        size="compact"
        label={t('cancel')}
        icon={<Square className="size-3.5" />}
        onClick={() => void getStore().stopRun(run.runId)}
        className="nodrag"
      />
    </>
  )
}

function AtRest({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('canvas')
  const { node, quote } = view
  const running = useStore((state) => state.activeRunId !== undefined)
  const facts = useFacts(view)
  const cost = paidFor(view) ?? (quote ? costWords(quote) : t('footer.free'))
  const why = quote && choiceWords(quote)
  return (
    <>
      <span className="min-w-0 grow truncate" title={[why, facts].filter(Boolean).join('\n')}>
        {facts}
      </span>
      {cost !== undefined && <span className="tabular shrink-0">{cost}</span>}
      <IconButton
        size="compact"
        label={t('footer.run', { node: nodeName(node) })}
        disabledReason={running ? t('footer.running') : undefined}
        icon={<Play className="size-3.5" />}
        onClick={() => void getStore().run({ kind: 'nodes', nodeIds: [node.id] })}
        className="nodrag"
      />
    </>
  )
}

/** What the take in use has cost: once it is there, the next one's price is of less interest. */
function paidFor({ status, media }: NodeView): string | undefined {
  const cost = media?.generation?.cost
  return cost !== undefined && cost > 0 && isFresh(status) ? moneyText(cost) : undefined
}

/** "Kling 3.0 · 5s · 9:16 · 720p", with the settings as they would be sent. */
function useFacts({ node, status, quote }: NodeView): string {
  const { t, i18n } = useTranslation('canvas')
  const known = useStore(({ models }) => models.find(({ id }) => id === status.params['model']))
  const { model: asked, size } = status.params
  const model = quote?.model ?? known
  const { seconds, aspect, resolution } = { ...status.params, ...(quote?.ok && quote.fitted) }
  const chosen =
    quote?.ok && quote.choice && model ? t('footer.auto', { model: modelTitle(model) }) : undefined
  const auto = asked === 'auto' ? modelTitle({ id: 'auto', title: 'Auto' }) : asked
  const local = node.type === 'video-stitcher' || node.type === 'last-frame' ? t('footer.local') : undefined
  const length = { style: 'unit', unit: 'second', unitDisplay: 'narrow' } as const
  const facts = [
    chosen ?? (model && modelTitle(model)) ?? local ?? auto,
    typeof seconds === 'number' && new Intl.NumberFormat(i18n.language, length).format(seconds),
    aspect,
    resolution,
    typeof size === 'string' && optionLabel('size', size),
  ]
  return facts.filter((fact) => typeof fact === 'string').join(' · ')
}
