import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunNode } from '../../../nodes/contract/records.ts'
import { isFresh, type NodeStatus } from '../../../nodes/engine/status.ts'
import type { WireError } from '../../../nodes/errors.ts'
import type { Quote } from '../../../nodes/generation/quote.ts'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import type { Media } from '../../../nodes/media.ts'
import { nodeTypeOf } from '../../../nodes/types/index.ts'
import { errorText, translate } from '../../i18n/index.ts'
import { nodeName } from '../../i18n/node-words.ts'
import { selectOffers, selectQuote, selectStatuses, useStore } from '../../store/index.ts'
import { selectNodeView } from '../../store/node-view.ts'
import type { Store } from '../../store/types.ts'
import { obstacleOf, stateWords } from '../../ui/node-state.ts'

/** What can be done about a problem. */
export type Fix =
  | { readonly kind: 'connect'; readonly nodeId: string; readonly port: string }
  | { readonly kind: 'disconnect'; readonly connectionId: string }
  | { readonly kind: 'make-again' | 'retry' | 'choose-file'; readonly nodeId: string }
  /** The card of the node offers the same. */
  | { readonly kind: 'obstacle'; readonly nodeId: string; readonly error: WireError }
  | { readonly kind: 'settings' | 'reload' }

export interface Problem {
  readonly id: string
  readonly severity: 'warn' | 'err'
  /** What it is about: a node, or the workflow. */
  readonly subject: string
  readonly nodeId?: string
  readonly sentence: string
  readonly fix?: Fix
}

interface World extends Pick<Store, 'document' | 'nodeRuns' | 'saveState' | 'saveError' | 'workflow'> {
  readonly engine: Store['engine'] | undefined
  readonly statuses: ReadonlyMap<string, NodeStatus>
  quoteOf(nodeId: string): Quote | undefined
  mediaOf(nodeId: string): Media | undefined
}

/** Everything that needs somebody, what concerns all of the workflow first. */
export function problemsOf(world: World): Problem[] {
  const nodes = world.document.nodes.flatMap((node) => {
    const problem = problemOfNode(node, world)
    return problem ? [problem] : []
  })
  return [...problemsOfWorkflow(world), ...nodes]
}

export function useProblems(): readonly Problem[] {
  const { i18n } = useTranslation()
  const document = useStore((state) => state.document)
  const nodeRuns = useStore((state) => state.nodeRuns)
  const offers = useStore(selectOffers)
  const engine = useStore((state) => state.engine)
  const saveState = useStore((state) => state.saveState)
  const saveError = useStore((state) => state.saveError)
  const workflow = useStore((state) => state.workflow)
  const statuses = useStore(selectStatuses)
  const language = i18n.language
  return useMemo(
    () =>
      problemsOf({ document, nodeRuns, quoteOf, mediaOf, engine, saveState, saveError, workflow, statuses }),
    // oxlint-disable-next-line react/exhaustive-deps -- the sentences are those of the language, the quotes those of the offers
    [document, nodeRuns, offers, engine, saveState, saveError, workflow, statuses, language],
  )
}

const quoteOf = (nodeId: string) => selectQuote(useStore.getState(), nodeId)
const mediaOf = (nodeId: string) => selectNodeView(useStore.getState(), nodeId)?.media

function problemsOfWorkflow({ engine, saveState, saveError, workflow, document }: World): Problem[] {
  const subject = workflow?.name ?? ''
  const problems: Problem[] = []
  if (saveState === 'conflict' || saveState === 'refused') {
    problems.push({
      id: 'save',
      severity: 'err',
      subject,
      sentence: saveError ? errorText(saveError) : translate(`panels:save.${saveState}`),
      ...(saveState === 'conflict' && { fix: { kind: 'reload' } }),
    })
  }
  if (engine && !engine.ok && document.nodes.some(({ type }) => makesVideo(type))) {
    const sentence = errorText(engine.error)
    problems.push({ id: 'engine', severity: 'err', subject, sentence, fix: { kind: 'settings' } })
  }
  return problems
}

function problemOfNode(node: DocumentNode, world: World): Problem | undefined {
  const status = world.statuses.get(node.id)
  if (!status) return undefined
  const about = { id: node.id, subject: nodeName(node), nodeId: node.id }
  const run = world.nodeRuns[node.id]
  const quote = world.quoteOf(node.id)
  const media = world.mediaOf(node.id)
  const error = obstacleOf({ status, run, quote })
  if (!error && !isProblem(node, { status, run })) return undefined
  const fix: Fix | undefined = error
    ? { kind: 'obstacle', nodeId: node.id, error }
    : fixFor(node, { status, run })
  const { words, reason, tone } = stateWords({ node, status, run, quote, media }, world.document)
  const severity = tone === 'err' ? 'err' : 'warn'
  return { ...about, severity, sentence: reason ?? words, ...(fix && { fix }) }
}

interface NodeState {
  readonly status: NodeStatus
  readonly run: RunNode | undefined
}

/** What is merely behind another problem is not listed: its cause is. */
function isProblem(node: DocumentNode, { status, run }: NodeState): boolean {
  if (run?.state === 'failed') return !isFresh(status)
  if (status.state === 'idle') return node.type === 'media'
  return ['needs-input', 'needs-fix', 'missing-file'].includes(status.state)
}

function fixFor(node: DocumentNode, { status, run }: NodeState): Fix | undefined {
  if (run?.state === 'failed') return { kind: 'retry', nodeId: node.id }
  switch (status.state) {
    case 'needs-input':
      return { kind: 'connect', nodeId: node.id, port: status.port }
    case 'missing-file':
      return { kind: isMaker(node.type) ? 'make-again' : 'choose-file', nodeId: node.id }
    case 'idle':
      return { kind: 'choose-file', nodeId: node.id }
    case 'needs-fix':
      return status.problem.kind === 'wire'
        ? { kind: 'disconnect', connectionId: status.problem.connection.id }
        : undefined
    case 'up-to-date':
    case 'kept':
    case 'holds-value':
    case 'out-of-date':
    case 'blocked':
      return undefined
  }
}

function makesVideo(type: string): boolean {
  const definition = nodeTypeOf(type)
  return (
    definition?.kind === 'maker' && Object.values(definition.outputs).some((port) => port.type === 'video')
  )
}

function isMaker(type: string): boolean {
  return nodeTypeOf(type)?.kind === 'maker'
}
