import { useTranslation } from 'react-i18next'
import { nodeTypeOf } from '../../../nodes/types/index.ts'
import { getStore, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { Button } from '../../ui/Button.tsx'
import { stateWords } from '../../ui/node-state.ts'
import type { Tone } from '../../ui/StatePill.tsx'
import { pickMediaFor } from '../drop-files.ts'

const colours: Readonly<Record<Tone, string>> = {
  calm: 'text-text-3',
  busy: 'text-accent',
  ok: 'text-ok',
  warn: 'text-warn',
  err: 'text-err',
}

/** Where the picture would be: why there is none, in a sentence, and what to do about it. */
export function Trouble({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('canvas')
  const { reason, tone, icon: Icon } = stateWords(view, getStore().document)
  const running = useStore((state) => state.activeRunId !== undefined)
  const remedy = remedyFor(view)
  if (!remedy || reason === undefined) return null
  const wait = remedy.runs && running ? t('footer.running') : undefined
  return (
    <div
      className={`absolute inset-0 flex flex-col items-center justify-center gap-2 overflow-auto p-2 text-center text-12 ${view.media && !view.media.missing ? 'bg-card/90' : 'bg-card'}`}
    >
      <Icon className={`size-5 shrink-0 ${colours[tone]}`} aria-hidden="true" />
      <p className="text-text-1">{reason}</p>
      {remedy.act && (
        <Button size="compact" disabledReason={wait} onClick={remedy.act} className="nodrag">
          {t(`remedy.${remedy.words}`)}
        </Button>
      )}
      {isAboutEngine(view) && (
        <Button size="compact" onClick={() => getStore().openDialog('settings')} className="nodrag">
          {t('remedy.settings')}
        </Button>
      )}
    </div>
  )
}

/** The video engine is chosen in the settings. */
function isAboutEngine({ run }: NodeView): boolean {
  return run?.state === 'failed' && run.error?.code.startsWith('ffmpeg_') === true
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
