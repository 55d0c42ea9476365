import { perSecond } from '../../nodes/cut/format.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { createFilmClock, type FilmClock } from './film/clock.ts'
import type { Film } from '../store/film.ts'
import { createScreen } from './film/screen.ts'
import { createFilmSound } from './film/sound.ts'
import { createTelling, type Player, type PlayerState, shuttleRate } from './player.ts'
import { frameAt } from './timecode.ts'

/** A player whose time is that of a film: while it stands, exactly that frame is on screen. */
export interface FilmPlayer extends Player {
  /** The same film, cut anew. */
  setFilm(film: Film): void
  seekFrame(frame: number): void
}

/** Plays the sequence of a cut from its clips, without rendering anything. */
export function createFilmPlayer(root: HTMLElement, first: Film): FilmPlayer {
  let film = first
  let speed = 1
  const screen = createScreen(root, () => draw())
  const sound = createFilmSound()
  const clock = createFilmClock({ film, screen, onMove: () => draw() })
  const telling = createTelling(stateOf(clock, film, speed))

  function draw(): void {
    const rate = Math.max(0, clock.rate())
    screen.show(clock.position(), rate)
    sound.mix({ film, frame: clock.position(), rate, heard: screen.heard() })
    telling.set(stateOf(clock, film, speed))
  }
  const go = (rate: number) => {
    if (rate > 0) sound.wake()
    clock.go(rate)
  }

  clock.setFilm(film)
  const player: FilmPlayer = {
    fps: perSecond(film.layout.fps),
    getState: telling.get,
    subscribe: telling.subscribe,
    toggle: () => (clock.rate() === 0 ? player.play() : player.stop()),
    play() {
      if (clock.position() >= film.layout.frames - 1) clock.jump(0)
      go(speed)
    },
    stop: () => go(0),
    seek: (seconds) => player.seekFrame(frameAt(seconds, player.fps)),
    seekFrame: (frame) => clock.jump(frame),
    step(frames) {
      go(0)
      clock.jump(clock.position() + frames)
    },
    shuttle: (direction) => go(direction * shuttleRate(clock.rate() * direction)),
    setSpeed(next) {
      speed = next
      if (clock.rate() > 0) go(next)
    },
    setSound(settings) {
      clock.setLoop({ loop: settings.loop })
      sound.set(settings)
    },
    setMarks: (marks) => clock.setLoop({ marks }),
    snap: () => screen.snap(),
    setFilm(next) {
      film = next
      clock.setFilm(next)
    },
    close() {
      telling.end()
      clock.close()
      screen.close()
      sound.close()
    },
  }
  return player
}

function stateOf(clock: FilmClock, { layout }: Film, speed: number): PlayerState {
  const rate = clock.rate()
  return {
    time: framesToSeconds(Math.floor(clock.position()), layout.fps),
    duration: framesToSeconds(layout.frames, layout.fps),
    playing: rate !== 0,
    rate: rate === 0 ? speed : rate,
    unplayable: false,
  }
}
