import type { Store } from '../store/types.ts'
import { useCurrentPlayer } from '../viewer/current-player.ts'
import { filmInView } from '../viewer/subject.ts'
import { handsNow } from '../viewer/use-hands.ts'
import { viewedIn } from '../viewer/use-viewed.ts'
import { performInViewer } from '../viewer/viewer-actions.ts'
import type { ViewerAction } from '../viewer/viewer-keys.ts'
import { defineCommands, type ReasonKey } from './command.ts'

const inViewer = (action: ViewerAction) => () => performInViewer(action, handsNow())

const needsPlayer = (): ReasonKey | undefined =>
  useCurrentPlayer.getState().player ? undefined : 'nothing-plays'

const needsOtherTake = (state: Store): ReasonKey | undefined =>
  filmInView(state) || viewedIn(state).takes.length < 2 ? 'one-take' : undefined

const needsLines = (state: Store): ReasonKey | undefined =>
  filmInView(state)?.shots.some(({ shot }) => shot.lines?.length) ? undefined : 'no-captions'

/** What the viewer does by single keys while the keyboard is in it; from here it works anywhere. */
export const viewerCommands = defineCommands([
  { id: 'what-is-this-shot', group: 'view', scope: 'all', perform: inViewer('receipt') },
  {
    id: 'keep-frame',
    group: 'view',
    scope: 'all',
    unavailable: needsPlayer,
    perform: inViewer('snapshot'),
  },
  {
    id: 'compare-takes',
    group: 'view',
    scope: 'all',
    unavailable: needsOtherTake,
    perform: inViewer('compare'),
  },
  {
    id: 'toggle-captions',
    group: 'view',
    scope: 'all',
    unavailable: needsLines,
    perform: inViewer('captions'),
  },
  { id: 'toggle-safe-areas', group: 'view', scope: 'all', perform: inViewer('safe-areas') },
  { id: 'toggle-chequered', group: 'view', scope: 'all', perform: inViewer('ground') },
  { id: 'mark-in', group: 'view', scope: 'all', unavailable: needsPlayer, perform: inViewer('mark-in') },
  { id: 'mark-out', group: 'view', scope: 'all', unavailable: needsPlayer, perform: inViewer('mark-out') },
  {
    id: 'clear-marks',
    group: 'view',
    scope: 'all',
    unavailable: needsPlayer,
    perform: inViewer('clear-marks'),
  },
  {
    id: 'go-to-timecode',
    group: 'view',
    scope: 'all',
    unavailable: needsPlayer,
    perform: inViewer('go-to'),
  },
])
