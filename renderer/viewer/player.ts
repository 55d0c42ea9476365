import type { Snap } from './snapshot.ts'
import { frameAt, timeOfFrame } from './timecode.ts'

export interface PlayerState {
  readonly time: number
  readonly duration: number
  readonly playing: boolean
  /** Below zero while it plays backwards. */
  readonly rate: number
  readonly unplayable: boolean
}

export interface Sound {
  readonly volume: number
  readonly muted: boolean
  readonly loop: boolean
}

/** A stretch to play again and again: frames, from the first one in it to the one behind its last. */
export interface Marks {
  readonly in?: number | undefined
  readonly out?: number | undefined
}

export interface Player {
  readonly fps: number
  getState(): PlayerState
  subscribe(listener: () => void): () => void
  toggle(): void
  play(): void
  stop(): void
  seek(seconds: number): void
  /** Stops, and shows the frame that many after this one. */
  step(frames: number): void
  /** J and L: pressing again doubles the speed, the other way starts over. */
  shuttle(direction: -1 | 1): void
  setSpeed(speed: number): void
  setSound(sound: Sound): void
  /** They count while it loops. */
  setMarks(marks: Marks): void
  /** The picture on screen; undefined while there is none. */
  snap(): Snap | undefined
  close(): void
}

const SHUTTLE_RATES = [1, 2, 4]

/** The next faster one, for the speed it plays at in that direction already. */
export function shuttleRate(present: number): number {
  return SHUTTLE_RATES.find((candidate) => candidate > present) ?? SHUTTLE_RATES.at(-1)!
}

/** Tells listeners when anything about a player became different, and only then. */
export function createTelling(first: PlayerState) {
  let state = first
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set(next: PlayerState) {
      if (Object.entries(next).every(([key, value]) => state[key as keyof PlayerState] === value)) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    end: () => listeners.clear(),
  }
}

const beforeLoading: PlayerState = { time: 0, duration: 0, playing: false, rate: 1, unplayable: false }

/** What an editor's hands expect of a `<video>`: exact frames, and shuttling in both directions. */
export function createPlayer(video: HTMLVideoElement, fps: number): Player {
  let speed = 1
  const telling = createTelling(beforeLoading)
  const update = () => telling.set(stateOf(video, rewinding.rate()))
  const rewinding = createRewind(video, update)
  const watch = watchFrames(video, update)
  const again = createAgain(video, fps)

  function run(rate: number): void {
    rewinding.stop()
    video.playbackRate = rate
    // Rejected when another clip is loaded before this one starts, or when it cannot be played: `error` tells.
    video.play().catch(() => update())
  }

  const player: Player = {
    fps,
    getState: telling.get,
    subscribe: telling.subscribe,
    toggle: () => (telling.get().playing ? player.stop() : player.play()),
    play: () => run(speed),
    stop() {
      rewinding.stop()
      video.pause()
      video.playbackRate = speed
      update()
    },
    seek(seconds) {
      video.currentTime = Math.min(Math.max(0, seconds), telling.get().duration)
      update()
    },
    step(frames) {
      player.stop()
      player.seek(timeOfFrame(frameAt(video.currentTime, fps) + frames, fps))
    },
    shuttle(direction) {
      const { playing, rate: present } = telling.get()
      const rate = shuttleRate(playing ? present * direction : 0)
      return direction === -1 ? rewinding.start(rate) : run(rate)
    },
    setSpeed(next) {
      speed = next
      video.playbackRate = next
    },
    setSound({ volume, muted, loop }) {
      Object.assign(video, { volume, muted })
      again.set({ loop })
    },
    setMarks: (marks) => again.set({ marks }),
    snap: () => snapOf(video),
    close() {
      rewinding.stop()
      watch.stop()
      telling.end()
    },
  }
  return player
}

function snapOf(video: HTMLVideoElement): Snap | undefined {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0 || video.readyState < 2) return undefined
  return { width, height, draw: (context) => context.drawImage(video, 0, 0) }
}

/** A browser loops a whole clip by itself; between marks it is brought back. */
function createAgain(video: HTMLVideoElement, fps: number) {
  let loop = false
  let marks: Marks = {}
  const back = () => {
    video.currentTime = timeOfFrame(marks.in ?? 0, fps)
    void video.play().catch(() => {})
  }
  const isMarked = () => marks.in !== undefined || marks.out !== undefined
  video.addEventListener('ended', () => loop && isMarked() && back())
  video.addEventListener('timeupdate', () => {
    if (!loop || video.paused || marks.out === undefined) return
    if (frameAt(video.currentTime, fps) >= marks.out) back()
  })
  return {
    set(change: { readonly loop?: boolean; readonly marks?: Marks }) {
      loop = change.loop ?? loop
      marks = change.marks ?? marks
      video.loop = loop && !isMarked()
    },
  }
}

function stateOf(video: HTMLVideoElement, rewindRate: number): PlayerState {
  return {
    time: video.currentTime,
    duration: Number.isFinite(video.duration) ? video.duration : 0,
    playing: rewindRate !== 0 || !video.paused,
    rate: rewindRate === 0 ? video.playbackRate : -rewindRate,
    unplayable: video.error !== null,
  }
}

/** No browser plays backwards, so it is done by seeking, one picture at a time. */
function createRewind(video: HTMLVideoElement, onChange: () => void) {
  let rate = 0
  let last = 0
  const tick = (now: number) => {
    if (rate === 0) return
    if (!video.seeking) {
      video.currentTime = Math.max(0, video.currentTime - ((now - last) / 1000) * rate)
      last = now
      onChange()
    }
    if (video.currentTime === 0) rewind.stop()
    else requestAnimationFrame(tick)
  }
  const rewind = {
    rate: () => rate,
    start(next: number) {
      video.pause()
      const running = rate !== 0
      rate = next
      last = performance.now()
      if (!running) requestAnimationFrame(tick)
      onChange()
    },
    stop() {
      rate = 0
      onChange()
    },
  }
  return rewind
}

const watched = [
  'loadedmetadata',
  'durationchange',
  'play',
  'pause',
  'seeking',
  'seeked',
  'timeupdate',
  'ratechange',
  'ended',
  'error',
  'emptied',
]

/** Tells of every frame that is shown, so that the timecode is that of the picture. */
function watchFrames(video: HTMLVideoElement, onFrame: () => void) {
  let handle = 0
  const next = () => {
    onFrame()
    handle = video.requestVideoFrameCallback(next)
  }
  handle = video.requestVideoFrameCallback(next)
  for (const event of watched) video.addEventListener(event, onFrame)
  return {
    stop() {
      video.cancelVideoFrameCallback(handle)
      for (const event of watched) video.removeEventListener(event, onFrame)
    },
  }
}
