import { nodeTypeOf } from '../../../nodes/types/index.ts'
import { getStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { obstacleOf, stateWords } from '../../ui/node-state.ts'
import type { Tone } from '../../ui/StatePill.tsx'
import { pickMediaFor } from '../drop-files.ts'
import { Remedies, RemedyButton } from './Remedies.tsx'

const colours: Readonly<Record<Tone, string>> = {
  calm: 'text-text-3',
  busy: 'text-accent',
  ok: 'text-ok',
  warn: 'text-warn',
  err: 'text-err',
}

/** Where the picture would be: why there is none, in a sentence, and what to do about it. */
export function Trouble({ view }: { readonly view: NodeView }) {
  const { reason, tone, icon: Icon } = stateWords(view, getStore().document)
  const error = obstacleOf(view)
  const remedy = error ? undefined : remedyFor(view)
  if ((!remedy && !error) || reason === undefined) return null
  return (
    <div
      className={`absolute inset-0 flex flex-col items-center overflow-auto p-2 text-center text-12 ${view.media && !view.media.missing ? 'bg-card/90' : 'bg-card'}`}
    >
      {/* Auto margins keep the middle while it fits, and the beginning in reach when it does not. */}
      <div className="nowheel my-auto flex flex-col items-center gap-2">
        <Icon className={`size-5 shrink-0 ${colours[tone]}`} aria-hidden="true" />
        <p className="text-text-1">{reason}</p>
        {error && <Remedies trouble={{ nodeId: view.node.id, error }} />}
        {remedy?.act && (
          <RemedyButton nodeId={view.node.id} words={remedy.words} runs={remedy.runs} onClick={remedy.act} />
        )}
      </div>
    </div>
  )
}

interface Remedy {
  readonly words: 'retry' | 'make-again' | 'choose' | 'show'
  readonly runs?: true
  readonly act?: () => void
}

/** Undefined while there is no trouble. Some troubles are mended elsewhere on the card, and only say what they are. */
function remedyFor({ node, status, run }: NodeView): Remedy | undefined {
  const again = () => void getStore().run({ kind: 'nodes', nodeIds: [node.id] })
  switch (status.state) {
    case 'needs-fix':
      return { words: 'retry' }
    case 'blocked': {
      const { source } = status
      return { words: 'show', act: () => getStore().canvas?.focusNode(source) }
    }
    case 'missing-file':
      return nodeTypeOf(node.type)?.kind === 'value'
        ? { words: 'choose', act: () => pickMediaFor(node.id) }
        : { words: 'make-again', runs: true, act: again }
    case 'idle':
    case 'out-of-date':
      return run?.state === 'failed' ? { words: 'retry', runs: true, act: again } : undefined
    case 'needs-input':
    case 'up-to-date':
    case 'kept':
    case 'holds-value':
      return undefined
  }
}
