import { create } from 'zustand'

/**
 * What the player of a film lends to whoever steers it, while it is on screen. Frames are those of the layout that
 * `selectFilm` (store/film.ts) answers for `nodeId`: there, a clip that is not made yet holds its place as a still
 * without a file, so that strip and viewer never stand at different pictures.
 */
export interface FilmTransport {
  seek(frame: number): void
  step(frames: number): void
  play(): void
  stop(): void
  toggle(): void
  shuttle(direction: -1 | 1): void
}

interface Heard {
  readonly frame: number
  readonly playing: boolean
}

interface FilmPlayhead extends Heard {
  /** The Video Stitcher whose film it stands in. */
  readonly nodeId: string | undefined
  /** The viewer plays that film, and not what was looked at before. */
  readonly inView: boolean
  readonly transport: FilmTransport | undefined
  /** Turns to a film, where it was left. */
  follow(nodeId: string | undefined): void
  /** Brings the film into the viewer, or gives the viewer back. */
  setInView(inView: boolean): void
  /** The player of the viewer is there; answers how it takes its leave. */
  attach(transport: FilmTransport): () => void
  /** The player tells where it is. */
  report(heard: Partial<Heard>): void
  seek(frame: number): void
  step(frames: number): void
  toggle(): void
  stop(): void
  shuttle(direction: -1 | 1): void
}

/** Where each film was left, for as long as the window is open. */
const left = new Map<string, number>()

/** The one position in the film, which the strip and the viewer share. Without a player it still moves. */
export const useFilmPlayhead = create<FilmPlayhead>((set, get) => {
  /** What was asked for before a player was there. */
  let waiting: ((transport: FilmTransport) => void) | undefined
  const steer = (order: (transport: FilmTransport) => void) => {
    get().setInView(true)
    const { transport } = get()
    if (transport) order(transport)
    else waiting = order
  }
  return {
    nodeId: undefined,
    frame: 0,
    playing: false,
    inView: false,
    transport: undefined,
    follow(nodeId) {
      const { nodeId: before, frame } = get()
      if (nodeId === before) return
      if (before !== undefined) left.set(before, frame)
      waiting = undefined
      set({ nodeId, frame: (nodeId !== undefined && left.get(nodeId)) || 0, playing: false })
    },
    setInView: (inView) => {
      if (inView !== get().inView) set({ inView })
    },
    attach(transport) {
      set({ transport, playing: false })
      transport.seek(get().frame)
      waiting?.(transport)
      waiting = undefined
      return () => {
        if (get().transport === transport) set({ transport: undefined, playing: false })
      }
    },
    report: (heard) => set(heard),
    seek(frame) {
      get().setInView(true)
      const whole = Math.max(0, Math.round(frame))
      set({ frame: whole })
      get().transport?.seek(whole)
    },
    step(frames) {
      const { transport, seek, frame, setInView } = get()
      setInView(true)
      if (transport) transport.step(frames)
      else seek(frame + frames)
    },
    toggle: () => steer((transport) => transport.toggle()),
    stop: () => get().transport?.stop(),
    shuttle: (direction) => steer((transport) => transport.shuttle(direction)),
  }
})
