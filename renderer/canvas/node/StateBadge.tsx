import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getStore, useStore } from '../../store/index.ts'
import type { NodeView, Store } from '../../store/types.ts'
import { StatePill } from '../../ui/StatePill.tsx'
import { stateWords } from '../../ui/node-state.ts'

const NEWS_MS = 4_000

/** The state of a node in a word and an icon. "Up to date" is news for a few seconds, then a tick. */
export function StateBadge({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('nodes')
  const words = stateWords(view, getStore().document)
  const place = useStore((state) => waitingPlace(state, view.node.id))
  const fresh = useIsNews(view)
  const Icon = words.icon
  if (words.quiet) return null
  if (view.status.state === 'up-to-date' && words.tone === 'ok' && !fresh) {
    return (
      <span title={words.words} className="shrink-0 text-ok">
        <Icon className="size-4" aria-label={words.words} />
      </span>
    )
  }
  const text =
    view.run?.state === 'waiting' && place !== undefined
      ? t('states.waiting-nth', { count: place, ordinal: true })
      : words.words
  const pill = (
    <StatePill tone={words.tone} icon={<Icon aria-hidden="true" />}>
      <span className="max-w-30 truncate">{text}</span>
    </StatePill>
  )
  const remedy = remedyFor(view)
  if (!remedy) return <span title={words.reason}>{pill}</span>
  return (
    <button type="button" title={words.reason} className="nodrag flex h-6 items-center" onClick={remedy}>
      {pill}
    </button>
  )
}

/** What a press on the pill does about the state: to connect what is missing, or to go to what is waited for. */
function remedyFor({ node, status }: NodeView): (() => void) | undefined {
  if (status.state === 'needs-input') {
    const port = { name: status.port, side: 'input' } as const
    return () => getStore().openConnect({ nodeId: node.id, port })
  }
  if (status.state === 'blocked') {
    const { source } = status
    return () => getStore().canvas?.focusNode(source)
  }
  return undefined
}

/** Whether the latest run has only just made or reused what is shown. */
function useIsNews({ run }: NodeView): boolean {
  const endedAt = run?.state === 'done' || run?.state === 'reused' ? run.endedAt : undefined
  const [over, setOver] = useState<number>()
  useEffect(() => {
    if (endedAt === undefined) return undefined
    const timer = setTimeout(() => setOver(endedAt), endedAt + NEWS_MS - Date.now())
    return () => clearTimeout(timer)
  }, [endedAt])
  return endedAt !== undefined && over !== endedAt
}

/** 1 for the next one to start. */
function waitingPlace({ nodeRuns, runs, activeRunId }: Store, nodeId: string): number | undefined {
  if (nodeRuns[nodeId]?.state !== 'waiting') return undefined
  const run = runs.find(({ id }) => id === activeRunId)
  const waiting = (run?.nodes ?? []).filter((node) => nodeRuns[node.nodeId]?.state === 'waiting')
  const place = waiting.findIndex((node) => node.nodeId === nodeId)
  return place === -1 ? undefined : place + 1
}
