import { Hourglass } from 'lucide-react'
import type { NodeView } from '../../store/types.ts'
import { useJobWords } from '../../ui/useJobWords.ts'

/** Under the picture while something keeps a paid job waiting: what it is, and for how much longer. */
export function JobLine({ view }: { readonly view: NodeView }) {
  const trouble = useJobWords(view.run)?.trouble
  if (trouble === undefined) return null
  return (
    <p className="tabular flex gap-1.5 border-t border-line bg-warn-tint px-3 py-1.5 text-12 text-warn">
      <Hourglass className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
      {trouble}
    </p>
  )
}
