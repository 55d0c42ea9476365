import { MiniMap } from '@xyflow/react'
import { useCallback } from 'react'
import { isRunnable, type NodeStatus } from '../../nodes/engine/status.ts'
import { useStore } from '../store/index.ts'
import { nodeById, selectQuote, selectStatuses } from '../store/selectors.ts'
import { standingRun } from '../store/standing-run.ts'
import type { Store } from '../store/types.ts'
import type { Tone } from '../ui/StatePill.tsx'
import { stateWords } from '../ui/node-state.ts'
import type { FlowNode } from './flow-items.ts'

const colours: Readonly<Record<Tone, string>> = {
  calm: 'var(--line-strong)',
  busy: 'var(--accent)',
  ok: 'var(--ok)',
  warn: 'var(--warn)',
  err: 'var(--err)',
}

/** The whole graph in a corner, coloured by state. */
export function Minimap() {
  const shown = useStore((state) => state.minimap)
  return shown ? <ShownMinimap /> : null
}

function ShownMinimap() {
  const tones = useStore(selectTones)
  const colourOf = useCallback(({ id }: FlowNode) => colours[tones.get(id) ?? 'calm'], [tones])
  return (
    <MiniMap
      pannable
      zoomable
      position="bottom-right"
      nodeColor={colourOf}
      nodeBorderRadius={12}
      className="overflow-hidden rounded-8 border border-line"
    />
  )
}

let known: ReadonlyMap<string, Tone> = new Map()

/** The same map as long as no node changes its colour: another one would draw every node of the minimap again. */
function selectTones(state: Store): ReadonlyMap<string, Tone> {
  const tones = new Map<string, Tone>()
  for (const [id, status] of selectStatuses(state)) tones.set(id, toneOf(state, id, status))
  const isKnown = tones.size === known.size && [...tones].every(([id, tone]) => known.get(id) === tone)
  if (!isKnown) known = tones
  return known
}

const atRest = new WeakMap<NodeStatus, Tone>()

function toneOf(state: Store, id: string, status: NodeStatus): Tone {
  const run = standingRun(state, id)
  if (!run && isRunnable(status) && selectQuote(state, id)?.ok === false) return 'warn'
  const before = run ? undefined : atRest.get(status)
  if (before) return before
  const node = nodeById(state.document, id)
  if (!node) return 'calm'
  const { tone, quiet } = stateWords({ node, status, run }, state.document)
  const shown = quiet ? 'calm' : tone
  if (!run) atRest.set(status, shown)
  return shown
}
