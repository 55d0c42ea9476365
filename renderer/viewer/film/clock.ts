import { perSecond } from '../../../nodes/cut/format.ts'
import type { Marks } from '../player.ts'
import type { Film } from '../../store/film.ts'
import type { Screen } from './screen.ts'

/** Where a film is, and how it gets on. A whole frame while it stands, a fraction while it plays. */
export interface FilmClock {
  position(): number
  /** Below zero backwards, 0 while it stands. */
  rate(): number
  go(rate: number): void
  /** Somewhere else, on a whole frame; what plays goes on playing there. */
  jump(frame: number): void
  setFilm(film: Film): void
  setLoop(change: { readonly loop?: boolean; readonly marks?: Marks }): void
  close(): void
}

interface ClockNeeds {
  readonly film: Film
  readonly screen: Screen
  /** It moved, or it was started or stopped. */
  readonly onMove: () => void
}

/** The clock never runs on for longer than this without anybody looking, such as in a window behind others. */
const LONGEST_TICK_SECONDS = 0.1

export function createFilmClock({ film: first, screen, onMove }: ClockNeeds): FilmClock {
  let { layout } = first
  let position = 0
  let rate = 0
  let repeat: { readonly loop: boolean; readonly marks: Marks } = { loop: false, marks: {} }
  let handle = 0
  let last = 0

  const held = (frame: number) => Math.max(0, Math.min(Math.round(frame), layout.frames - 1))
  const go = (next: number) => {
    if (next === 0) position = held(Math.floor(position))
    rate = next
    last = performance.now()
    cancelAnimationFrame(handle)
    if (rate !== 0) handle = requestAnimationFrame(tick)
    onMove()
  }
  const jump = (frame: number) => {
    position = held(frame)
    screen.show(position, 0)
    onMove()
  }
  /** The picture leads: its own clock says where the film is, and one that is late is waited for. */
  const advance = (passed: number) => {
    const running = screen.running()
    const next = running === undefined ? position + passed * rate : Math.max(position, running)
    const { loop, marks } = repeat
    const end = loop ? Math.min(marks.out ?? Infinity, layout.frames) : layout.frames
    if (next < end) position = next
    else if (loop) jump(marks.in ?? 0)
    else {
      position = layout.frames - 1
      go(0)
    }
  }
  /** No browser plays backwards: each picture is looked up, and the next one only when it is there. */
  const rewind = (passed: number) => {
    position = Math.max(0, position + passed * rate)
    if (position === 0) go(0)
  }
  const tick = (now: number) => {
    const passed = Math.min(LONGEST_TICK_SECONDS, (now - last) / 1000) * perSecond(layout.fps)
    last = now
    if (screen.isReady()) (rate < 0 ? rewind : advance)(passed)
    if (rate === 0) return
    onMove()
    handle = requestAnimationFrame(tick)
  }

  return {
    position: () => position,
    rate: () => rate,
    go,
    jump,
    setFilm(next) {
      layout = next.layout
      screen.setFilm(next)
      jump(Math.floor(position))
    },
    setLoop: (change) => void (repeat = { ...repeat, ...change }),
    close: () => cancelAnimationFrame(handle),
  }
}
