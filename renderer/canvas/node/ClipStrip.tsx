import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { moveShot } from '../../../nodes/cut/change.ts'
import { framesToSeconds } from '../../../nodes/cut/layout.ts'
import { posterUrl } from '../../api.ts'
import { getStore, selectFilm, useStore } from '../../store/index.ts'
import type { Film, FilmShot } from '../../store/film.ts'
import { shotName } from '../../stitch/shot-words.ts'
import { useNear } from '../detail.ts'
import { formatLength } from '../../viewer/timecode.ts'

/** The shots of a film in their order, each with buttons to move it, and how long they are together. */
export function ClipStrip({ nodeId }: { readonly nodeId: string }) {
  const { t } = useTranslation('canvas')
  const film = useStore((state) => selectFilm(state, nodeId))
  if (!film || film.shots.length === 0) {
    return <p className="rounded-4 bg-field px-2 py-3 text-center text-12 text-text-3">{t('clips.none')}</p>
  }
  const { shots, layout } = film
  const isWhole = shots.every(({ shot, media }) => shot.card !== undefined || media !== undefined)
  const length = formatLength(framesToSeconds(layout.frames, layout.fps))
  return (
    <div className="nowheel nodrag">
      <ol aria-label={t('clips.title')} className="flex gap-1 overflow-x-auto pb-1">
        {shots.map((shot) => (
          <Clip key={`${shot.shot.wire ?? 'card'} ${shot.index}`} film={film} shot={shot} />
        ))}
      </ol>
      <p className="tabular pt-1 text-12 text-text-3">
        {isWhole
          ? t('clips.total', { count: shots.length, length })
          : t('clips.count', { count: shots.length })}
      </p>
    </div>
  )
}

function Clip({ film, shot }: { readonly film: Film; readonly shot: FilmShot }) {
  const { t } = useTranslation('canvas')
  const { index, media } = shot
  const name = shotName(shot)
  const move = (by: -1 | 1) =>
    getStore().changeCut(film.nodeId, { label: 'shot-move', merge: `move ${film.nodeId}` }, (cut) =>
      moveShot(cut, index, index + by),
    )
  return (
    <li className="w-16 shrink-0 overflow-hidden rounded-4 bg-field" title={name}>
      <div className="relative h-12 bg-surround">
        {media && media.kind !== 'audio' && (
          <img
            src={posterUrl(media.id)}
            alt=""
            decoding="async"
            draggable={false}
            className="size-full object-cover"
          />
        )}
        <span className="tabular absolute top-0.5 left-0.5 min-w-4 rounded-4 bg-surround/80 px-1 text-center text-11 text-on-surround">
          {index + 1}
        </span>
      </div>
      <p className="truncate px-1 pt-0.5 text-11 text-text-2">{name}</p>
      <div className="flex justify-between">
        <Move label={t('clips.earlier', { clip: name })} disabled={index === 0} onClick={() => move(-1)}>
          <ChevronLeft className="size-3.5" />
        </Move>
        <Move
          label={t('clips.later', { clip: name })}
          disabled={index === film.shots.length - 1}
          onClick={() => move(1)}
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
