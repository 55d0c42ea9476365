import { useTranslation } from 'react-i18next'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { act } from '../panels/act.ts'
import { showNode } from '../panels/show-node.ts'
import { nodeName } from '../i18n/node-words.ts'
import { useStore } from '../store/index.ts'
import type { FilmShot } from '../store/film.ts'
import type { NodeView } from '../store/types.ts'
import { Button } from '../ui/Button.tsx'

interface MakeButtonProps {
  readonly view: NodeView
  readonly shot: FilmShot
  readonly tabIndex?: number
}

/** The way out for a clip that is not there: it is made where it can be, else its node is shown. */
export function MakeButton({ view, shot, ...rest }: MakeButtonProps) {
  const { t } = useTranslation(['stitch', 'canvas'])
  const running = useStore((state) => state.activeRunId !== undefined)
  const { node, status, run } = view
  if (run?.state === 'waiting' || run?.state === 'running') return null
  const canMake =
    nodeTypeOf(node.type)?.kind === 'maker' &&
    (status.state === 'idle' || status.state === 'missing-file' || status.state === 'out-of-date')
  const words = !canMake ? t('stitch:showNode') : shot.media ? t('stitch:makeAgain') : t('stitch:make')
  return (
    <Button
      {...rest}
      size="compact"
      className="pointer-events-auto"
      disabledReason={canMake && running ? t('stitch:rendering') : undefined}
      aria-label={t('canvas:remedyOf', { action: words, node: nodeName(node) })}
      onClick={() => (canMake ? void act().run({ kind: 'nodes', nodeIds: [node.id] }) : showNode(node.id))}
    >
      {words}
    </Button>
  )
}
