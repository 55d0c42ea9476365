import type { BoundShot } from '../../../nodes/cut/cut.ts'
import {
  clipFrameAt,
  framesToSeconds,
  shotAt,
  type LaidShot,
  type Layout,
} from '../../../nodes/cut/layout.ts'

/** One shot as it stands on screen at a moment. Of two, the second comes in over the first. */
export interface ShownShot {
  /** Its place in the layout. */
  readonly index: number
  /** How much of it is seen through: 1 hides what is under it. */
  readonly opacity: number
  /** Sides that a wipe still hides, as shares of the frame: top, right, bottom, left. */
  readonly hidden?: readonly [number, number, number, number]
  /** A plain colour over it, of a fade. */
  readonly veil?: { readonly colour: 'black' | 'white'; readonly opacity: number }
  /** 1 is as loud as the clip is. */
  readonly gain: number
}

/** What is on screen at a frame of the film, which may be a fraction while it plays. Lowest first; one or two. */
export function shownAt(layout: Layout, frame: number): ShownShot[] {
  const index = shotAt(layout, frame)
  if (index === undefined) return []
  const [before, shot] = [layout.shots[index - 1], layout.shots[index]!]
  const passed = frame - shot.start
  if (!before || passed >= before.overlap) return [alone(layout, index, frame)]
  return joined(layout, index, frame)
}

function alone(layout: Layout, index: number, frame: number): ShownShot {
  const veil = fadeVeil(layout, index, frame)
  return { index, opacity: 1, gain: gainOf(layout, index, frame), ...(veil > 0 && { veil: dark(veil) }) }
}

function joined(layout: Layout, index: number, frame: number): ShownShot[] {
  const { joinKind, overlap } = layout.shots[index - 1]!
  const progress = (frame - layout.shots[index]!.start) / overlap
  const out = alone(layout, index - 1, frame)
  const into = alone(layout, index, frame)
  const leaving = { ...out, gain: out.gain * (1 - progress) }
  const coming = { ...into, gain: into.gain * progress }
  switch (joinKind) {
    case 'cut':
      return [into]
    case 'dissolve':
      return [leaving, { ...coming, opacity: progress }]
    case 'fade-black':
      return through('black', { leaving, coming, progress })
    case 'fade-white':
      return through('white', { leaving, coming, progress })
    case 'wipe-left':
      return [leaving, { ...coming, hidden: [0, 0, 0, 1 - progress] }]
    case 'wipe-right':
      return [leaving, { ...coming, hidden: [0, 1 - progress, 0, 0] }]
    case 'wipe-up':
      return [leaving, { ...coming, hidden: [1 - progress, 0, 0, 0] }]
    case 'wipe-down':
      return [leaving, { ...coming, hidden: [0, 0, 1 - progress, 0] }]
  }
}

interface Passage {
  readonly leaving: ShownShot
  readonly coming: ShownShot
  readonly progress: number
}

/** Both are there to be heard; only one of them is to be seen. */
function through(colour: 'black' | 'white', { leaving, coming, progress }: Passage): ShownShot[] {
  const first = progress < 0.5
  const veil = { colour, opacity: first ? progress * 2 : (1 - progress) * 2 }
  return [first ? { ...leaving, veil } : leaving, first ? { ...coming, opacity: 0 } : { ...coming, veil }]
}

/** How far the shot's own fades hide it: 1 is black. */
function fadeVeil({ shots, fps }: Layout, index: number, frame: number): number {
  const { shot, start, frames } = shots[index]!
  const passed = framesToSeconds(frame - start, fps)
  const left = framesToSeconds(frames - (frame - start), fps)
  return 1 - Math.min(share(passed, shot.fadeIn), share(left, shot.fadeOut))
}

function share(seconds: number, of: number | undefined): number {
  return of ? Math.max(0, Math.min(1, seconds / of)) : 1
}

function dark(opacity: number) {
  return { colour: 'black' as const, opacity }
}

/** How loud a shot is at a frame of the film: its own volume, faded. 1 is as it was made. */
export function gainOf(layout: Layout, index: number, frame: number): number {
  const { shot } = layout.shots[index]!
  if (shot.muted) return 0
  return (shot.volume ?? 1) * (1 - fadeVeil(layout, index, frame))
}

/** Seconds of the clip itself (of a picture or card: since it appeared) at a frame of the film. */
export function clipSecondsAt({ fps }: Layout, laid: LaidShot, frame: number): number {
  const passed = framesToSeconds(frame - laid.start, fps)
  if (!laid.source) return passed
  return framesToSeconds(laid.source.from, laid.source.fps) + passed * speedOf(laid.shot)
}

/** A time inside the frame that is to be seen, so that no player shows its neighbour; undefined for stills. */
export function pictureSecondsAt({ fps }: Layout, laid: LaidShot, frame: number): number | undefined {
  const own = clipFrameAt(laid, Math.floor(frame), fps)
  return own === undefined ? undefined : framesToSeconds(own + 0.5, laid.source!.fps)
}

export function speedOf({ speed }: BoundShot): number {
  return speed ?? 1
}
