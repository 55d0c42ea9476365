import { ArrowDown, ArrowUp, Clapperboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { moveShot } from '../../../nodes/cut/change.ts'
import { framesToSeconds } from '../../../nodes/cut/layout.ts'
import { portLabel } from '../../i18n/node-words.ts'
import { selectFilm, useStore } from '../../store/index.ts'
import type { Film, FilmShot } from '../../store/film.ts'
import type { NodeView } from '../../store/types.ts'
import { secondsText, shotName } from '../../stitch/shot-words.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { act } from '../act.ts'
import { Poster } from '../left/MediaTile.tsx'
import { Section } from './Section.tsx'

/** The shots of a film in their order; the Stitch dock cuts them. */
export function ClipOrder({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('panels')
  const nodeId = view.node.id
  const film = useStore((state) => selectFilm(state, nodeId))
  if (!film) return null
  return (
    <Section title={t('inspector.clips')}>
      {film.shots.length === 0 && (
        <p className="text-text-2">{t('inspector.noClips', { port: portLabel(view.node, 'clips') })}</p>
      )}
      <ol className="flex flex-col gap-1">
        {film.shots.map((shot) => (
          <ShotRow key={`${shot.shot.wire ?? 'card'} ${shot.index}`} film={film} shot={shot} />
        ))}
      </ol>
      <Button
        icon={<Clapperboard className="size-4" />}
        className="self-start"
        onClick={() => act().openDock('stitch')}
      >
        {t('inspector.openStitch')}
      </Button>
    </Section>
  )
}

function ShotRow({ film, shot }: { readonly film: Film; readonly shot: FilmShot }) {
  const { t } = useTranslation('panels')
  const { index, media, connection, laid } = shot
  const count = film.shots.length
  const source = connection?.from.node
  const name = shotName(shot)
  const move = (by: -1 | 1) =>
    act().changeCut(film.nodeId, { label: 'shot-move', merge: `move ${film.nodeId}` }, (cut) =>
      moveShot(cut, index, index + by),
    )
  return (
    <li className="flex items-center gap-1 rounded-4 bg-card p-1">
      <span className="tabular w-5 text-center text-12 text-text-3">{index + 1}</span>
      <span className="size-8 shrink-0 overflow-hidden rounded-4 bg-surround">
        {media && <Poster key={media.id} media={media} />}
      </span>
      {source === undefined ? (
        <span className="min-w-0 grow truncate px-1">{name}</span>
      ) : (
        <button
          type="button"
          className="min-h-8 min-w-0 grow truncate px-1 text-left hover:text-accent"
          onClick={() => act().select([source])}
        >
          {name}
        </button>
      )}
      <span className="tabular shrink-0 text-12 text-text-3">
        {secondsText(framesToSeconds(laid.frames, film.layout.fps))}
      </span>
      <IconButton
        size="compact"
        label={t('inspector.earlier')}
        icon={<ArrowUp />}
        disabledReason={index === 0 ? t('outline.first') : undefined}
        onClick={() => move(-1)}
      />
      <IconButton
        size="compact"
        label={t('inspector.later')}
        icon={<ArrowDown />}
        disabledReason={index === count - 1 ? t('outline.last') : undefined}
        onClick={() => move(1)}
      />
    </li>
  )
}
