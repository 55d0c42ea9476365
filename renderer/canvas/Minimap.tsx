import { MiniMap } from '@xyflow/react'
import { useCallback } from 'react'
import { getStore, useStore } from '../store/index.ts'
import { nodeById, selectStatuses } from '../store/selectors.ts'
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
  const statuses = useStore(selectStatuses)
  const nodeRuns = useStore((state) => state.nodeRuns)
  const colourOf = useCallback(
    ({ id }: FlowNode) => {
      const { document } = getStore()
      const node = nodeById(document, id)
      const status = statuses.get(id)
      if (!node || !status) return colours.calm
      const { tone, quiet } = stateWords({ node, status, run: nodeRuns[id] }, document)
      return colours[quiet ? 'calm' : tone]
    },
    [statuses, nodeRuns],
  )
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
