import {
  Check,
  CircleAlert,
  CircleStop,
  Clock,
  Hourglass,
  LoaderCircle,
  Lock,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { NodeRunState, RunNode } from '../../../nodes/contract/records.ts'
import { aboutText, moneyText } from '../../i18n/money-words.ts'
import { troubleText } from '../../i18n/trouble-words.ts'
import { nodeById, useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { NodeTypeIcon } from '../../ui/NodeTypeIcon.tsx'
import { StatePill, type Tone } from '../../ui/StatePill.tsx'
import { Remedies } from '../../canvas/node/Remedies.tsx'
import { useJobWords } from '../../ui/useJobWords.ts'
import { showNode } from '../show-node.ts'
import { Elapsed } from './Elapsed.tsx'

interface RunRowProps {
  readonly node: RunNode
  /** In US dollars. */
  readonly cost: number
  readonly runEnded: number | undefined
}

/** One node of a run, live: its state, how long it takes, and why it did not finish. */
export function RunRow({ node, cost, runEnded }: RunRowProps) {
  const { t } = useTranslation('panels')
  const present = useStore((state) => nodeById(state.document, node.nodeId) !== undefined)
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1 py-0.5 pr-3 pl-6 hover:bg-card">
      <NodeTypeIcon type={node.type} />
      <span className="w-36 shrink-0 truncate" title={node.title}>
        {node.title}
      </span>
      <span className="w-36 shrink-0">
        <RunStatePill node={node} />
      </span>
      <span className="tabular w-20 shrink-0 text-right text-12 text-text-2">
        <Cost state={node.state} cost={cost} />
      </span>
      <span className="w-12 shrink-0">
        <Elapsed from={node.startedAt} until={node.endedAt ?? runEnded} />
      </span>
      <span className="min-w-0 grow basis-60 text-12 text-text-2 select-text">
        <Reason node={node} />
      </span>
      <span className="flex shrink-0 items-center gap-2">
        {present && node.error && (node.state === 'failed' || node.state === 'held') && (
          <Remedies trouble={{ nodeId: node.nodeId, error: node.error }} most={1} />
        )}
        {present && (
          <Button
            size="compact"
            look="quiet"
            aria-label={t('runs.showNode', { node: node.title })}
            onClick={() => showNode(node.nodeId)}
          >
            {t('show')}
          </Button>
        )}
      </span>
    </li>
  )
}

const looks: Readonly<Record<NodeRunState, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  waiting: { tone: 'calm', icon: Clock },
  running: { tone: 'busy', icon: LoaderCircle },
  done: { tone: 'ok', icon: Check },
  reused: { tone: 'ok', icon: Zap },
  failed: { tone: 'err', icon: CircleAlert },
  skipped: { tone: 'warn', icon: Hourglass },
  stopped: { tone: 'calm', icon: CircleStop },
  held: { tone: 'warn', icon: Lock },
}

/** As it was in that run, whatever became of the node since. */
function RunStatePill({ node }: { readonly node: RunNode }) {
  const { t } = useTranslation(['panels', 'nodes'])
  const { tone, icon: Icon } = looks[node.state]
  const job = useJobWords(node)
  const percent = node.progress === undefined ? undefined : Math.round(node.progress * 100)
  const words = {
    waiting: t('nodes:states.waiting'),
    running:
      job?.short ??
      (percent === undefined ? t('nodes:states.running') : t('nodes:states.running-percent', { percent })),
    done: t('runs.nodeDone'),
    reused: t('nodes:states.reused'),
    failed: t('nodes:states.failed'),
    skipped: t('nodes:states.waiting'),
    stopped: t('nodes:states.stopped'),
    held: t('nodes:held.held'),
  }
  return (
    <StatePill tone={tone} icon={<Icon className={node.state === 'running' ? 'animate-turn' : ''} />}>
      {words[node.state]}
    </StatePill>
  )
}

/** While it works, what is reserved for it. */
function Cost({ state, cost }: Pick<RunNode, 'state' | 'cost'>) {
  if (cost === 0) return null
  return state === 'running' || state === 'waiting' ? aboutText(cost) : moneyText(cost)
}

function Reason({ node }: { readonly node: RunNode }) {
  const { t } = useTranslation('nodes')
  const job = useJobWords(node)
  if (node.error && (node.state === 'failed' || node.state === 'held')) return troubleText(node.error)
  if (job?.trouble !== undefined) return job.trouble
  if (node.state === 'skipped' && node.source !== undefined) {
    return t('reasons.skipped', { source: node.source })
  }
  return node.note ?? null
}
