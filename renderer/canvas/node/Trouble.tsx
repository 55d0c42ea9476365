import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { getStore, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { Button } from '../../ui/Button.tsx'
import { stateWords } from '../../ui/node-state.ts'

/** Where the picture would be: why there is none, in a sentence, and what to do about it. */
export function Trouble({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('canvas')
  const { node, status, run } = view
  const { reason, tone } = stateWords(view, getStore().document)
  const running = useStore((state) => state.activeRunId !== undefined)
  const failed = run?.state === 'failed' && tone === 'err'
  const retry = () => void getStore().run({ kind: 'nodes', nodeIds: [node.id] })
  const cause = status.state === 'blocked' ? status.source : undefined
  if (!failed && status.state !== 'missing-file' && cause === undefined) return null
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-2 overflow-auto bg-card/90 p-2 text-center text-12">
      <CircleAlert className="size-5 shrink-0 text-err" aria-hidden="true" />
      <p className="text-text-1">{reason}</p>
      {cause === undefined ? (
        <Button
          size="compact"
          disabledReason={running ? t('footer.running') : undefined}
          onClick={retry}
          className="nodrag"
        >
          {t(failed ? 'retry' : 'make-again')}
        </Button>
      ) : (
        <Button size="compact" className="nodrag" onClick={() => getStore().canvas?.focusNode(cause)}>
          {t('show-cause')}
        </Button>
      )}
    </div>
  )
}
