import { bindCut } from '../../nodes/cut/bind.ts'
import { moveShot, removeShot, spareCut } from '../../nodes/cut/change.ts'
import type { Cut } from '../../nodes/cut/cut.ts'
import { isFresh } from '../../nodes/engine/status.ts'
import { fromWire, toWire } from '../../nodes/errors.ts'
import type { DocumentNode, End, WorkflowDocument } from '../../nodes/graph/document.ts'
import { portsOf } from '../../nodes/graph/node-ports.ts'
import { outgoingOf } from '../../nodes/graph/graph.ts'
import type { Media } from '../../nodes/media.ts'
import { translate } from '../i18n/index.ts'
import type { CutSlice, FilmOutlook, Peaks } from './cut-types.ts'
import { changeNode, disconnect, join } from './edits.ts'
import { createAsOneStep, createEdit, toastStep, type Get, type Set, type Slice } from './editor.ts'
import { selectFilm, type Film } from './film.ts'
import { graphOf, nodeById } from './graph-lookup.ts'
import type { Shared } from './session.ts'
import { statusesOf } from './statuses.ts'
import { storyOrder } from './story-order.ts'
import type { AddNodeOptions, Point, Store } from './types.ts'

/** Left of the film, where its clips stand, one under the other. */
const BESIDE = -328
const BELOW = 24

export const createCutSlice =
  (shared: Shared): Slice<CutSlice> =>
  (set, get) => ({
    facts: {},
    peaks: {},
    filmPlans: {},
    ...createCutEdits(set, get),
    ...createMeasuring(shared, set, get),
  })

type CutEdits = Pick<CutSlice, 'changeCut' | 'removeShot' | 'addClips' | 'addFinishedClips'>

function createCutEdits(set: Set, get: Get): CutEdits {
  const edit = createEdit(set, get)
  const asOneStep = createAsOneStep(set, get)
  return {
    changeCut(nodeId, step, recipe) {
      const film = selectFilm(get(), nodeId)
      if (!film) return false
      return edit(step, (document) => withCut(document, film, recipe(film.cut)), [nodeId])
    },
    removeShot(nodeId, index) {
      const film = selectFilm(get(), nodeId)
      if (!film) return
      const { cut, unused } = removeShot(film.cut, index)
      const wires = film.wires.filter(({ id }) => id !== unused)
      const removed = edit(
        { label: 'shot-remove' },
        (document) => withCut(disconnect(document, unused ? [unused] : []), { ...film, wires }, cut),
        [nodeId],
      )
      if (removed) toastStep(set, get, translate('stitch:say.removed', { count: cut.shots.length }))
    },
    addClips(nodeId, media, at) {
      const { selection, viewed } = get()
      asOneStep('add-clips', () => {
        const film = nodeId ?? get().addNode('video-stitcher')
        const before = selectFilm(get(), film)?.shots.length ?? 0
        for (const file of media) {
          get().addNode('media', mediaNode(file, { nodeId: film, at: placeFor(get, film) }))
        }
        bringTo(get, film, { from: before, to: at })
      })
      get().select(selection)
      // Whoever adds clips goes on looking at the film.
      set({ viewed })
    },
    addFinishedClips(nodeId) {
      const clips = finishedClips(get())
      if (clips.length === 0) return undefined
      let film = nodeId
      asOneStep('add-clips', () => {
        film ??= get().addNode('video-stitcher')
        const to = { node: film, port: 'clips' }
        edit(
          { label: 'add-clips' },
          (document) =>
            clips.reduce((present, from) => {
              const joined = join(present, from, to)
              return 'refusal' in joined ? present : joined.document
            }, document),
          [film],
        )
      })
      if (film !== undefined) get().select([film])
      return film
    },
  }
}

function mediaNode({ id, kind, name }: Media, { nodeId, at }: { nodeId: string; at: Point }): AddNodeOptions {
  return {
    at,
    title: name.replace(/\.[^.]+$/, ''),
    params: { mediaId: id, kind },
    connectTo: { node: nodeId, port: kind === 'audio' ? 'music' : 'clips' },
  }
}

/** Under the lowest clip of the film. */
function placeFor(get: Get, nodeId: string): Point {
  const { document, sizes } = get()
  const sources = document.connections
    .filter(({ to }) => to.node === nodeId)
    .flatMap(({ from }) => nodeById(document, from.node) ?? [])
  const lowest = sources.toSorted((a, b) => b.position.y - a.position.y)[0]
  if (lowest) return { x: lowest.position.x, y: lowest.position.y + sizes.of(lowest).height + BELOW }
  const { x, y } = nodeById(document, nodeId)?.position ?? { x: 0, y: 0 }
  return { x: x + BESIDE, y }
}

function withCut(document: WorkflowDocument, film: Pick<Film, 'nodeId' | 'wires' | 'cut'>, cut: Cut) {
  if (cut === film.cut) return document
  const spare = spareCut(cut, film.wires)
  return changeNode(document, film.nodeId, (node): DocumentNode => {
    const { cut: _before, ...params } = node.params
    return { ...node, params: spare ? { ...params, cut: spare } : params }
  })
}

/** New clips come last; this brings them where they were dropped. */
function bringTo(get: Get, nodeId: string, { from, to }: { from: number; to: number | undefined }): void {
  if (to === undefined || to >= from) return
  get().changeCut(nodeId, { label: 'add-clips' }, (cut) =>
    cut.shots.slice(from).reduce((moved, _, index) => moveShot(moved, from + index, to + index), cut),
  )
}

/** What a film could be made of, as the story is told: clips that are there and lead to nothing yet. */
export function finishedClips(state: Store): End[] {
  const { document, media } = state
  const statuses = statusesOf(state)
  const graph = graphOf(document)
  return storyOrder(document).flatMap((id) => {
    const node = nodeById(document, id)
    const status = statuses.get(id)
    if (!node || !status || node.type === 'video-stitcher' || !isFresh(status)) return []
    const [port] = Object.entries(portsOf(node).outputs).find(([, { type }]) => type === 'video') ?? []
    const value = port === undefined ? undefined : status.outputs?.[port]
    if (port === undefined || value === undefined || typeof value === 'string') return []
    const isUsed = outgoingOf(graph, id).some((wire) => wire.from.port === port)
    return isUsed || media[value.id]?.missing !== false ? [] : [{ node: id, port }]
  })
}

type Measuring = Pick<CutSlice, 'loadFacts' | 'loadPeaks' | 'planFilm' | 'applyMeasured'>

function createMeasuring({ core }: Shared, set: Set, get: Get): Measuring {
  const asked = new Set<string>()
  const oneByOne = createQueue()
  /** The newest question about each film; only its answer counts. */
  const questions = new Map<string, string>()
  return {
    async loadFacts(mediaIds) {
      const ids = mediaIds.filter((id) => !get().facts[id] && !asked.has(id))
      if (ids.length === 0) return
      ids.forEach((id) => asked.add(id))
      try {
        const measured = await core.call('cut.facts', { ids })
        set({ facts: { ...get().facts, ...Object.fromEntries(measured.map((facts) => [facts.id, facts])) } })
      } catch {
        // What the library knows is near enough until the next time it is asked.
        ids.forEach((id) => asked.delete(id))
      }
    },
    async loadPeaks(mediaId) {
      if (get().peaks[mediaId] || asked.has(`peaks ${mediaId}`)) return
      asked.add(`peaks ${mediaId}`)
      try {
        const { perSecond, peaks } = await oneByOne(() => core.call('cut.peaks', { id: mediaId }))
        set({ peaks: { ...get().peaks, [mediaId]: { perSecond, levels: bytesOf(peaks) } satisfies Peaks } })
      } catch {
        asked.delete(`peaks ${mediaId}`)
      }
    },
    applyMeasured(mediaId) {
      for (const nodeId of Object.keys(get().filmPlans)) {
        const uses = selectFilm(get(), nodeId)?.shots.some(({ media }) => media?.id === mediaId)
        if (!uses) continue
        // An answer that is on its way may not know it yet.
        questions.delete(nodeId)
        void get().planFilm(nodeId)
      }
    },
    async planFilm(nodeId) {
      const film = selectFilm(get(), nodeId)
      if (!film) return
      const { input, shots } = questionOf(film)
      const key = JSON.stringify(input)
      if (questions.get(nodeId) === key) return
      questions.set(nodeId, key)
      const answer = await outlookOf(() => core.call('cut.plan', input), input.clips.length > 0)
      if (questions.get(nodeId) !== key) return
      const isFinal = answer.plan?.reasons.every(({ code }) => code !== 'unmeasured')
      if (!isFinal) questions.delete(nodeId)
      set({ filmPlans: { ...get().filmPlans, [nodeId]: { ...answer, shots } } })
    },
  }
}

async function outlookOf(
  ask: () => Promise<NonNullable<FilmOutlook['plan']>>,
  possible: boolean,
): Promise<Omit<FilmOutlook, 'shots'>> {
  if (!possible) return {}
  try {
    return { plan: await ask() }
  } catch (error) {
    return { error: fromWire(toWire(error)) }
  }
}

/** The film as far as its clips are there. */
function questionOf({ settings, cut, shots, wires, music }: Film) {
  const files = new Map(
    shots.flatMap(({ connection, media }) =>
      connection && media && !media.missing ? [[connection.id, media.id] as const] : [],
    ),
  )
  const standing = shots.filter(({ shot }) => shot.card !== undefined || files.has(shot.wire ?? ''))
  const here = wires.filter(({ id }) => files.has(id))
  const bound = bindCut({ ...cut, shots: standing.map(({ shot }) => shot) }, here)
  return {
    shots: standing.map(({ index }) => index),
    input: {
      clips: here.map(({ id }) => files.get(id)!),
      settings: { ...settings, ...(bound && { cut: bound }) },
      ...(music && !music.missing && { music: music.id }),
    },
  }
}

/** A clip is played through for its peaks: many at once would keep the core from everything else. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine
    return mine
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.codePointAt(0)!)
}
