import {
  Check,
  CircleAlert,
  CircleDashed,
  CircleStop,
  Clock,
  FileQuestionMark,
  History,
  Hourglass,
  LoaderCircle,
  Pin,
  TriangleAlert,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import { isFresh, type NodeStatus } from '../../nodes/engine/status.ts'
import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { portsOf } from '../../nodes/graph/node-ports.ts'
import { errorText, translate } from '../i18n/index.ts'
import { fieldLabel, nameOf, portLabel } from '../i18n/node-words.ts'
import type { StandingRun } from '../store/standing-run.ts'
import type { Tone } from './StatePill.tsx'

/** What a card, the outline, the inspector and the lists say of a node: the same words everywhere. */
export interface StateWords {
  readonly words: string
  /** One sentence more, where there is one to say. */
  readonly reason?: string
  readonly tone: Tone
  readonly icon: LucideIcon
  /** Nothing that a card would need to show: a prompt with words in it, or a node that never ran. */
  readonly quiet?: true
}

interface Subject {
  readonly node: DocumentNode
  readonly status: NodeStatus
  readonly run?: StandingRun | undefined
}

/** The state of a run stands over the state at rest while it says more. */
export function stateWords({ node, status, run }: Subject, document: WorkflowDocument): StateWords {
  return (run && ofRun(run, status)) ?? atRest({ node, status }, document)
}

function ofRun(run: StandingRun, status: NodeStatus): StateWords | undefined {
  switch (run.state) {
    case 'waiting':
      return { words: translate('nodes:states.waiting'), tone: 'calm', icon: Clock }
    case 'running': {
      const words =
        run.progress === undefined
          ? translate('nodes:states.running')
          : translate('nodes:states.running-percent', { percent: Math.round(run.progress * 100) })
      return { words, tone: 'busy', icon: LoaderCircle }
    }
    case 'reused': {
      if (status.state !== 'up-to-date') return undefined
      const reason = translate('nodes:reasons.reused')
      return { words: translate('nodes:states.reused'), reason, tone: 'ok', icon: Zap }
    }
    case 'failed': {
      if (isFresh(status)) return undefined
      const reason = run.error ? { reason: errorText(run.error) } : {}
      return { words: translate('nodes:states.failed'), ...reason, tone: 'err', icon: CircleAlert }
    }
    case 'skipped': {
      if (isFresh(status) || run.source === undefined) return undefined
      const { source } = run
      const reason = translate('nodes:reasons.skipped', { source })
      return {
        words: translate('nodes:states.waiting-for', { source }),
        reason,
        tone: 'warn',
        icon: Hourglass,
      }
    }
    case 'stopped': {
      if (isFresh(status)) return undefined
      const reason = run.cutOff ? { reason: translate('nodes:reasons.cut-off') } : {}
      return { words: translate('nodes:states.stopped'), ...reason, tone: 'calm', icon: CircleStop }
    }
    case 'done':
      return undefined
  }
}

function atRest({ node, status }: Subject, document: WorkflowDocument): StateWords {
  switch (status.state) {
    case 'idle':
      if (node.type === 'media') {
        return { words: translate('nodes:states.needs-file'), tone: 'warn', icon: TriangleAlert }
      }
      return { words: translate('nodes:states.idle'), tone: 'calm', icon: CircleDashed, quiet: true }
    case 'holds-value':
      return { words: translate('nodes:states.up-to-date'), tone: 'ok', icon: Check, quiet: true }
    case 'up-to-date':
      return { words: translate('nodes:states.up-to-date'), tone: 'ok', icon: Check }
    case 'kept': {
      const reason = translate('nodes:reasons.kept')
      return { words: translate('nodes:states.kept'), reason, tone: 'ok', icon: Pin }
    }
    case 'out-of-date': {
      const words = translate('nodes:states.out-of-date')
      return { words, ...whyOutOfDate({ node, status }, document), tone: 'warn', icon: History }
    }
    case 'missing-file': {
      const reason = translate('nodes:reasons.missing-file')
      return { words: translate('nodes:states.missing-file'), reason, tone: 'err', icon: FileQuestionMark }
    }
    case 'needs-input': {
      const type = portsOf(node).inputs[status.port]?.type ?? 'text'
      return { words: translate(`nodes:states.needs-input.${type}`), tone: 'warn', icon: TriangleAlert }
    }
    case 'blocked': {
      const source = nameOf(document, status.source)
      const reason = translate('nodes:reasons.blocked', { source })
      return {
        words: translate('nodes:states.waiting-for', { source }),
        reason,
        tone: 'calm',
        icon: Hourglass,
      }
    }
    case 'needs-fix':
      return needsFix({ node, status }, document)
  }
}

/** "Prompt changed since take 3": the first of the changes, which is the most telling one. */
function whyOutOfDate({ node, status }: Subject, document: WorkflowDocument): { reason?: string } {
  if (status.state !== 'out-of-date') return {}
  const take = status.take?.number ?? 0
  const [change] = status.changes
  switch (change?.what) {
    case 'input':
      return { reason: translate('nodes:reasons.input', { port: portLabel(node, change.port), take }) }
    case 'param':
      return {
        reason: translate('nodes:reasons.param', { field: fieldLabel(node.type, change.param), take }),
      }
    case 'upstream':
      return { reason: translate('nodes:reasons.upstream', { source: nameOf(document, change.nodeId) }) }
    case 'version':
      return { reason: translate('nodes:reasons.version', { take }) }
    case undefined:
      return {}
  }
}

function needsFix({ node, status }: Subject, document: WorkflowDocument): StateWords {
  const unknown = status.state === 'needs-fix' && isUnknownType(status)
  const words = translate(unknown ? 'nodes:states.unknown' : 'nodes:states.needs-fix')
  const reason = status.state === 'needs-fix' ? problemText({ node, status }, document) : ''
  return { words, reason, tone: 'err', icon: CircleAlert }
}

function problemText({ node, status }: Subject, document: WorkflowDocument): string {
  if (status.state !== 'needs-fix') return ''
  const { problem } = status
  switch (problem.kind) {
    case 'error':
      return isUnknownType(status)
        ? translate('nodes:reasons.unknown-type', { type: node.type })
        : errorText(problem.error)
    case 'wire':
      return translate('nodes:reasons.bad-wire', { port: portLabel(node, problem.connection.to.port) })
    case 'loop': {
      const nodes = problem.nodeIds.map((id) => nameOf(document, id)).join(' → ')
      return `${translate('nodes:reasons.loop')} ${nodes}`
    }
  }
}

function isUnknownType(status: Extract<NodeStatus, { state: 'needs-fix' }>): boolean {
  return status.problem.kind === 'error' && status.problem.error.code === 'node_unknown'
}
