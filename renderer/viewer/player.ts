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
  close(): void
}

const SHUTTLE_RATES = [1, 2, 4]
const beforeLoading: PlayerState = { time: 0, duration: 0, playing: false, rate: 1, unplayable: false }

/** What an editor's hands expect of a `<video>`: exact frames, and shuttling in both directions. */
export function createPlayer(video: HTMLVideoElement, fps: number): Player {
  let state = beforeLoading
  let speed = 1
  const listeners = new Set<() => void>()
  const rewinding = createRewind(video, () => update())
  const watch = watchFrames(video, () => update())

  function update(): void {
    const next = stateOf(video, rewinding.rate())
    if (Object.entries(next).every(([key, value]) => state[key as keyof PlayerState] === value)) return
    state = next
    for (const listener of listeners) listener()
  }

  const player: Player = {
    fps,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    toggle: () => (state.playing ? player.stop() : player.play()),
    play() {
      rewinding.stop()
      video.playbackRate = speed
      // Rejected when another clip is loaded before this one starts, or when it cannot be played: `error` tells.
      video.play().catch(() => update())
    },
    stop() {
      rewinding.stop()
      video.pause()
      video.playbackRate = speed
      update()
    },
    seek(seconds) {
      video.currentTime = Math.min(Math.max(0, seconds), state.duration)
      update()
    },
    step(frames) {
      player.stop()
      player.seek(timeOfFrame(frameAt(video.currentTime, fps) + frames, fps))
    },
    shuttle(direction) {
      const present = state.playing && Math.sign(state.rate) === direction ? Math.abs(state.rate) : 0
      const rate = SHUTTLE_RATES.find((candidate) => candidate > present) ?? SHUTTLE_RATES.at(-1)!
      if (direction === -1) return rewinding.start(rate)
      rewinding.stop()
      video.playbackRate = rate
      video.play().catch(() => update())
    },
    setSpeed(next) {
      speed = next
      video.playbackRate = next
    },
    setSound: (sound) => void Object.assign(video, sound),
    close() {
      rewinding.stop()
      watch.stop()
      listeners.clear()
    },
  }
  return player
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
