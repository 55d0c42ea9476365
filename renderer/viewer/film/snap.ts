import type { ShotFit } from '../../../nodes/cut/cut.ts'
import type { Film } from '../../store/film.ts'
import type { Snap } from '../snapshot.ts'
import type { ShownShot } from './look.ts'
import type { Reel } from './reel.ts'

type Picture = HTMLVideoElement | HTMLImageElement

/** What is on screen as one picture of the film's size: fitted, wiped and faded as it stands there. */
export function snapOf(
  film: Film,
  shown: readonly ShownShot[],
  reelAt: (index: number) => Reel | undefined,
): Snap | undefined {
  const { width, height } = film
  const layers = shown.map((one) => ({ one, picture: reelAt(one.index)?.picture() }))
  const seen = layers.filter(({ one }) => one.opacity > 0)
  if (seen.length === 0 || seen.some(({ picture }) => !picture)) return undefined
  return {
    width,
    height,
    draw(context) {
      for (const { one, picture } of seen) drawShot(context, { film, one, picture: picture! })
    },
  }
}

interface Layer {
  readonly film: Film
  readonly one: ShownShot
  readonly picture: Picture
}

function drawShot(context: CanvasRenderingContext2D, { film, one, picture }: Layer): void {
  const { width, height } = film
  const { shot } = film.shots[one.index]!
  const [top, right, bottom, left] = one.hidden ?? [0, 0, 0, 0]
  context.save()
  context.beginPath()
  context.rect(left * width, top * height, (1 - left - right) * width, (1 - top - bottom) * height)
  context.clip()
  context.globalAlpha = one.opacity
  context.fillStyle = 'black'
  context.fillRect(0, 0, width, height)
  const fit = shot.fit ?? film.settings.fit
  if (fit === 'blur') {
    context.filter = `blur(${width * 0.04}px) brightness(0.7)`
    context.drawImage(picture, ...placed(picture, film, { fit: 'fill', by: 1.1 }))
    context.filter = 'none'
  }
  context.drawImage(picture, ...placed(picture, film, { fit, focus: shot.focus }))
  if (one.veil) {
    context.globalAlpha = one.opacity * one.veil.opacity
    context.fillStyle = one.veil.colour
    context.fillRect(0, 0, width, height)
  }
  context.restore()
}

interface Place {
  readonly fit: ShotFit
  readonly focus?: { readonly x: number; readonly y: number } | undefined
  readonly by?: number
}

/** Left, top, width and height in the film's frame. */
function placed(
  picture: Picture,
  { width, height }: Film,
  { fit, focus = { x: 0.5, y: 0.5 }, by = 1 }: Place,
): [number, number, number, number] {
  const [own, tall] =
    'videoWidth' in picture
      ? [picture.videoWidth, picture.videoHeight]
      : [picture.naturalWidth, picture.naturalHeight]
  const ratios = [width / own, height / tall]
  const scale = (fit === 'fill' ? Math.max(...ratios) : Math.min(...ratios)) * by
  const spare = { x: width - own * scale, y: height - tall * scale }
  const at = fit === 'fill' ? focus : { x: 0.5, y: 0.5 }
  return [spare.x * at.x, spare.y * at.y, own * scale, tall * scale]
}
