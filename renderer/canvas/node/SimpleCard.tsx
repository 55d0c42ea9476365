import { posterUrl } from '../../api.ts'
import { nodeName } from '../../i18n/node-words.ts'
import { getStore, useStore } from '../../store/index.ts'
import { PortPlaces } from './PortPlaces.tsx'
import type { NodeView } from '../../store/types.ts'
import type { Tone } from '../../ui/StatePill.tsx'
import { stateWords } from '../../ui/node-state.ts'
import { colourOfType } from '../../ui/NodeTypeIcon.tsx'

const dots: Readonly<Record<Tone, string>> = {
  calm: 'bg-text-3',
  busy: 'bg-accent',
  ok: 'bg-ok',
  warn: 'bg-warn',
  err: 'bg-err',
}

interface SimpleCardProps {
  readonly view: NodeView
  readonly detail: 'simple' | 'block'
  readonly selected: boolean
}

/** A card from far away: its picture, its name in large letters and its state. It keeps the size it has up close. */
export function SimpleCard({ view, detail, selected }: SimpleCardProps) {
  const { node, media } = view
  const { width, height } = useStore(({ sizes }) => sizes.of(node))
  const text = node.params['text']
  const { tone, words, quiet } = stateWords(view, getStore().document)
  return (
    <div className="relative" style={{ width, height }}>
      <PortPlaces view={view} />
      <div
        className={`relative flex size-full flex-col overflow-hidden rounded-8 border border-t-8 border-line bg-card ${selected ? 'outline-4 outline-accent' : ''}`}
      >
        <span
          aria-hidden="true"
          className={`absolute inset-x-0 top-0 h-2 bg-current ${colourOfType(node.type)}`}
        />
        {media && !media.missing && (
          <img
            src={posterUrl(media.id)}
            alt=""
            decoding="async"
            draggable={false}
            className="min-h-0 w-full grow bg-surround object-contain"
          />
        )}
        {detail === 'simple' && (
          <span className="m-3 line-clamp-2 shrink-0 text-[28px] leading-tight font-medium text-text-1">
            {nodeName(node)}
          </span>
        )}
        {detail === 'simple' && typeof text === 'string' && (
          <span className="min-h-0 grow overflow-hidden px-3 text-[20px] leading-snug text-text-2">
            {text}
          </span>
        )}
        {!quiet && (
          <span
            title={words}
            className={`absolute right-3 bottom-3 rounded-full outline-4 outline-card ${detail === 'block' ? 'size-12' : 'size-7'} ${dots[tone]}`}
          />
        )}
      </div>
    </div>
  )
}
