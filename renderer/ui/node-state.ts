import {
  Check,
  CircleAlert,
  CircleDashed,
  CircleStop,
  Clock,
  FileQuestionMark,
  HardDrive,
  History,
  Hourglass,
  KeyRound,
  LoaderCircle,
  Lock,
  Pin,
  TriangleAlert,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import { isFresh, isRunnable, type NodeStatus } from '../../nodes/engine/status.ts'
import type { ErrorCode, WireError } from '../../nodes/errors.ts'
import type { Quote } from '../../nodes/generation/quote.ts'
import type { Media } from '../../nodes/media.ts'
import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { portsOf } from '../../nodes/graph/node-ports.ts'
import type { en } from '../i18n/en/index.ts'
import { errorText, translate } from '../i18n/index.ts'
import { troubleText } from '../i18n/trouble-words.ts'
import { fieldLabel, nameOf, portLabel } from '../i18n/node-words.ts'
import type { StandingRun } from '../store/standing-run.ts'
import { jobWords } from './job-words.ts'
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
  /** What it shows, or would if the file were there. */
  readonly media?: Media | undefined
  /** Why it could not be made as it stands, even before it is tried. */
  readonly quote?: Quote | undefined
}

/** The state of a run stands over the state at rest while it says more. */
export function stateWords(subject: Subject, document: WorkflowDocument): StateWords {
  const { status, run, quote } = subject
  return (run && ofRun(run, status)) ?? unmakeable(status, quote) ?? atRest(subject, document)
}

/** What stands in the way of a node, tried or not: the error, for the remedies beside its sentence. */
export function obstacleOf({ status, run, quote }: Omit<Subject, 'node'>): WireError | undefined {
  if (run?.state === 'failed' || run?.state === 'held') return isFresh(status) ? undefined : run.error
  if (run?.state === 'waiting' || run?.state === 'running') return undefined
  return isRunnable(status) && quote && !quote.ok ? quote.error : undefined
}

function unmakeable(status: NodeStatus, quote: Quote | undefined): StateWords | undefined {
  return isRunnable(status) && quote && !quote.ok ? held(quote.error) : undefined
}

function held(error: WireError | undefined): StateWords {
  const kind = (error && heldKinds[error.code]) ?? 'held'
  const reason = error ? { reason: troubleText(error) } : {}
  return { words: translate(`nodes:held.${kind}`), ...reason, tone: 'warn', icon: heldIcons[kind] ?? Lock }
}

const heldKinds: Partial<Readonly<Record<ErrorCode, keyof (typeof en)['nodes']['held']>>> = {
  key_missing: 'key',
  over_budget: 'budget',
  over_clip_limit: 'budget',
  cost_unconfirmed: 'budget',
  price_unknown: 'price',
  disk_low: 'disk',
  provider_settings: 'settings',
  model_retired: 'ended',
  model_unknown: 'unknown',
  provider_unknown: 'unknown',
  no_model_fits: 'unfit',
  setting_unfit: 'unfit',
}

const heldIcons: Partial<Readonly<Record<string, LucideIcon>>> = { key: KeyRound, disk: HardDrive }

function ofRun(run: StandingRun, status: NodeStatus): StateWords | undefined {
  switch (run.state) {
    case 'waiting':
      return { words: translate('nodes:states.waiting'), tone: 'calm', icon: Clock }
    case 'running': {
      const percent = run.progress === undefined ? undefined : Math.round(run.progress * 100)
      const words =
        jobWords(run, '', Date.now())?.short ??
        (percent === undefined
          ? translate('nodes:states.running')
          : translate('nodes:states.running-percent', { percent }))
      return { words, tone: 'busy', icon: LoaderCircle }
    }
    case 'reused': {
      if (status.state !== 'up-to-date') return undefined
      const reason = translate('nodes:reasons.reused')
      return { words: translate('nodes:states.reused'), reason, tone: 'ok', icon: Zap }
    }
    case 'failed': {
      if (isFresh(status)) return undefined
      const reason = run.error ? { reason: troubleText(run.error) } : {}
      return { words: translate('nodes:states.failed'), ...reason, tone: 'err', icon: CircleAlert }
    }
    case 'held':
      return isFresh(status) ? undefined : held(run.error)
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

function atRest({ node, status, media }: Subject, document: WorkflowDocument): StateWords {
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
    case 'missing-file':
      return missingFile(node, media)
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

function missingFile({ type }: DocumentNode, media: Media | undefined): StateWords {
  const why = media?.deletedAt === undefined ? 'missing-file' : 'deleted-file'
  const reason = translate(
    `nodes:reasons.${why === 'deleted-file' && type === 'media' ? 'deleted-media' : why}`,
  )
  return { words: translate(`nodes:states.${why}`), reason, tone: 'err', icon: FileQuestionMark }
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
