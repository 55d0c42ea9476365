import { create } from 'zustand'
import type { Edge } from '../../nodes/cut/change.ts'
import type { Film } from '../store/film.ts'

interface Strip {
  /** Pixels for a frame; undefined while the whole film fits into the strip. */
  readonly zoom: number | undefined
  /** Held while an edge is dragged: a film that gets shorter must not grow under the pointer. */
  readonly held?: number | undefined
  /** Of the visible part, in pixels. */
  readonly width: number
  /** Of the cards, in pixels: as wide as their pictures must be. */
  readonly height: number
  /** The shot that the settings are about. */
  readonly selected: number
  /** The edge that was trimmed last, which the nudging keys move. */
  readonly edge: Edge
  /** A shot on its way to another place. */
  readonly moving?: { readonly index: number; readonly to: number; readonly by: number } | undefined
  /** While a beginning is dragged, what follows stays where it is on screen. */
  readonly trimming?:
    { readonly index: number; readonly edge: Edge; readonly by: number; readonly shift: number } | undefined
  /** The menu of a shot, or of the cut behind it, where it was asked for. */
  readonly menu?: StripMenu | undefined
  readonly side: Side | undefined
}

export interface StripMenu {
  readonly of: 'shot' | 'join'
  readonly index: number
  readonly x: number
  readonly y: number
}

export type Side = 'shot' | 'film'

/** How the strip is looked at. Not part of the document, and the same for every film. */
export const useStrip = create<Strip>(() => ({
  zoom: undefined,
  width: 0,
  height: 64,
  selected: 0,
  edge: 'out',
  side: 'shot',
}))

/** Free at both ends, so that the first and last edge can be taken. */
export const STRIP_PADDING = 16
const STEP = 1.5
const NEAREST = 24
const FARTHEST = 0.002

/** Pixels for a frame. */
export function scaleOf(
  { zoom, width, held }: Pick<Strip, 'zoom' | 'width' | 'held'>,
  { layout }: Film,
): number {
  const whole = Math.max(1, width - 2 * STRIP_PADDING) / Math.max(1, layout.frames)
  return held ?? zoom ?? Math.min(whole, NEAREST)
}

/** Above 1 is nearer. */
export function zoomStrip(film: Film, factor = STEP): void {
  const strip = useStrip.getState()
  const zoom = Math.min(NEAREST, Math.max(FARTHEST, scaleOf(strip, film) * factor))
  useStrip.setState({ zoom: zoom <= scaleOf({ ...strip, zoom: undefined }, film) ? undefined : zoom })
}

export function fitStrip(): void {
  useStrip.setState({ zoom: undefined })
}
