import { useTranslation } from 'react-i18next'
import { useStore } from '../store/index.ts'
import type { NodeView } from '../store/types.ts'
import { stateWords, type StateWords } from './node-state.ts'
import { StatePill } from './StatePill.tsx'

/** What is to be said of a node now, in the language of the window. */
export function useStateWords(
  view: Pick<NodeView, 'node' | 'status' | 'run' | 'quote' | 'media'>,
): StateWords {
  // Draws again when the language changes.
  useTranslation('nodes')
  const document = useStore((state) => state.document)
  return stateWords(view, document)
}

export function NodeStatePill({
  view,
}: {
  readonly view: Pick<NodeView, 'node' | 'status' | 'run' | 'quote' | 'media'>
}) {
  const { words, tone, icon: Icon } = useStateWords(view)
  return (
    <StatePill tone={tone} icon={<Icon className={tone === 'busy' ? 'animate-turn' : ''} />}>
      {words}
    </StatePill>
  )
}
