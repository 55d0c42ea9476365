import type { z } from 'zod'
import { standingShots, type Wire } from './bind.ts'
import {
  Captions,
  Card,
  joinKinds,
  LONGEST_JOIN,
  MOST_SHOTS,
  Music,
  SHORTEST_JOIN,
  Sound,
  STILL_SECONDS,
  type Cut,
  type Join,
  type Line,
  type Shot,
} from './cut.ts'
import { clipFrameAt, framesToSeconds, shotAt, type Layout } from './layout.ts'

/**
 * What an editor does to a film. Every function takes a cut with its standing shots written out and answers another
 * one, or the same object when nothing changes; numbers out of range are brought into it.
 */

export type Edge = 'in' | 'out'

/** Every standing shot in its place, so that each can be decided upon. */
export function standingCut(cut: Cut | undefined, wires: readonly Wire[]): Cut {
  return { ...cut, shots: standingShots(cut, wires) }
}

/** Undefined where nothing is decided: every clip once, whole, in the order of its connection. */
export function spareCut(cut: Cut, wires: readonly Wire[]): Cut | undefined {
  const { shots, ...whole } = cut
  const plain =
    shots.length === wires.length &&
    shots.every((shot, place) => shot.wire === wires[place]!.id && Object.keys(shot).length === 1)
  return plain && Object.values(whole).every((part) => part === undefined) ? undefined : cut
}

/** `to` is the place it has afterwards. */
export function moveShot(cut: Cut, index: number, to: number): Cut {
  const place = within(to, 0, cut.shots.length - 1)
  const shot = cut.shots[index]
  if (!shot || place === index) return cut
  const others = cut.shots.filter((_, other) => other !== index)
  return { ...cut, shots: others.toSpliced(place, 0, shot) }
}

interface Trim {
  readonly from?: number
  readonly to?: number
}

/** Of a clip of so many frames. At least one is left; what reaches its ends is no trim. */
export function trimShot(cut: Cut, index: number, { from, to, frames }: Trim & { frames: number }): Cut {
  return changeShot(cut, index, (shot) => {
    const end = within(Math.round(shot.to ?? frames), 1, frames)
    const start = within(Math.round(from ?? shot.from ?? 0), 0, (to === undefined ? end : frames) - 1)
    const last = within(Math.round(to ?? end), start + 1, frames)
    return { ...shot, from: start > 0 ? start : undefined, to: last < frames ? last : undefined }
  })
}

export function clearTrim(cut: Cut, index: number, edge: Edge | 'both'): Cut {
  return changeShot(cut, index, (shot) => ({
    ...shot,
    ...(edge !== 'out' && { from: undefined }),
    ...(edge !== 'in' && { to: undefined }),
  }))
}

export interface ChangedAt {
  readonly cut: Cut
  /** The shot that it was about. */
  readonly index: number
}

/** Lets the shot on screen begin or end with the picture on screen. */
export function trimAt(cut: Cut, edge: Edge, { layout, frame, framesOf }: TrimPlace): ChangedAt | undefined {
  const index = shotAt(layout, frame)
  const laid = index === undefined ? undefined : layout.shots[index]
  if (index === undefined || !laid) return undefined
  const shown = clipFrameAt(laid, frame, layout.fps)
  if (shown !== undefined) {
    const frames = framesOf(index)
    return {
      cut: trimShot(cut, index, edge === 'in' ? { from: shown, frames } : { to: shown + 1, frames }),
      index,
    }
  }
  const passed = frame - laid.start
  const kept = edge === 'in' ? laid.frames - passed : passed + 1
  return { cut: decide(cut, index, { seconds: framesToSeconds(kept, layout.fps) }), index }
}

interface TrimPlace {
  readonly layout: Layout
  readonly frame: number
  /** How many frames the clip of a shot has. */
  framesOf(index: number): number
}

/** In two at a frame of the film, which becomes the first of the second part. Undefined where there is nothing to split. */
export function splitAt(cut: Cut, layout: Layout, frame: number): ChangedAt | undefined {
  const index = shotAt(layout, frame)
  const laid = index === undefined ? undefined : layout.shots[index]
  const shot = index === undefined ? undefined : cut.shots[index]
  if (index === undefined || !laid || !shot || cut.shots.length >= MOST_SHOTS) return undefined
  const passed = frame - laid.start
  if (passed < 1 || passed >= laid.frames) return undefined
  const { join, fadeIn, fadeOut, ...same } = shot
  const head = { ...same, ...(fadeIn !== undefined && { fadeIn }) }
  const tail = { ...same, ...(fadeOut !== undefined && { fadeOut }), ...(join && { join }) }
  const parts = laid.source
    ? splitClip([head, tail], laid.source, clipFrameAt(laid, frame, layout.fps)!)
    : splitStill([head, tail], framesToSeconds(passed, layout.fps), framesToSeconds(laid.frames, layout.fps))
  return parts && { cut: { ...cut, shots: cut.shots.toSpliced(index, 1, ...parts) }, index: index + 1 }
}

type Halves = readonly [Shot, Shot]

function splitClip([head, tail]: Halves, { from, to }: { from: number; to: number }, at: number) {
  return at > from && at < to
    ? ([
        { ...head, to: at },
        { ...tail, from: at },
      ] as const)
    : undefined
}

/** Words over a picture count from its beginning, so those of the second part begin anew. */
function splitStill([head, tail]: Halves, at: number, whole: number): Halves | undefined {
  if (at < RANGES.seconds.min || whole - at < RANGES.seconds.min) return undefined
  const later = tail.lines
    ?.filter(({ end }) => end > at)
    .map((line) => ({ ...line, start: Math.max(0, line.start - at), end: line.end - at }))
  const earlier = head.lines?.filter(({ start }) => start < at)
  return [
    withoutEmpty({ ...head, seconds: at, lines: earlier?.length ? earlier : undefined }),
    withoutEmpty({ ...tail, seconds: whole - at, lines: later?.length ? later : undefined }),
  ]
}

/** The copy comes behind, and gives way to what followed. */
export function duplicateShot(cut: Cut, index: number): Cut {
  const shot = cut.shots[index]
  if (!shot || cut.shots.length >= MOST_SHOTS) return cut
  const { join: _join, ...first } = shot
  return { ...cut, shots: cut.shots.toSpliced(index, 1, first, shot) }
}

/** `unused` is the connection that no shot shows any more: while it stood, the shot would come back. */
export function removeShot(cut: Cut, index: number): { readonly cut: Cut; readonly unused?: string } {
  const shot = cut.shots[index]
  if (!shot) return { cut }
  const shots = cut.shots.toSpliced(index, 1)
  const { wire } = shot
  const isUnused = wire !== undefined && !shots.some((other) => other.wire === wire)
  return { cut: { ...cut, shots }, ...(isUnused && { unused: wire }) }
}

/** How the shot gives way to the next one. A kind alone keeps the length it had. */
export function setJoin(cut: Cut, index: number, join: Partial<Join>): Cut {
  return changeShot(cut, index, (shot) => {
    const kind = join.kind ?? shot.join?.kind ?? 'dissolve'
    if (kind === 'cut') return { ...shot, join: undefined }
    const seconds = within(join.seconds ?? shot.join?.seconds ?? 0.5, SHORTEST_JOIN, LONGEST_JOIN)
    return { ...shot, join: { kind, seconds } }
  })
}

/** From kind to kind in the order they are listed, and around. */
export function cycleJoin(cut: Cut, index: number): Cut {
  const present = joinKinds.indexOf(cut.shots[index]?.join?.kind ?? 'cut')
  return setJoin(cut, index, { kind: joinKinds[(present + 1) % joinKinds.length]! })
}

const RANGES = {
  seconds: { min: 0.1, max: 600 },
  speed: { min: 0.25, max: 4 },
  volume: { min: 0, max: 2 },
  fadeIn: { min: 0, max: 10 },
  fadeOut: { min: 0, max: 10 },
} as const

/** What a shot has when nothing is said; saying it is the same as saying nothing. */
const natural = { seconds: STILL_SECONDS, speed: 1, volume: 1, fadeIn: 0, fadeOut: 0 } as const

export interface Decision extends Partial<
  Pick<Shot, 'seconds' | 'speed' | 'volume' | 'fadeIn' | 'fadeOut' | 'focus'>
> {
  readonly fit?: Shot['fit'] | 'as-film'
  readonly muted?: boolean
  readonly lines?: readonly Line[]
}

/** What is not named stays as it is. */
export function decide(cut: Cut, index: number, { fit, muted, lines, focus, ...numbers }: Decision): Cut {
  return changeShot(cut, index, (shot) => {
    const next: Loose = { ...shot }
    for (const [name, value] of Object.entries(numbers) as [keyof typeof RANGES, number][]) {
      const held = within(value, RANGES[name].min, RANGES[name].max)
      next[name] = held === natural[name] ? undefined : held
    }
    if (fit !== undefined) next.fit = fit === 'as-film' ? undefined : fit
    if (muted !== undefined) next.muted = muted ? true : undefined
    if (focus) next.focus = focusOf(focus)
    if (lines) next.lines = lines.length > 0 ? lines.slice(0, 500).map(lineOf) : undefined
    return next
  })
}

function focusOf({ x, y }: { x: number; y: number }): Shot['focus'] {
  const focus = { x: within(x, 0, 1), y: within(y, 0, 1) }
  return focus.x === 0.5 && focus.y === 0.5 ? undefined : focus
}

function lineOf({ start, end, text }: Line): Line {
  const begin = Math.max(0, start)
  return { start: begin, end: Math.max(begin, end), text: text.slice(0, 1_000) }
}

/** A title or end card, standing at that place afterwards. */
export function addCard(cut: Cut, at: number, card: z.input<typeof Card>): Cut {
  if (cut.shots.length >= MOST_SHOTS) return cut
  return {
    ...cut,
    shots: cut.shots.toSpliced(within(at, 0, cut.shots.length), 0, { card: Card.parse(card) }),
  }
}

export function changeCard(cut: Cut, index: number, change: Partial<Card>): Cut {
  return changeShot(cut, index, (shot) => (shot.card ? { ...shot, card: { ...shot.card, ...change } } : shot))
}

const parts = { music: Music, captions: Captions, sound: Sound } as const
type Parts = { readonly [P in keyof typeof parts]: z.infer<(typeof parts)[P]> }

/** What holds for the whole film. */
export function setWhole<P extends keyof Parts>(cut: Cut, part: P, change: Partial<Parts[P]>): Cut {
  const schema = parts[part]
  const next = schema.parse({ ...schema.parse(cut[part] ?? {}), ...change })
  const value = isSame(next, schema.parse({})) ? undefined : next
  return isSame(value, cut[part]) ? cut : withoutEmpty({ ...cut, [part]: value })
}

/** Takes over a list made elsewhere: its order, trims and transitions, for the clips that are connected. */
export function replaceShots(cut: Cut, shots: readonly Shot[], wires: readonly Wire[]): Cut {
  const connected = new Set(wires.map(({ id }) => id))
  const kept = shots.filter(({ wire, card }) => (wire === undefined ? card : connected.has(wire)))
  return isSame(kept, cut.shots) ? cut : { ...cut, shots: kept.slice(0, MOST_SHOTS).map(withoutEmpty) }
}

type Loose = { -readonly [K in keyof Shot]: Shot[K] | undefined }

function changeShot(cut: Cut, index: number, change: (shot: Shot) => Loose): Cut {
  const shot = cut.shots[index]
  if (!shot) return cut
  const next = withoutEmpty(change(shot)) as Shot
  return isSame(next, shot) ? cut : { ...cut, shots: cut.shots.with(index, next) }
}

/** A decision that is taken back leaves nothing behind. */
function withoutEmpty<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [Object.entries(a), b as Record<string, unknown>]
  return (
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => Object.hasOwn(right, key) && isSame(value, right[key]))
  )
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(Number.isFinite(value) ? value : least, least), Math.max(least, most))
}
