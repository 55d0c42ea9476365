import { Hourglass } from 'lucide-react'
import { performRemedy } from '../../perform-remedy.ts'
import { remediesFor } from '../../remedies.ts'
import type { NodeView } from '../../store/types.ts'
import { useJobWords } from '../../ui/useJobWords.ts'
import { RemedyButton } from './Remedies.tsx'

/** Under the picture while something keeps a paid job waiting: what it is, and for how much longer. */
export function JobLine({ view }: { readonly view: NodeView }) {
  const trouble = useJobWords(view.run)?.trouble
  const error = view.run?.job?.trouble
  const [kind] = error ? remediesFor(error, { standIn: false, billing: false }) : []
  if (trouble === undefined) return null
  return (
    <div className="tabular flex flex-wrap gap-1.5 border-t border-line bg-warn-tint px-3 py-1.5 text-12 text-warn">
      <Hourglass className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
      <p className="min-w-0 flex-1">{trouble}</p>
      {error && (kind === 'add-key' || kind === 'check-key') && (
        <RemedyButton
          nodeId={view.node.id}
          words={kind}
          onClick={() => performRemedy(kind, { nodeId: view.node.id, error })}
        />
      )}
    </div>
  )
}
