import type { Shot, ShotFit } from '../../../nodes/cut/cut.ts'
import type { ClipFacts } from '../../../nodes/cut/facts.ts'
import { mediaUrl, posterUrl } from '../../api.ts'
import { translate } from '../../i18n/index.ts'
import { drawCard } from './card.ts'
import type { ShownShot } from './look.ts'

/** One shot on its way over the screen: a video that can be held and run, a picture, or a card. */
export interface Reel {
  readonly element: HTMLElement
  /** Present for a clip, for whoever mixes the sound. */
  readonly video?: HTMLVideoElement
  /** Its picture as it is now; undefined for a card, or where it cannot be shown. */
  picture(): HTMLVideoElement | HTMLImageElement | undefined
  /** Whether this picture may be shown: before, what was on screen stays. */
  isReady(): boolean
  /** Where the clip is, while it plays by itself; undefined for what stands still or cannot be played. */
  running(): number | undefined
  /** Holds it at exactly this time. */
  rest(seconds: number | undefined): void
  run(rate: number): void
  look(shown: ShownShot, on: boolean): void
  close(): void
}

export interface ReelNeeds {
  /** Absent where nothing is made yet. */
  readonly facts: ClipFacts | undefined
  readonly shot: Shot
  readonly missing: boolean
  readonly fit: ShotFit
  /** Something about it changed by itself: it is ready now, or will never be. */
  readonly onNews: () => void
}

export function createReel(needs: ReelNeeds): Reel {
  const { facts, shot, missing } = needs
  if (shot.card) return stillReel(needs, drawCard(shot.card))
  if (!facts) return stillReel(needs, words(translate('viewer:film.unmade')))
  if (missing) return stillReel(needs, words(translate('viewer:film.missing', { name: facts.name })))
  if (facts.fps) return videoReel(needs, facts)
  return facts.kind === 'image' ? pictureReel(needs, facts) : stillReel(needs, sorry(facts.name))
}

function stillReel(needs: ReelNeeds, content: HTMLElement): Reel {
  const { element, look } = frameOf(needs)
  element.append(content)
  return {
    element,
    picture: () => undefined,
    isReady: () => true,
    running: () => undefined,
    rest() {},
    run() {},
    look,
    close: () => element.remove(),
  }
}

function pictureReel(needs: ReelNeeds, facts: ClipFacts): Reel {
  const image = document.createElement('img')
  image.src = mediaUrl(facts.id)
  image.alt = ''
  image.draggable = false
  const reel = stillReel(needs, image)
  dress(image, needs)
  if (needs.fit === 'blur') reel.element.prepend(blurred(image.cloneNode() as HTMLImageElement))
  let settled = false
  const settle = () => {
    settled = true
    needs.onNews()
  }
  image.addEventListener('load', settle)
  image.addEventListener('error', () => {
    image.replaceWith(sorry(facts.name))
    settle()
  })
  return { ...reel, picture: () => (image.naturalWidth > 0 ? image : undefined), isReady: () => settled }
}

function videoReel(needs: ReelNeeds, facts: ClipFacts): Reel {
  const { element, look } = frameOf(needs)
  const video = document.createElement('video')
  Object.assign(video, { src: mediaUrl(facts.id), preload: 'auto', playsInline: true, tabIndex: -1 })
  video.disablePictureInPicture = true
  dress(video, needs)
  element.append(video)
  const backdrop = needs.fit === 'blur' ? createBackdrop(video, element) : undefined
  let broken = false
  const hold = createHold(video)
  video.addEventListener('error', () => {
    broken = true
    element.replaceChildren(poster(facts), sorry(facts.name))
    needs.onNews()
  })
  for (const event of ['loadeddata', 'seeked', 'canplay']) video.addEventListener(event, needs.onNews)
  return {
    element,
    video,
    picture: () => (broken || video.readyState < 2 ? undefined : video),
    isReady: () => broken || (video.readyState >= 2 && !video.seeking),
    running: () => (broken || video.paused || video.ended ? undefined : video.currentTime),
    rest(seconds) {
      if (broken || seconds === undefined) return
      if (!video.paused) video.pause()
      hold.at(seconds)
    },
    run(rate) {
      if (broken || video.ended) return
      if (video.playbackRate !== rate) video.playbackRate = rate
      // Refused only while it is closed or held again at the same moment.
      if (video.paused) video.play().catch(() => {})
    },
    look,
    close() {
      backdrop?.stop()
      video.pause()
      video.removeAttribute('src')
      video.load()
      element.remove()
    },
  }
}

/** Seeks one at a time: whoever drags over a film asks for more pictures than can be decoded. */
function createHold(video: HTMLVideoElement) {
  let wanted: number | undefined
  const go = () => {
    if (wanted === undefined || video.seeking) return
    const target = wanted
    wanted = undefined
    if (Math.abs(video.currentTime - target) > 0.001) video.currentTime = target
  }
  video.addEventListener('seeked', go)
  return {
    at(seconds: number) {
      wanted = seconds
      go()
    },
  }
}

function frameOf({ shot }: ReelNeeds) {
  const element = document.createElement('div')
  element.className = 'absolute inset-0 overflow-hidden bg-black'
  element.style.visibility = 'hidden'
  if (shot.card) element.style.background = shot.card.ground
  const veil = document.createElement('div')
  veil.className = 'absolute inset-0 z-1'
  const look = ({ opacity, hidden, veil: over }: ShownShot, on: boolean) => {
    element.style.visibility = on ? 'visible' : 'hidden'
    element.style.opacity = String(opacity)
    element.style.clipPath = hidden ? `inset(${hidden.map((share) => `${share * 100}%`).join(' ')})` : ''
    veil.style.background = over?.colour ?? ''
    veil.style.opacity = String(over?.opacity ?? 0)
    if (!veil.isConnected) element.append(veil)
  }
  return { element, look }
}

const fits = { fit: 'contain', blur: 'contain', fill: 'cover' } as const

function dress(picture: HTMLElement, { fit, shot }: ReelNeeds): void {
  picture.className = 'absolute inset-0 h-full w-full'
  picture.style.objectFit = fits[fit]
  const { x = 0.5, y = 0.5 } = shot.focus ?? {}
  if (fit === 'fill') picture.style.objectPosition = `${x * 100}% ${y * 100}%`
}

const BACKDROP_WIDTH = 48

/** The picture itself behind the picture, so small that its blur costs nothing. */
function createBackdrop(video: HTMLVideoElement, element: HTMLElement) {
  const canvas = blurred(document.createElement('canvas'))
  canvas.width = BACKDROP_WIDTH
  element.prepend(canvas)
  const draw = () => {
    canvas.height = Math.max(1, Math.round((BACKDROP_WIDTH * video.videoHeight) / (video.videoWidth || 1)))
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  }
  let handle = 0
  const next = () => {
    draw()
    handle = video.requestVideoFrameCallback(next)
  }
  handle = video.requestVideoFrameCallback(next)
  return { stop: () => video.cancelVideoFrameCallback(handle) }
}

function blurred<T extends HTMLElement>(picture: T): T {
  picture.className = 'absolute inset-0 h-full w-full scale-110 object-cover'
  picture.style.filter = 'blur(4cqw) brightness(0.7)'
  return picture
}

function poster({ id }: ClipFacts): HTMLElement {
  const image = document.createElement('img')
  image.src = posterUrl(id)
  image.alt = ''
  image.className = 'absolute inset-0 h-full w-full object-contain opacity-50'
  image.addEventListener('error', () => image.remove())
  return image
}

function sorry(name: string): HTMLElement {
  return words(translate('viewer:film.unplayable', { name }))
}

function words(text: string): HTMLElement {
  const paragraph = document.createElement('p')
  paragraph.className = 'absolute inset-x-4 top-1/2 z-1 -translate-y-1/2 text-center text-13 text-on-surround'
  paragraph.textContent = text
  return paragraph
}
