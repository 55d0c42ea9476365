import { bindCut, plainCut, standingShots } from '../../nodes/cut/bind.ts'
import type { BoundCut, Cut, Shot } from '../../nodes/cut/cut.ts'
import type { ClipFacts } from '../../nodes/cut/facts.ts'
import { layOut, type LaidShot, type Layout } from '../../nodes/cut/layout.ts'
import { filmShape } from '../../nodes/cut/format.ts'
import type { Rational } from '../../nodes/cut/rational.ts'
import type { FilmSettings } from '../../nodes/cut/settings.ts'
import type { Connection, DocumentNode } from '../../nodes/graph/document.ts'
import { incomingOf } from '../../nodes/graph/graph.ts'
import type { Media } from '../../nodes/media.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { graphOf, nodeById } from './graph-lookup.ts'
import { statusesOf } from './statuses.ts'
import type { Store } from './types.ts'

/** A shot as the strip and the preview show it. */
export interface FilmShot {
  readonly index: number
  readonly shot: Shot
  readonly laid: LaidShot
  /** What brings its clip; absent for a card. */
  readonly connection?: Connection
  /** The file it shows, also one that is out of date; absent while there is none. */
  readonly media?: Media
  /** Measured, or guessed from what the library knows until they are. */
  readonly facts?: ClipFacts
}

/** The film of a Video Stitcher as it stands: what is decided, what is there, and where everything lies. */
export interface Film {
  readonly nodeId: string
  readonly settings: Omit<FilmSettings, 'cut'>
  /** The connections that bring clips, in order. */
  readonly wires: readonly Connection[]
  /** Whether anything was decided: until then, the order of the connections is that of the film. */
  readonly isCut: boolean
  /** With every standing shot written out. */
  readonly cut: Cut
  /** The same with places among `wires` instead of their names. */
  readonly bound: BoundCut
  readonly shots: readonly FilmShot[]
  readonly layout: Layout
  readonly width: number
  readonly height: number
  readonly music?: Media
}

interface Source {
  readonly node: DocumentNode
  readonly connections: readonly Connection[]
  readonly statuses: ReturnType<typeof statusesOf>
  readonly media: Store['media']
  readonly facts: Store['facts']
}

const known = new Map<string, { readonly source: Source; readonly film: Film | undefined }>()

/** The same object as before while nothing of it changed. Undefined for a node that is no Video Stitcher. */
export function selectFilm(state: Store, nodeId: string): Film | undefined {
  const node = nodeById(state.document, nodeId)
  if (node?.type !== 'video-stitcher') return undefined
  const source: Source = {
    node,
    connections: state.document.connections,
    statuses: statusesOf(state),
    media: state.media,
    facts: state.facts,
  }
  const before = known.get(nodeId)
  if (before && isSame(before.source, source)) return before.film
  const film = filmOf(state, source)
  known.set(nodeId, { source, film })
  return film
}

function isSame(a: Source, b: Source): boolean {
  return (
    (a.node === b.node || a.node.params === b.node.params) &&
    a.connections === b.connections &&
    a.statuses === b.statuses &&
    a.media === b.media &&
    a.facts === b.facts
  )
}

function filmOf(state: Store, { node, statuses, media, facts }: Source): Film | undefined {
  const params = nodeTypeOf(node.type)?.params.safeParse(node.params)
  if (!params?.success) return undefined
  const { cut: decided, ...settings } = params.data as Omit<FilmSettings, 'cut'> & { cut?: Cut }
  const incoming = incomingOf(graphOf(state.document), node.id)
  const shown = ({ from }: Connection): Media | undefined => {
    const value = statuses.get(from.node)?.outputs?.[from.port]
    return value === undefined || typeof value === 'string' ? undefined : media[value.id]
  }
  const wires = incoming.filter(({ to }) => to.port === 'clips')
  const files = wires.map(shown)
  const measured = files.map((file) => file && (facts[file.id] ?? guessFacts(file)))
  const laidClips = measured.map((clip) => clip ?? unmade)
  const cut = { ...decided, shots: standingShots(decided, wires) }
  const bound = bindCut(cut, wires) ?? plainCut(wires.length)
  const { fps, ...size } = filmShape(settings, laidClips)
  const layout = layOut(bound, laidClips, fps)
  const places = new Map(wires.map(({ id }, place) => [id, place]))
  const shots = cut.shots.map((shot, index): FilmShot => {
    const place = shot.wire === undefined ? undefined : places.get(shot.wire)
    const file = place === undefined ? undefined : files[place]
    const clip = place === undefined ? undefined : measured[place]
    const connection = place === undefined ? undefined : wires[place]
    return {
      index,
      shot,
      laid: layout.shots[index]!,
      ...(connection && { connection }),
      ...(file && { media: file }),
      ...(clip && { facts: clip }),
    }
  })
  const musicWire = incoming.find(({ to }) => to.port === 'music')
  const music = musicWire && shown(musicWire)
  return {
    nodeId: node.id,
    settings,
    wires,
    isCut: decided !== undefined,
    cut,
    bound,
    shots,
    layout,
    ...size,
    ...(music && { music }),
  }
}

/** A clip that is not made yet holds its place for as long as a picture would. */
const unmade: ClipFacts = { id: '0'.repeat(64), kind: 'image', name: '', hasSound: false }

/** As the core will measure it, as far as the library can tell. */
export function guessFacts(media: Media): ClipFacts {
  const { id, kind, name, durationSeconds, width, height, hasAudio } = media
  const fps = kind === 'video' ? rationalOf(media.fps ?? 24) : undefined
  const frames = fps && Math.max(1, Math.round(((durationSeconds ?? 0) * fps.num) / fps.den))
  return {
    id,
    kind,
    name,
    hasSound: hasAudio,
    ...(fps && { fps, frames }),
    ...(durationSeconds !== undefined && { seconds: durationSeconds }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  }
}

/** 29.97 is 30000/1001; whatever else is no whole number is taken by its thousandths. */
function rationalOf(rate: number): Rational {
  const whole = Math.round(rate)
  if (Math.abs(rate - whole) < 0.001) return { num: Math.max(1, whole), den: 1 }
  const broadcast = Math.round(rate * 1.001)
  if (Math.abs((broadcast * 1000) / 1001 - rate) < 0.005) return { num: broadcast * 1000, den: 1001 }
  return { num: Math.max(1, Math.round(rate * 1000)), den: 1000 }
}
