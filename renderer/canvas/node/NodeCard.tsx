import { memo, useEffect, useRef, useState } from 'react'
import { nodeTypeOf } from '../../../nodes/types/index.ts'
import { useNodeView, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { useDetail } from '../detail.ts'
import { useWiring } from '../wire/wiring-state.ts'
import { CardBody } from './CardBody.tsx'
import { Footer } from './Footer.tsx'
import { endLive, goLive } from './live.ts'
import { NodeHeader } from './NodeHeader.tsx'
import { NodeName } from './NodeName.tsx'
import { NodeTools } from './NodeTools.tsx'
import { NoteCard } from './NoteCard.tsx'
import { PortRows } from './PortRows.tsx'
import { ProgressLine } from './ProgressLine.tsx'
import { ResizeHandle } from './ResizeHandle.tsx'
import { SimpleCard } from './SimpleCard.tsx'
import { StateBadge } from './StateBadge.tsx'

interface NodeCardProps {
  readonly id: string
  readonly selected: boolean
  readonly dragging: boolean
}

/** A node on the canvas. React Flow also tells every card its position; only what a card shows draws it again. */
export const NodeCard = memo(
  function NodeCard({ id, selected, dragging }: NodeCardProps) {
    const view = useNodeView(id)
    const detail = useDetail()
    if (!view) return null
    return (
      <>
        <NodeName view={view} selected={selected} />
        <Drawn view={view} detail={detail} selected={selected} />
        {selected && !dragging && <NodeTools view={view} />}
      </>
    )
  },
  (a, b) => a.id === b.id && a.selected === b.selected && a.dragging === b.dragging,
)

interface DrawnProps {
  readonly view: NodeView
  readonly detail: ReturnType<typeof useDetail>
  readonly selected: boolean
}

function Drawn({ view, detail, selected }: DrawnProps) {
  if (detail !== 'full') return <SimpleCard view={view} detail={detail} selected={selected} />
  if (view.node.type === 'note') return <NoteCard view={view} selected={selected} />
  return <FullCard view={view} selected={selected} />
}

function FullCard({ view, selected }: { readonly view: NodeView; readonly selected: boolean }) {
  const { node } = view
  const { id } = node
  const pointedAt = useWiring((state) => state.pointedAt === id)
  const width = useStore(({ sizes }) => sizes.of(node).width)
  const failed = view.run?.state === 'failed'
  const border = failed ? 'border-err' : 'border-line'
  const ring = selected || pointedAt ? 'outline-2 outline-accent' : ''
  return (
    <div
      className={`node-card relative rounded-8 border bg-card text-13 text-text-1 ${border} ${ring}`}
      style={{ width: node.width ?? width }}
      onPointerEnter={() => goLive(id)}
      onPointerLeave={() => endLive(id)}
    >
      <NodeHeader node={node} pill={<StateBadge view={view} />} />
      <ProgressLine view={view} />
      <PortRows view={view} />
      <CardBody view={view} />
      {nodeTypeOf(node.type)?.kind === 'maker' && <Footer view={view} />}
      <NewTake mediaId={view.activeTake?.mediaId} />
      {selected && <ResizeHandle node={node} />}
    </div>
  )
}

/** One flash of the border when a take arrives. */
function NewTake({ mediaId }: { readonly mediaId: string | undefined }) {
  const shown = useRef(mediaId)
  const [flash, setFlash] = useState<string>()
  useEffect(() => {
    if (mediaId !== shown.current) setFlash(mediaId)
    shown.current = mediaId
  }, [mediaId])
  return flash === undefined ? null : <div key={flash} className="new-take" aria-hidden="true" />
}
