import { framesToSeconds } from '../../../nodes/cut/layout.ts'
import type { Film } from '../../store/film.ts'
import { pictureSecondsAt, shownAt, speedOf, type ShownShot } from './look.ts'
import type { Snap } from '../snapshot.ts'
import { createReel, type Reel } from './reel.ts'
import { snapOf } from './snap.ts'

/** The shots that are on screen or about to be, in one element of the window. */
export interface Screen {
  setFilm(film: Film): void
  /** Shows a frame of the film. At rate 0 every shot is held on exactly that frame; above, it runs by itself. */
  show(frame: number, rate: number): void
  /** Whether everything that belongs to that frame is on screen, or still on its way. */
  isReady(): boolean
  /** The frame of the film at which the leading clip is by its own clock; undefined for stills. */
  running(): number | undefined
  /** What is on screen now, with the clip it comes from, for whoever mixes the sound. */
  heard(): readonly { readonly shown: ShownShot; readonly reel: Reel }[]
  /** All of it as one picture, as large as the film; undefined where a card or nothing is to be seen. */
  snap(): Snap | undefined
  close(): void
}

export function createScreen(root: HTMLElement, onNews: () => void): Screen {
  let film: Film | undefined
  let shown: readonly ShownShot[] = []
  /** Which shots were on screen as a whole last; they stay there until those that follow can be seen. */
  let standing: readonly number[] = []
  const reels = createReels(root, onNews)
  const isReady = () => shown.every(({ index }) => reels.get(index)?.isReady())

  /** What stays on screen lies under what comes, and is let go when that is there. */
  const paint = () => {
    const ready = isReady()
    if (ready) standing = shown.map(({ index }) => index)
    for (const [index, reel] of reels.all()) {
      const place = shown.findIndex((one) => one.index === index)
      const old = !ready && standing.includes(index)
      reel.element.style.zIndex = String(place + 1)
      const look = shown[place] ?? { index, opacity: 1, gain: 0 }
      reel.look(look, old || (place >= 0 && (ready || reel.isReady())))
    }
  }

  return {
    setFilm(next) {
      reels.keep((index) => film !== undefined && shotKey(film, index) === shotKey(next, index))
      film = next
      shown = []
      standing = standing.filter((index) => reels.get(index))
    },
    show(frame, rate) {
      if (!film) return
      shown = shownAt(film.layout, frame)
      const next = nextOf(film, shown.at(-1)?.index)
      for (const { index } of shown) roll(reels.of(film, index), { film, index, frame, rate })
      const isOn = (index: number) => shown.some((one) => one.index === index)
      if (next !== undefined && !isOn(next)) {
        const { start } = film.layout.shots[next]!
        roll(reels.of(film, next), { film, index: next, frame: start, rate: 0 })
      }
      paint()
      reels.keep((index) => isOn(index) || index === next || standing.includes(index))
    },
    isReady,
    running() {
      const lead = shown.at(-1)
      const seconds = lead && reels.get(lead.index)?.running()
      return seconds === undefined ? undefined : filmFrameAt(film!, lead!.index, seconds)
    },
    heard: () => shown.map((one) => ({ shown: one, reel: reels.get(one.index)! })),
    snap: () => film && snapOf(film, shown, reels.get),
    close: () => reels.keep(() => false),
  }
}

/** The reels that are mounted, by their shot's place in the layout. */
function createReels(root: HTMLElement, onNews: () => void) {
  const reels = new Map<number, Reel>()
  return {
    all: () => reels,
    get: (index: number) => reels.get(index),
    of({ shots, settings }: Film, index: number): Reel {
      const known = reels.get(index)
      if (known) return known
      const { shot, facts, media } = shots[index]!
      const missing = media?.missing !== false
      const reel = createReel({ facts, shot, missing, fit: shot.fit ?? settings.fit, onNews })
      reels.set(index, reel)
      root.append(reel.element)
      return reel
    },
    keep(isKept: (index: number) => boolean) {
      for (const [index, reel] of reels) {
        if (isKept(index)) continue
        reel.close()
        reels.delete(index)
      }
    },
  }
}

interface Turn {
  readonly film: Film
  readonly index: number
  readonly frame: number
  readonly rate: number
}

/** Held on its frame, or running by itself as soon as its picture is there. */
function roll(reel: Reel, { film, index, frame, rate }: Turn): void {
  const laid = film.layout.shots[index]!
  if (rate <= 0) return reel.rest(pictureSecondsAt(film.layout, laid, frame))
  if (reel.running() !== undefined || reel.isReady()) reel.run(Math.min(16, rate * speedOf(laid.shot)))
}

function filmFrameAt({ layout }: Film, index: number, seconds: number): number | undefined {
  const { start, source, shot } = layout.shots[index]!
  if (!source) return undefined
  const passed = seconds - framesToSeconds(source.from, source.fps)
  return start + (passed * layout.fps.num) / (layout.fps.den * speedOf(shot))
}

/** The shot that should wait behind the one on screen; after the last, the first: films are often looped. */
function nextOf({ layout }: Film, index: number | undefined): number | undefined {
  if (index === undefined) return undefined
  const next = (index + 1) % layout.shots.length
  return next === index ? undefined : next
}

/** All that a reel is made from. Where a shot is trimmed or how loud it is concerns its player alone. */
function shotKey({ shots, settings }: Film, index: number): string | undefined {
  const filmShot = shots[index]
  if (!filmShot) return undefined
  const { shot, facts, media } = filmShot
  return JSON.stringify([
    facts?.id,
    facts?.fps,
    media?.missing,
    shot.card,
    shot.fit ?? settings.fit,
    shot.focus,
  ])
}
