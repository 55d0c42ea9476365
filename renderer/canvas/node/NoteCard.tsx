import type { NodeView } from '../../store/types.ts'
import { MainField } from './MainField.tsx'
import { NodeHeader } from './NodeHeader.tsx'
import { ResizeHandle } from './ResizeHandle.tsx'

/** A remark pinned to the canvas: no ports, nothing to run. */
export function NoteCard({ view, selected }: { readonly view: NodeView; readonly selected: boolean }) {
  const { node } = view
  return (
    <div
      className={`note-card relative rounded-8 border border-line text-13 text-text-1 ${selected ? 'outline-2 outline-accent' : ''}`}
      style={{ width: node.width ?? 240 }}
    >
      <NodeHeader node={node} />
      <MainField
        node={node}
        param="text"
        className="max-h-none! bg-transparent px-3 pt-1 pb-3 focus:max-h-none!"
      />
      {selected && <ResizeHandle node={node} />}
    </div>
  )
}
