import { cutPoints, framesToSeconds } from '../../nodes/cut/layout.ts'
import { nameOf } from '../i18n/node-words.ts'
import { translate } from '../i18n/index.ts'
import { keepLayout } from '../panels/use-layout.ts'
import type { Film } from '../store/film.ts'
import { getStore } from '../store/index.ts'
import { useCurrentPlayer } from './current-player.ts'
import { useGoTo } from './go-to.ts'
import { clearMarks, setMark } from './marks.ts'
import type { Player } from './player.ts'
import { keepFrame } from './snapshot.ts'
import { startComparing } from './compare.ts'
import { neighbourTake } from './TakeSwitcher.tsx'
import { formatTimecode, frameAt } from './timecode.ts'
import type { PlaybackSettings } from './Transport.tsx'
import type { Viewed } from './use-viewed.ts'
import { groundLook, toggleCaptions, toggleReceipt } from './viewer-look.ts'
import type { ViewerAction } from './viewer-keys.ts'

export interface Hands {
  readonly viewed: Viewed
  readonly film: Film | undefined
  readonly settings: PlaybackSettings
  readonly change: (part: Partial<PlaybackSettings>) => void
  readonly toggleFullScreen: () => void
}

export function performInViewer(action: ViewerAction, hands: Hands): void {
  const { player } = useCurrentPlayer.getState()
  if (player) playerActions[action]?.(player, hands)
  viewerActions[action]?.(hands)
}

const playerActions: { readonly [A in ViewerAction]?: (player: Player, hands: Hands) => void } = {
  toggle: (player) => player.toggle(),
  back: (player) => player.shuttle(-1),
  stop: (player) => player.stop(),
  forward: (player) => player.shuttle(1),
  'frame-back': (player) => player.step(-1),
  'frame-forward': (player) => player.step(1),
  'second-back': (player) => player.seek(player.getState().time - 1),
  'second-forward': (player) => player.seek(player.getState().time + 1),
  start: (player) => player.seek(0),
  end: (player) => player.seek(player.getState().duration),
  'go-to': () => useGoTo.setState({ typing: true }),
  'cut-before': (player, { film }) => film && goToCut(player, film, -1),
  'cut-after': (player, { film }) => film && goToCut(player, film, 1),
  'mark-in': (player, hands) => mark(player, hands, 'in'),
  'mark-out': (player, hands) => mark(player, hands, 'out'),
}

const viewerActions: { readonly [A in ViewerAction]?: (hands: Hands) => void } = {
  'full-screen': ({ toggleFullScreen }) => toggleFullScreen(),
  louder: ({ change, settings }) => change({ volume: Math.min(1, settings.volume + 0.1), muted: false }),
  quieter: ({ change, settings }) => change({ volume: Math.max(0, settings.volume - 0.1) }),
  'take-before': (hands) => chooseTake(hands, -1),
  'take-after': (hands) => chooseTake(hands, 1),
  favourite: ({ viewed: { media } }) => media && void getStore().setFavourite(media.id, !media.favourite),
  'clear-in': (hands) => setMark(markedBy(hands), 'in', undefined),
  'clear-out': (hands) => setMark(markedBy(hands), 'out', undefined),
  'clear-marks': (hands) => {
    clearMarks(markedBy(hands))
    getStore().announce(translate('viewer:marks.cleared'))
  },
  snapshot: (hands) => void keepFrame(titleOf(hands)).catch(getStore().toastError),
  captions: ({ film }) => film && toggleCaptions(film),
  'safe-areas': () => toggleGround('safe'),
  ground: () => toggleGround('checker'),
  compare: ({ viewed, film }) => !film && startComparing(viewed),
  receipt: () => toggleReceipt(),
}

/** What marks are kept for: a film keeps them through every edit. */
export function markedBy({ film, viewed }: Pick<Hands, 'film' | 'viewed'>): string {
  return film?.nodeId ?? viewed.media?.id ?? ''
}

/** The last frame in it is part of a stretch. */
function mark(player: Player, hands: Hands, edge: 'in' | 'out'): void {
  const frame = frameAt(player.getState().time, player.fps)
  setMark(markedBy(hands), edge, edge === 'in' ? frame : frame + 1)
  const time = formatTimecode(player.getState().time, player.fps)
  getStore().announce(translate(edge === 'in' ? 'viewer:marks.in' : 'viewer:marks.out', { time }))
}

function goToCut(player: Player, { layout }: Film, step: -1 | 1): void {
  const frame = frameAt(player.getState().time, player.fps)
  const points = cutPoints(layout).map((point) => Math.min(point, layout.frames - 1))
  const next = step === 1 ? points.find((point) => point > frame) : points.findLast((point) => point < frame)
  if (next === undefined) return
  player.stop()
  player.seek(framesToSeconds(next, layout.fps))
  const time = formatTimecode(framesToSeconds(next, layout.fps), player.fps)
  getStore().announce(translate('viewer:cuts.at', { time }))
}

function chooseTake({ viewed }: Hands, step: -1 | 1): void {
  const take = neighbourTake(viewed, step)
  if (take) getStore().chooseTake(take.nodeId, take.mediaId)
}

export function toggleGround(what: 'safe' | 'checker'): void {
  const kept = getStore().settings.layout['viewerLook']
  const present = { ...groundLook, ...(kept as Partial<typeof groundLook> | undefined) }
  keepLayout('viewerLook', { ...present, [what]: !present[what] })
}

function titleOf({ film, viewed }: Hands): string {
  const nodeId = film?.nodeId ?? viewed.nodeId
  const { document } = getStore()
  if (nodeId !== undefined && document.nodes.some(({ id }) => id === nodeId)) return nameOf(document, nodeId)
  return viewed.media?.name.replace(/\.[^.]+$/, '') ?? ''
}
