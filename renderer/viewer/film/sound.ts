import type { Music } from '../../../nodes/cut/cut.ts'
import { framesToSeconds } from '../../../nodes/cut/layout.ts'
import { mediaUrl } from '../../api.ts'
import type { Film } from '../../store/film.ts'
import type { ShownShot } from './look.ts'
import type { Reel } from './reel.ts'

export interface Mix {
  readonly film: Film
  readonly frame: number
  /** 0 while nothing plays forwards. */
  readonly rate: number
  readonly heard: readonly { readonly shown: ShownShot; readonly reel: Reel }[]
}

/** The sound of a film that is not rendered: each clip as loud as the cut says, with the music under them. */
export interface FilmSound {
  set(volume: { readonly volume: number; readonly muted: boolean }): void
  /** Browsers let sound begin only where a person pressed something. */
  wake(): void
  mix(mix: Mix): void
  close(): void
}

/** What music falls to while the shots are heard. */
const DUCKED = 0.3
/** How fast a level follows, so that no cut clicks and no music jumps. */
const GLIDE_SECONDS = 0.015
const DUCK_SECONDS = 0.25
/** Farther apart than this, music and picture are put together again. */
const APART_SECONDS = 0.15

export function createFilmSound(): FilmSound {
  const mixer = createMixer()
  const bed = new Audio()
  bed.preload = 'auto'

  const playBed = ({ film, frame, rate, heard }: Mix) => {
    const { music, cut, layout } = film
    if (!music) return bed.pause()
    if (!bed.src.endsWith(mediaUrl(music.id))) bed.src = mediaUrl(music.id)
    const words: Music = { ...plainMusic, ...cut.music }
    const at = musicSecondsAt(
      words,
      framesToSeconds(frame, layout.fps),
      music.durationSeconds ?? bed.duration,
    )
    if (rate <= 0 || at === undefined) return bed.pause()
    if (bed.playbackRate !== rate) bed.playbackRate = rate
    if (Math.abs(bed.currentTime - at) > APART_SECONDS * rate && !bed.seeking) bed.currentTime = at
    if (bed.paused) bed.play().catch(() => {})
    const ducked = words.duck && heard.some((one) => isHeard(film, one))
    mixer.turn(bed, musicGain(words, film, frame) * (ducked ? DUCKED : 1), DUCK_SECONDS)
  }

  return {
    set: ({ volume, muted }) => mixer.setLevel(muted ? 0 : volume),
    wake: mixer.wake,
    mix(mix) {
      for (const { shown, reel } of mix.heard) if (reel.video) mixer.turn(reel.video, shown.gain)
      playBed(mix)
    },
    close() {
      bed.pause()
      bed.removeAttribute('src')
      mixer.close()
    },
  }
}

/** One level for each element, and one over all of them. Louder than the file is possible only this way. */
function createMixer() {
  let context: AudioContext | undefined
  let master: GainNode | undefined
  let level = 0
  const gains = new WeakMap<HTMLMediaElement, GainNode>()

  /** An element belongs to the mixer for good, from the first time it is heard. */
  const gainOf = (element: HTMLMediaElement, { context, master }: Open): GainNode => {
    const known = gains.get(element)
    if (known) return known
    const gain = context.createGain()
    gain.gain.value = 0
    context.createMediaElementSource(element).connect(gain).connect(master)
    gains.set(element, gain)
    return gain
  }
  return {
    setLevel(next: number) {
      level = next
      if (master) master.gain.value = level
    },
    wake() {
      if (!context) {
        context = new AudioContext()
        master = context.createGain()
        master.gain.value = level
        master.connect(context.destination)
      }
      if (context.state === 'suspended') void context.resume()
    },
    turn(element: HTMLMediaElement, to: number, seconds = GLIDE_SECONDS) {
      if (!context || !master) return
      gainOf(element, { context, master }).gain.setTargetAtTime(to, context.currentTime, seconds)
    },
    close: () => void context?.close(),
  }
}

interface Open {
  readonly context: AudioContext
  readonly master: GainNode
}

export const plainMusic: Music = { volume: 0.5, from: 0, loop: true, duck: true, fadeIn: 0, fadeOut: 2 }

/** Where the music is at a time of the film; undefined once it is over. */
export function musicSecondsAt({ from, loop }: Music, seconds: number, length: number): number | undefined {
  const span = length - from
  if (!(span > 0)) return undefined
  if (seconds < span) return from + seconds
  return loop ? from + (seconds % span) : undefined
}

/** How loud the music is at a frame of the film, when nothing is said over it. */
export function musicGain({ volume, fadeIn, fadeOut }: Music, { layout }: Film, frame: number): number {
  const passed = framesToSeconds(frame, layout.fps)
  const left = framesToSeconds(layout.frames - frame, layout.fps)
  const share = (seconds: number, of: number) => (of > 0 ? Math.min(1, Math.max(0, seconds / of)) : 1)
  return volume * Math.min(share(passed, fadeIn), share(left, fadeOut))
}

function isHeard({ shots }: Film, { shown }: { readonly shown: ShownShot }): boolean {
  return shown.gain > 0.05 && shots[shown.index]?.facts?.hasSound === true
}
