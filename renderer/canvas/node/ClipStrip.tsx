import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../nodes/graph/document.ts'
import { posterUrl } from '../../api.ts'
import { nodeName } from '../../i18n/node-words.ts'
import { activeTakeOf, getStore, nodeById, useStore } from '../../store/index.ts'
import type { Store } from '../../store/types.ts'
import { useNear } from '../detail.ts'
import { formatLength } from '../../viewer/timecode.ts'

/** The clips of a film in their order, each with buttons to move it, and how long they are together. */
export function ClipStrip({ clips }: { readonly clips: readonly Connection[] }) {
  const { t } = useTranslation('canvas')
  const total = useStore((state) => totalSeconds(state, clips))
  if (clips.length === 0) {
    return <p className="rounded-4 bg-field px-2 py-3 text-center text-12 text-text-3">{t('clips.none')}</p>
  }
  return (
    <div className="nowheel nodrag">
      <ol aria-label={t('clips.title')} className="flex gap-1 overflow-x-auto pb-1">
        {clips.map((clip, index) => (
          <Clip key={clip.id} clip={clip} number={index + 1} count={clips.length} />
        ))}
      </ol>
      <p className="tabular pt-1 text-12 text-text-3">
        {total === undefined
          ? t('clips.count', { count: clips.length })
          : t('clips.total', { count: clips.length, length: formatLength(total) })}
      </p>
    </div>
  )
}

interface ClipProps {
  readonly clip: Connection
  readonly number: number
  readonly count: number
}

function Clip({ clip, number, count }: ClipProps) {
  const { t } = useTranslation('canvas')
  const name = useStore(({ document }) => {
    const node = nodeById(document, clip.from.node)
    return node ? nodeName(node) : ''
  })
  const mediaId = useStore((state) => clipMedia(state, clip)?.id)
  const { moveConnection } = getStore()
  return (
    <li className="w-16 shrink-0 overflow-hidden rounded-4 bg-field" title={name}>
      <div className="relative h-12 bg-surround">
        {mediaId !== undefined && (
          <img
            src={posterUrl(mediaId)}
            alt=""
            decoding="async"
            draggable={false}
            className="size-full object-cover"
          />
        )}
        <span className="tabular absolute top-0.5 left-0.5 min-w-4 rounded-4 bg-surround/80 px-1 text-center text-11 text-on-surround">
          {number}
        </span>
      </div>
      <p className="truncate px-1 pt-0.5 text-11 text-text-2">{name}</p>
      <div className="flex justify-between">
        <Move
          label={t('clips.earlier', { clip: name })}
          disabled={number === 1}
          onClick={() => moveConnection(clip.id, -1)}
        >
          <ChevronLeft className="size-3.5" />
        </Move>
        <Move
          label={t('clips.later', { clip: name })}
          disabled={number === count}
          onClick={() => moveConnection(clip.id, 1)}
        >
          <ChevronRight className="size-3.5" />
        </Move>
      </div>
    </li>
  )
}

interface MoveProps {
  readonly label: string
  readonly disabled: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function Move({ label, disabled, onClick, children }: MoveProps) {
  const near = useNear()
  return (
    <button
      type="button"
      tabIndex={near ? 0 : -1}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
      className="flex size-6 items-center justify-center rounded-4 text-text-2 hover:bg-card hover:text-text-1 disabled:opacity-30"
    >
      {children}
    </button>
  )
}

function clipMedia(state: Store, { from }: Connection) {
  const held = nodeById(state.document, from.node)?.params['mediaId']
  const id = activeTakeOf(state, from.node)?.mediaId ?? (typeof held === 'string' ? held : undefined)
  return id === undefined ? undefined : state.media[id]
}

/** Undefined while a clip is not there yet. */
function totalSeconds(state: Store, clips: readonly Connection[]): number | undefined {
  let total = 0
  for (const clip of clips) {
    const seconds = clipMedia(state, clip)?.durationSeconds
    if (seconds === undefined) return undefined
    total += seconds
  }
  return total
}
