import {
  addCard,
  clearTrim,
  cycleJoin,
  decide,
  duplicateShot,
  moveShot,
  setJoin,
  splitAt,
  trimAt,
  trimShot,
  type Decision,
  type Edge,
} from '../../nodes/cut/change.ts'
import type { Join } from '../../nodes/cut/cut.ts'
import { cutPoints, framesToSeconds, shotAt } from '../../nodes/cut/layout.ts'
import { perSecond } from '../../nodes/cut/format.ts'
import { translate } from '../i18n/index.ts'
import { getStore, selectFilm } from '../store/index.ts'
import type { Film, FilmShot } from '../store/film.ts'
import type { CutStep } from '../store/types.ts'
import { formatTimecode } from '../viewer/timecode.ts'
import { focusCardTitle } from './focus-strip.ts'
import { useFilmPlayhead } from './playhead.ts'
import { secondsText, shotName } from './shot-words.ts'
import { useStrip } from './strip.ts'

export interface FilmNow {
  readonly film: Film
  /** Where the playhead stands, inside the film. */
  readonly frame: number
  /** The shot that is selected; absent while there is none. */
  readonly shot: FilmShot | undefined
}

/** The film in the dock, as the keys and buttons find it. */
export function filmNow(): FilmNow | undefined {
  const { nodeId, frame } = useFilmPlayhead.getState()
  const film = nodeId === undefined ? undefined : selectFilm(getStore(), nodeId)
  if (!film) return undefined
  const { selected } = useStrip.getState()
  const shot = film.shots[Math.min(selected, film.shots.length - 1)]
  return { film, frame: Math.max(0, Math.min(frame, film.layout.frames - 1)), shot }
}

/** Moves the playhead, held inside the film, and selects what it stands in. */
export function seekTo(frame: number): void {
  const now = filmNow()
  if (!now) return
  const last = Math.max(0, now.film.layout.frames - 1)
  const held = Math.min(Math.max(0, Math.round(frame)), last)
  useFilmPlayhead.getState().seek(held)
  const selected = shotAt(now.film.layout, held)
  if (selected !== undefined) useStrip.setState({ selected })
}

/** Selects a shot; the playhead comes along unless it is in there already. */
export function selectShot(index: number): void {
  const now = filmNow()
  const laid = now?.film.layout.shots[index]
  if (!now || !laid) return
  useStrip.setState({ selected: index })
  useFilmPlayhead.getState().setInView(true)
  if (shotAt(now.film.layout, now.frame) !== index) useFilmPlayhead.getState().seek(laid.start)
}

export function stepFrames(by: number): void {
  const now = filmNow()
  if (!now) return
  useFilmPlayhead.getState().stop()
  seekTo(now.frame + by)
}

export function stepSeconds(by: number): void {
  const now = filmNow()
  if (now) seekTo(now.frame + by * Math.round(perSecond(now.film.layout.fps)))
}

/** To the cut before or after the playhead, as Up and Down go everywhere in editing. */
export function stepCut(by: -1 | 1): void {
  const now = filmNow()
  if (!now) return
  const cuts = cutPoints(now.film.layout)
  const next = by === 1 ? cuts.find((cut) => cut > now.frame) : cuts.findLast((cut) => cut < now.frame)
  seekTo(next ?? (by === 1 ? now.film.layout.frames - 1 : 0))
}

export function moveClip(by: -1 | 1): void {
  const now = filmNow()
  if (now?.shot) moveClipTo(now.shot.index, now.shot.index + by)
}

export function moveClipTo(index: number, to: number): void {
  const now = filmNow()
  const shot = now?.film.shots[index]
  if (!now || !shot || to < 0 || to >= now.film.shots.length) return
  const merge = `move ${now.film.nodeId}`
  if (!change(now, { label: 'shot-move', merge }, (cut) => moveShot(cut, index, to))) return
  useStrip.setState({ selected: to })
  const start = filmNow()?.film.layout.shots[to]?.start
  if (start !== undefined) useFilmPlayhead.getState().seek(start)
  say(translate('stitch:say.moved', { clip: shotName(shot), place: to + 1, count: now.film.shots.length }))
}

/** The shot under the playhead begins or ends with the picture that is shown. */
export function trimAtPlayhead(edge: Edge): void {
  const now = filmNow()
  if (!now) return
  const trimmed = trimAt(now.film.cut, edge, {
    layout: now.film.layout,
    frame: now.frame,
    framesOf: (index) => now.film.shots[index]?.facts?.frames ?? 1,
  })
  if (!trimmed) return
  useStrip.setState({ selected: trimmed.index, edge })
  if (!change(now, { label: 'shot-trim' }, () => trimmed.cut)) return
  const laid = filmNow()?.film.layout.shots[trimmed.index]
  if (laid) useFilmPlayhead.getState().seek(edge === 'in' ? laid.start : laid.start + laid.frames - 1)
  sayLength(trimmed.index)
}

export function clearTrims(edge: Edge | 'both'): void {
  const now = filmNow()
  if (!now?.shot) return
  const { index } = now.shot
  if (change(now, { label: 'shot-trim' }, (cut) => clearTrim(cut, index, edge))) sayLength(index)
}

/** Moves one edge of a shot by frames of its clip, or of the film where it is a picture. */
export function trimBy(index: number, edge: Edge, by: number): void {
  const now = filmNow()
  const shot = now?.film.shots[index]
  if (!now || !shot) return
  const merge = `trim ${now.film.nodeId} ${index} ${edge}`
  useStrip.setState({ selected: index, edge })
  if (!trimTo(now, { shot, edge, by }, { label: 'shot-trim', merge })) return
  showEdge(index, edge)
  sayLength(index)
}

/** Shows the first or last picture of a shot, which is what a trim is about. */
export function showEdge(index: number, edge: Edge): void {
  const laid = filmNow()?.film.layout.shots[index]
  if (laid) useFilmPlayhead.getState().seek(edge === 'in' ? laid.start : laid.start + laid.frames - 1)
}

/** From what the shot was, so that a drag may go back and forth. */
export function trimTo(
  { film }: Pick<FilmNow, 'film'>,
  { shot, edge, by }: { shot: FilmShot; edge: Edge; by: number },
  step: CutStep,
): boolean {
  const { index, laid } = shot
  const { source } = laid
  return getStore().changeCut(film.nodeId, step, (cut) => {
    if (!source) {
      const frames = laid.frames + (edge === 'in' ? -by : by)
      return decide(cut, index, { seconds: framesToSeconds(Math.max(1, frames), film.layout.fps) })
    }
    const frames = shot.facts?.frames ?? source.to
    return edge === 'in'
      ? trimShot(cut, index, { from: Math.min(source.from + by, source.to - 1), frames })
      : trimShot(cut, index, { to: Math.max(source.to + by, source.from + 1), frames })
  })
}

export function nudgeEdge(by: -1 | 1): void {
  const now = filmNow()
  if (now?.shot) trimBy(now.shot.index, useStrip.getState().edge, by)
}

export function splitClip(): void {
  const now = filmNow()
  const split = now && splitAt(now.film.cut, now.film.layout, now.frame)
  if (!now || !split || !change(now, { label: 'shot-split' }, () => split.cut)) return
  useStrip.setState({ selected: split.index })
  say(translate('stitch:say.split', { clip: shotName(now.film.shots[split.index - 1]!) }))
}

export function canSplit(): boolean {
  const now = filmNow()
  return now !== undefined && splitAt(now.film.cut, now.film.layout, now.frame) !== undefined
}

export function duplicateClip(): void {
  const now = filmNow()
  if (!now?.shot) return
  const { shot } = now
  if (!change(now, { label: 'shot-duplicate' }, (cut) => duplicateShot(cut, shot.index))) return
  selectShot(shot.index + 1)
  say(translate('stitch:say.duplicated', { clip: shotName(shot) }))
}

export function removeClip(): void {
  const now = filmNow()
  if (!now?.shot) return
  const { film, shot } = now
  getStore().removeShot(film.nodeId, shot.index)
  const left = filmNow()
  if (left?.shot) selectShot(left.shot.index)
}

/** The cut nearest to the playhead: that before the shot it stands in, or that behind it. */
export function nearestCut(): number | undefined {
  const now = filmNow()
  const index = now && shotAt(now.film.layout, now.frame)
  if (!now || index === undefined || now.film.shots.length < 2) return undefined
  const { start, frames } = now.film.layout.shots[index]!
  const isEarly = now.frame - start < frames / 2
  const last = now.film.shots.length - 2
  return Math.min(last, isEarly ? Math.max(0, index - 1) : index)
}

export function nextTransition(): void {
  const now = filmNow()
  const index = nearestCut()
  if (!now || index === undefined) return
  if (change(now, { label: 'transition', merge: `join ${index}` }, (cut) => cycleJoin(cut, index))) {
    sayJoin(index)
  }
}

export function setTransition(index: number, join: Partial<Join>): void {
  const now = filmNow()
  if (!now) return
  const merge = join.kind === undefined ? { merge: `join ${now.film.nodeId} ${index}` } : {}
  if (change(now, { label: 'transition', ...merge }, (cut) => setJoin(cut, index, join))) sayJoin(index)
}

export function decideShot(index: number, step: CutStep, decision: Decision): void {
  const now = filmNow()
  if (now) change(now, step, (cut) => decide(cut, index, decision))
}

/** Before the selected shot, or behind all of them. */
export function addCardTo(style: 'title' | 'end'): void {
  const now = filmNow()
  if (!now) return
  const at = style === 'end' ? now.film.shots.length : (now.shot?.index ?? 0)
  const title = translate(style === 'end' ? 'stitch:card.theEnd' : 'stitch:card.newTitle')
  change(now, { label: 'card' }, (cut) => addCard(cut, at, { style, title }))
  useStrip.setState({ side: 'shot' })
  selectShot(at)
  seekTo(filmNow()?.film.layout.shots[at]?.start ?? 0)
  focusCardTitle()
}

function change(
  { film }: FilmNow,
  step: CutStep,
  recipe: Parameters<ReturnType<typeof getStore>['changeCut']>[2],
) {
  return getStore().changeCut(film.nodeId, step, recipe)
}

function sayLength(index: number): void {
  const shot = filmNow()?.film.shots[index]
  const fps = filmNow()?.film.layout.fps
  if (!shot || !fps) return
  const length = secondsText(framesToSeconds(shot.laid.frames, fps))
  say(translate('stitch:say.length', { clip: shotName(shot), length }))
}

function sayJoin(index: number): void {
  const shot = filmNow()?.film.shots[index]
  if (shot) say(translate(`stitch:joins.${shot.shot.join?.kind ?? 'cut'}`))
}

function say(text: string): void {
  getStore().announce(text)
}

/** HH:MM:SS:FF of a frame of the film. */
export function timecodeOf(frame: number, { layout }: Pick<Film, 'layout'>): string {
  const fps = perSecond(layout.fps)
  return formatTimecode(frame / fps, fps)
}
