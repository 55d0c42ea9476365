import { useEffect, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../nodes/media.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { perSecond } from '../../nodes/cut/format.ts'
import { nameOf } from '../i18n/node-words.ts'
import { Region } from '../panels/Region.tsx'
import { useFilmPlayhead } from '../stitch/playhead.ts'
import type { Film } from '../store/film.ts'
import { useNodeView, useStore } from '../store/index.ts'
import { NodeStatePill } from '../ui/NodeStatePill.tsx'
import { PanelHeader } from '../ui/PanelHeader.tsx'
import { factsLine } from './facts.ts'
import { FilmStage } from './FilmStage.tsx'
import { MissingStage, PictureStage, VideoStage } from './Stage.tsx'
import { formatLength } from './timecode.ts'
import { useHands, VIEWER_FRAME } from './use-hands.ts'
import type { Viewed } from './use-viewed.ts'
import { performInViewer, type Hands } from './viewer-actions.ts'
import { viewerAction } from './viewer-keys.ts'
import { ViewerTools } from './ViewerTools.tsx'

/** `untitled` where a tab is its title and holds the tools. */
export function Viewer({ untitled }: { readonly untitled?: boolean }) {
  const { t } = useTranslation('viewer')
  const hands = useHands()
  const { viewed, film } = hands
  useLookingAway()

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTaken(event)) return
    const action = viewerAction(event)
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    performInViewer(action, hands)
  }

  return (
    <Region name="viewer" labelledBy="viewer-title" className="flex h-full min-h-0 flex-col bg-panel">
      {/* The keys of the player work wherever the keyboard is inside of it. */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 grow flex-col">
        <PanelHeader id="viewer-title" title={t('title')} hidden={untitled}>
          <ViewerTools />
        </PanelHeader>
        <div id={VIEWER_FRAME} className="flex min-h-0 grow flex-col bg-surround">
          <Stage hands={hands} />
        </div>
      </div>
      {film ? <FilmCaption film={film} /> : viewed.media && <Caption media={viewed.media} viewed={viewed} />}
    </Region>
  )
}

/** Whoever looks at something else has looked away from the film in the dock. */
function useLookingAway(): void {
  useEffect(
    () =>
      useStore.subscribe(({ viewed }, before) => {
        if (viewed !== before.viewed) useFilmPlayhead.getState().setInView(false)
      }),
    [],
  )
}

function Stage({ hands }: { readonly hands: Hands }) {
  const { t } = useTranslation('viewer')
  const { viewed, film, ...playing } = hands
  const { media } = viewed
  if (film) return <FilmStage key={playerKey(film)} film={film} {...playing} />
  if (!media) {
    return <p className="m-auto p-4 text-center text-on-surround/70">{t('empty')}</p>
  }
  if (media.missing) return <MissingStage media={media} nodeId={viewed.nodeId} />
  if (media.kind === 'image') return <PictureStage media={media} />
  return <VideoStage key={media.id} media={media} viewed={viewed} {...playing} />
}

/** A player counts in frames of one rate. */
function playerKey({ nodeId, layout: { fps } }: Film): string {
  return `${nodeId} ${fps.num}/${fps.den}`
}

const footer = 'flex min-h-7 shrink-0 items-center gap-2 border-t border-line px-3 text-12'

function Caption({ media, viewed }: { readonly media: Media; readonly viewed: Viewed }) {
  const { i18n } = useTranslation()
  const title = useStore((state) => state.document.nodes.find(({ id }) => id === viewed.nodeId)?.title)
  return (
    <footer className={footer}>
      <span className="select-text truncate text-text-1" title={media.name}>
        {title || media.name}
      </span>
      {viewed.nodeId !== undefined && <OutOfDate nodeId={viewed.nodeId} mediaId={media.id} />}
      <span className="tabular ml-auto shrink-0 text-text-3">{factsLine(media, i18n.language)}</span>
    </footer>
  )
}

/** Whoever looks at a take that its node would not make any more is told so here, too. */
function OutOfDate({ nodeId, mediaId }: { readonly nodeId: string; readonly mediaId: string }) {
  const view = useNodeView(nodeId)
  const isSo = view?.status.state === 'out-of-date' && view.activeTake?.mediaId === mediaId
  return isSo ? <NodeStatePill view={view} /> : null
}

function FilmCaption({ film }: { readonly film: Film }) {
  const { t, i18n } = useTranslation('viewer')
  const name = useStore((state) => nameOf(state.document, film.nodeId))
  const { layout, width, height } = film
  const rate = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 }).format(
    perSecond(layout.fps),
  )
  const length = formatLength(framesToSeconds(layout.frames, layout.fps))
  return (
    <footer className={footer}>
      <span className="truncate text-text-1" title={t('film.liveHint')}>
        {name} · {t('film.live')}
      </span>
      <span className="tabular ml-auto shrink-0 text-text-3">
        {`${width} × ${height} · ${rate} fps · ${length}`}
      </span>
    </footer>
  )
}

/** Keys that the control under the keyboard needs itself: text, and arrows of a slider or menu. */
function isTaken({ target, code, nativeEvent }: KeyboardEvent): boolean {
  if (nativeEvent.isComposing || !(target instanceof HTMLElement)) return true
  if (target.matches('input[type="range"]')) return /^(Arrow|Home|End|Page)/.test(code)
  if (target.matches('input, textarea, [role^="menuitem"], [role="menu"], [role="option"], [role="listbox"]'))
    return true
  if (target.matches('[role="combobox"]') && /^(Arrow|Home|End|Space|Enter)/.test(code)) return true
  return target.matches('button') && (code === 'Space' || code === 'Enter')
}
