import { splitDataUri } from '../data-uri.ts'
import type { Order } from '../remote.ts'

/** The body of a create. */
export function interactionFor(order: Order) {
  const { model, settings } = order
  const { aspect, resolution, seconds, seed } = settings
  const pictures = [order.firstFrame, order.lastFrame, ...order.references].filter(
    (picture) => picture !== undefined,
  )
  return {
    model,
    input: [...pictures.map(imagePart), { type: 'text', text: taggedPrompt(order) }],
    response_format: {
      type: 'video',
      aspect_ratio: aspect,
      ...(resolution && { resolution }),
      ...(seconds !== undefined && { duration: `${seconds}s` }),
      // A clip within the answer would be refused above a few megabytes.
      delivery: 'uri',
    },
    generation_config: { video_config: { task: taskOf(order) }, ...(seed !== undefined && { seed }) },
    background: true,
    store: true,
  }
}

function taskOf({ firstFrame, references }: Order): string {
  if (references.length > 0) return 'reference_to_video'
  return firstFrame === undefined ? 'text_to_video' : 'image_to_video'
}

function imagePart(picture: string) {
  const { mime, base64 } = splitDataUri(picture)
  return { type: 'image', data: base64, mime_type: mime }
}

/** The model takes a picture for what the words say it is; one that they do not name is ignored. */
function taggedPrompt({ prompt, firstFrame, lastFrame, references }: Order): string {
  if (firstFrame !== undefined && lastFrame === undefined && references.length === 0) {
    return `<FIRST_FRAME> ${prompt}`
  }
  const sources = [
    ...(firstFrame === undefined ? [] : ['<FIRST_FRAME>']),
    ...(lastFrame === undefined ? [] : ['<LAST_FRAME>']),
  ]
  const named = references.map((_, index) => `<IMAGE_REF_${index}>`)
  return [declare('Sources', sources, 1), declare('References', named, sources.length + 1), prompt]
    .filter((part) => part !== '')
    .join(' ')
}

/** "[# Sources <FIRST_FRAME>@Image1 <LAST_FRAME>@Image2]": which picture is which, counted from one. */
function declare(title: string, tags: readonly string[], first: number): string {
  if (tags.length === 0) return ''
  return `[# ${title} ${tags.map((tag, index) => `${tag}@Image${first + index}`).join(' ')}]`
}
