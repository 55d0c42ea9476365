import { activeTakeOf, selectPlanRows } from '../store/selectors.ts'
import type { Store } from '../store/types.ts'
import {
  addCardTo,
  canSplit,
  clearTrims,
  duplicateClip,
  filmNow,
  moveClip,
  nearestCut,
  nextTransition,
  nudgeEdge,
  removeClip,
  seekTo,
  splitClip,
  stepCut,
  stepFrames,
  stepSeconds,
  trimAtPlayhead,
} from '../stitch/edit-shots.ts'
import { useFilmPlayhead } from '../stitch/playhead.ts'
import { fitStrip, zoomStrip } from '../stitch/strip.ts'
import { stitcherToShow } from '../stitch/use-stitcher.ts'
import { defineCommands, type Command, type ReasonKey } from './command.ts'
import { stepTake } from './node.ts'

const needsFilm = (): ReasonKey | undefined =>
  (filmNow()?.film.shots.length ?? 0) > 0 ? undefined : 'no-film'

const needsTrim = (): ReasonKey | undefined => {
  const shot = filmNow()?.shot?.shot
  if (!shot) return 'no-film'
  return shot.from === undefined && shot.to === undefined ? 'not-trimmed' : undefined
}

const needsRoom = (by: -1 | 1) => (): ReasonKey | undefined => {
  const now = filmNow()
  if (!now?.shot) return 'no-film'
  const to = now.shot.index + by
  if (to < 0) return 'first-clip'
  return to >= now.film.shots.length ? 'last-clip' : undefined
}

const sourceOf = () => filmNow()?.shot?.connection?.from.node

const needsOtherTake =
  (by: -1 | 1) =>
  (state: Store): ReasonKey | undefined => {
    const source = sourceOf()
    if (source === undefined) return 'no-film'
    const takes = state.takes[source] ?? []
    const active = activeTakeOf(state, source)
    return takes[takes.findIndex(({ mediaId }) => mediaId === active?.mediaId) + by]
      ? undefined
      : 'no-other-take'
  }

/** The film that is cut now, or else the one of this workflow. */
function filmIn(state: Store): string | undefined {
  return stitcherToShow(state, useFilmPlayhead.getState().nodeId)
}

function nothingToRender(state: Store): ReasonKey | undefined {
  if (state.activeRunId) return 'running'
  const nodeId = filmIn(state)
  if (nodeId === undefined) return 'no-stitcher'
  const rows = selectPlanRows(state, { kind: 'nodes', nodeIds: [nodeId] })
  if (rows.some(({ action }) => action === 'run')) return undefined
  return rows.some(({ action }) => action === 'blocked') || rows.length === 0
    ? 'needs-something'
    : 'up-to-date'
}

const playhead = () => useFilmPlayhead.getState()

export const stitchCommands = defineCommands([
  ...silent({
    'film-play': { keys: ['Space'], perform: () => playhead().toggle() },
    'film-back': { keys: ['KeyJ'], perform: () => playhead().shuttle(-1) },
    'film-stop': { keys: ['KeyK'], perform: () => playhead().stop() },
    'film-forward': { keys: ['KeyL'], perform: () => playhead().shuttle(1) },
    'film-frame-back': { keys: ['Comma', 'ArrowLeft'], repeats: true, perform: () => stepFrames(-1) },
    'film-frame-forward': { keys: ['Period', 'ArrowRight'], repeats: true, perform: () => stepFrames(1) },
    'film-second-back': { keys: ['Shift+ArrowLeft'], repeats: true, perform: () => stepSeconds(-1) },
    'film-second-forward': { keys: ['Shift+ArrowRight'], repeats: true, perform: () => stepSeconds(1) },
    'nudge-edge-back': { keys: ['Shift+Comma'], repeats: true, perform: () => nudgeEdge(-1) },
    'nudge-edge-forward': { keys: ['Shift+Period'], repeats: true, perform: () => nudgeEdge(1) },
    'previous-cut': { keys: ['ArrowUp'], repeats: true, perform: () => stepCut(-1) },
    'next-cut': { keys: ['ArrowDown'], repeats: true, perform: () => stepCut(1) },
    'film-start': { keys: ['Home'], perform: () => seekTo(0) },
    'film-end': { keys: ['End'], perform: () => seekTo(Number.MAX_SAFE_INTEGER) },
    'clear-trim-in': { keys: ['Alt+KeyI'], perform: () => clearTrims('in') },
    'clear-trim-out': { keys: ['Alt+KeyO'], perform: () => clearTrims('out') },
  }),
  inStrip('trim-in', { keys: ['KeyI'], perform: () => trimAtPlayhead('in') }),
  inStrip('trim-out', { keys: ['KeyO'], perform: () => trimAtPlayhead('out') }),
  inStrip('clear-trim', { keys: ['Alt+KeyX'], unavailable: needsTrim, perform: () => clearTrims('both') }),
  inStrip('split-clip', {
    keys: ['KeyS', 'Mod+KeyB'],
    unavailable: () => needsFilm() ?? (canSplit() ? undefined : 'nothing-to-split'),
    perform: splitClip,
  }),
  inStrip('duplicate-clip', { keys: ['Mod+KeyD'], perform: duplicateClip }),
  inStrip('remove-clip', { keys: ['Delete', 'Backspace'], perform: removeClip }),
  inStrip('move-clip-earlier', {
    keys: ['Alt+ArrowLeft'],
    repeats: true,
    unavailable: needsRoom(-1),
    perform: () => moveClip(-1),
  }),
  inStrip('move-clip-later', {
    keys: ['Alt+ArrowRight'],
    repeats: true,
    unavailable: needsRoom(1),
    perform: () => moveClip(1),
  }),
  inStrip('next-transition', {
    keys: ['KeyT'],
    unavailable: () => needsFilm() ?? (nearestCut() === undefined ? 'one-clip' : undefined),
    perform: nextTransition,
  }),
  inStrip('previous-clip-take', {
    keys: ['BracketLeft'],
    unavailable: needsOtherTake(-1),
    perform: (state) => stepTake(state, -1, sourceOf()),
  }),
  inStrip('next-clip-take', {
    keys: ['BracketRight'],
    unavailable: needsOtherTake(1),
    perform: (state) => stepTake(state, 1, sourceOf()),
  }),
  inStrip('add-title-card', { perform: () => addCardTo('title') }),
  inStrip('add-end-card', { perform: () => addCardTo('end') }),
  inStrip('strip-zoom-in', { keys: ['Mod+ArrowUp'], repeats: true, perform: () => zoomBy(1.5) }),
  inStrip('strip-zoom-out', { keys: ['Mod+ArrowDown'], repeats: true, perform: () => zoomBy(1 / 1.5) }),
  inStrip('strip-fit', { keys: ['Shift+KeyZ'], perform: fitStrip }),
  {
    id: 'render-film',
    group: 'clip',
    scope: 'all',
    unavailable: nothingToRender,
    perform: (state) => {
      const nodeId = filmIn(state)
      if (nodeId !== undefined) void state.run({ kind: 'nodes', nodeIds: [nodeId] })
    },
  },
])

type Part = Omit<Command, 'id' | 'group' | 'scope'>

/** Heard while the keyboard is in the dock where the film is cut. */
function inStrip(id: string, part: Part): Command {
  return { id, group: 'clip', scope: 'stitch', unavailable: needsFilm, ...part }
}

/** Moves of the hands that a menu would only be longer for. */
function silent(parts: Readonly<Record<string, Part>>): Command[] {
  return Object.entries(parts).map(([id, part]) => inStrip(id, { ...part, keyboardOnly: true }))
}

function zoomBy(factor: number): void {
  const now = filmNow()
  if (now) zoomStrip(now.film, factor)
}
