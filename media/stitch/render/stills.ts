import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Canvas } from '@napi-rs/canvas'
import { createCanvas } from '@napi-rs/canvas'
import type { BoundCut, Card } from '../../../nodes/cut/cut.ts'
import { filmCues } from '../../../nodes/captions/film-cues.ts'
import { AppError } from '../../../nodes/errors.ts'
import { drawCaption } from '../../cards/draw-caption.ts'
import { drawCard } from '../../cards/draw-card.ts'
import { decodePicture } from '../../pictures/decode-picture.ts'
import type { FilmFormat } from '../film.ts'
import type { Size } from '../frame.ts'
import type { RenderClip, RenderJob, Stretch } from './job.ts'

/** A picture that was made ready for ffmpeg. */
export interface Still extends Size {
  readonly path: string
}

/** Words in their place, shown from one frame of the film up to another. */
export interface BurnedCaption extends Stretch {
  readonly path: string
  readonly x: number
  readonly y: number
}

export interface Stills {
  /** The picture that a shot without moving pictures shows. */
  ofShot(index: number): Promise<Still>
  captionsWithin(stretch: Stretch): Promise<BurnedCaption[]>
}

/**
 * Everything in a film that this app draws or decodes itself: photos (upright, whatever their format), cards and
 * captions, each made once, when a part of the film first needs it.
 */
export function createStills({ plan, cut, clips }: RenderJob, folder: string): Stills {
  const { layout, format } = plan
  const made = new Map<string, Promise<Still>>()
  const makeOnce = (name: string, draw: () => Promise<Canvas>) => {
    const still = made.get(name) ?? save(join(folder, `${name}.png`), draw)
    made.set(name, still)
    return still
  }
  const cues = burnedCues(cut, plan)

  return {
    ofShot(index) {
      const { card, clip } = layout.shots[index]!.shot
      const source = clip === undefined ? undefined : clips[clip]
      if (source) return makeOnce(`picture-${clip}`, () => drawPhoto(source, format))
      if (card) return makeOnce(`card-${index}`, () => drawCard(card, squareFrame(format)))
      return makeOnce('nothing', () => drawCard(emptyCard, squareFrame(format)))
    },

    async captionsWithin({ at, frames }) {
      const within = cues.filter((cue) => cue.at < at + frames && cue.at + cue.frames > at)
      const captions = await Promise.all(within.map((cue) => cue.make(folder)))
      return captions.filter((caption) => caption !== undefined)
    },
  }
}

const emptyCard: Card = { style: 'title', title: '', text: '', ground: '#000000' }

async function save(path: string, draw: () => Promise<Canvas>): Promise<Still> {
  const canvas = await draw()
  await writeFile(path, await canvas.encode('png'))
  return { path, width: canvas.width, height: canvas.height }
}

/** No larger than it can be seen: a photo of fifty megapixels would be scaled for every part of the film. */
async function drawPhoto({ path, facts: { name } }: RenderClip, format: FilmFormat): Promise<Canvas> {
  const image = await decodePicture(path).catch((cause: unknown) => {
    throw new AppError('file_unreadable', { name, reason: 'the picture could not be decoded' }, { cause })
  })
  const frame = squareFrame(format)
  const scale = Math.min(1, Math.max(frame.width / image.width, frame.height / image.height))
  const whole = (length: number) => Math.max(1, Math.round(length * scale))
  const canvas = createCanvas(whole(image.width), whole(image.height))
  const brush = canvas.getContext('2d')
  brush.fillStyle = '#000'
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.imageSmoothingQuality = 'high'
  brush.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** The frame in square pixels, as everything is drawn. */
function squareFrame({ width, height, like }: FilmFormat): Size {
  const shape = like ? like.sar.num / like.sar.den : 1
  return { width: Math.max(2, Math.round((width * shape) / 2) * 2), height }
}

function burnedCues({ captions, ...cut }: BoundCut, { layout, format }: RenderJob['plan']) {
  if (captions?.show !== 'burn') return []
  const frameAt = (seconds: number) => Math.round((seconds * layout.fps.num) / layout.fps.den)
  return filmCues(cut, layout).map(({ start, end, text }, index) => {
    const at = frameAt(start)
    let made: Promise<BurnedCaption | undefined> | undefined
    const draw = async (folder: string): Promise<BurnedCaption | undefined> => {
      const drawn = await drawCaption(text, captions, squareFrame(format))
      if (!drawn) return undefined
      const { path } = await save(join(folder, `caption-${index}.png`), async () => drawn.canvas)
      return { path, x: drawn.x, y: drawn.y, at, frames: frameAt(end) - at }
    }
    return { at, frames: frameAt(end) - at, make: (folder: string) => (made ??= draw(folder)) }
  })
}
